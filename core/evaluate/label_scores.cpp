// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/label_branches.h"
#include "core/evaluate/label_scores.h"
#include "core/model/kv_cache.h"

#include <algorithm>

namespace stillhouse::evaluate {
namespace {

using Ids = std::vector<std::int32_t>;
using torch::Tensor;

/// Adds to `sums` (B, labels) the log-probabilities that are asked for. `hidden` (B, steps, d): the states from the prompt's last token
/// on; `first` is the step of its first column.
void answer(const model::Decoder& decoder, const LabelBranch& branch, const Tensor& hidden, std::int64_t first, Tensor& sums) {
    for (std::int64_t step = first; step < first + hidden.size(1); ++step) {
        if (std::none_of(branch.asks.begin(), branch.asks.end(), [&](const LabelAsk& ask) { return ask.step == step; }))
            continue;
        const auto logits = decoder.logits(hidden.select(1, step - first)).to(torch::kFloat); // (B,V)
        const auto total = torch::logsumexp(logits, 1);                                       // (B)
        for (const LabelAsk& ask : branch.asks)
            if (ask.step == step)
                sums.select(1, static_cast<std::int64_t>(ask.label)).add_(logits.select(1, ask.token) - total);
    }
}

/// One pass: prompts of different lengths, each with the branch behind it.
Tensor scoreTogether(const model::Decoder& decoder, const LabelBranch& branch, std::vector<Ids> rows, std::int64_t labels) {
    std::vector<std::int64_t> last;
    for (Ids& row : rows) {
        last.push_back(static_cast<std::int64_t>(row.size()) - 1);
        row.insert(row.end(), branch.fed.begin(), branch.fed.end());
    }
    const auto states = decoder.hidden(paddedIds(rows, decoder.device())); // (B,T,d)
    const auto steps = torch::arange(static_cast<std::int64_t>(branch.fed.size()) + 1);
    const auto columns = (torch::tensor(last).unsqueeze(1) + steps).to(states.device());                             // (B,steps)
    const auto picked = states.gather(1, columns.unsqueeze(2).expand({-1, -1, states.size(2)}));                     // (B,steps,d)
    auto sums = torch::zeros({states.size(0), labels}, torch::TensorOptions(torch::kFloat).device(states.device())); // (B,labels)
    answer(decoder, branch, picked, 0, sums);
    return sums;
}

/// Prompts of one length: one pass for them, then one for each branch on top of the kept keys and values.
Tensor scoreBranches(const model::Decoder& decoder, const std::vector<LabelBranch>& branches, const std::vector<Ids>& rows, std::int64_t labels,
                     BatchMeter& meter) {
    const auto ids = paddedIds(rows, decoder.device()); // (B,T)
    const auto batch = ids.size(0), length = ids.size(1);
    std::size_t longest = 0;
    for (const LabelBranch& branch : branches)
        longest = std::max(longest, branch.fed.size());
    model::KvCache cache(decoder.config(), length + static_cast<std::int64_t>(longest));
    model::ForwardOptions options;
    options.cache = &cache;
    const auto end = decoder.hidden(ids, options).narrow(1, length - 1, 1); // (B,1,d)
    auto sums = torch::zeros({batch, labels}, torch::TensorOptions(torch::kFloat).device(ids.device()));
    for (const LabelBranch& branch : branches) {
        answer(decoder, branch, end, 0, sums);
        if (branch.fed.empty())
            continue;
        meter.check();
        cache.truncate(length);
        const auto fed = paddedIds({&branch.fed, 1}, ids.device()).expand({batch, -1}).contiguous(); // (B,steps)
        answer(decoder, branch, decoder.hidden(fed, options), 1, sums);
    }
    return sums;
}

} // namespace

Tensor scoreLabels(const model::Decoder& decoder, const std::vector<Ids>& labelTokens, std::span<const EncodedExample> prompts,
                   const ScoreOptions& options, RunControl* control) {
    const auto labels = static_cast<std::int64_t>(labelTokens.size());
    auto scores =
        torch::zeros({static_cast<std::int64_t>(prompts.size()), labels}); // made here: an inference tensor could be no loss's target
    torch::InferenceMode inference;
    std::vector<std::size_t> lengths;
    for (const EncodedExample& prompt : prompts) {
        if (prompt.responseStart < 1)
            base::fail(prompt.id, SH_TR("The prompt has no tokens, so nothing can follow it"),
                       SH_TR("Give the task's template some text behind {prompt}."));
        checkIds(prompt.ids, decoder.config().vocab);
        lengths.push_back(static_cast<std::size_t>(prompt.responseStart));
    }
    auto counts = torch::empty({labels});
    for (std::size_t label = 0; label < labelTokens.size(); ++label) {
        checkIds(labelTokens[label], decoder.config().vocab);
        counts[static_cast<std::int64_t>(label)] = static_cast<float>(labelTokens[label].size());
    }
    const auto branches = labelBranches(labelTokens);
    const bool together = branches.size() == 1;
    const std::size_t extra = together ? branches.front().fed.size() : 0;
    BatchMeter meter(control, options, static_cast<std::int64_t>(prompts.size()));
    for (const auto& batch : lengthBatches(lengths, extra, options.batchTokens, !together)) {
        meter.check();
        std::vector<Ids> rows;
        for (const std::size_t row : batch)
            rows.emplace_back(prompts[row].ids.begin(), prompts[row].ids.begin() + prompts[row].responseStart);
        const auto sums = together ? scoreTogether(decoder, branches.front(), std::move(rows), labels)
                                   : scoreBranches(decoder, branches, rows, labels, meter);
        const auto means = sums.cpu() / counts;
        for (std::size_t i = 0; i < batch.size(); ++i)
            scores[static_cast<std::int64_t>(batch[i])].copy_(means[static_cast<std::int64_t>(i)]);
        meter.add(static_cast<std::int64_t>(batch.size()));
    }
    return scores;
}

Tensor scoreLabels(const model::Decoder& decoder, const TaskEncoder& encoder, std::span<const Example> examples,
                   const ScoreOptions& options, RunControl* control) {
    std::vector<EncodedExample> prompts;
    prompts.reserve(examples.size());
    for (const Example& example : examples)
        prompts.push_back(encoder.encodePrompt(example));
    return scoreLabels(decoder, encoder.labelTokens(), prompts, options, control);
}

} // namespace stillhouse::evaluate
