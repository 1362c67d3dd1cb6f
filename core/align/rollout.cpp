// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/rollout.h"

#include "core/base/failure.h"
#include "core/evaluate/batches.h"
#include "core/train/batch.h"

#include <algorithm>

namespace stillhouse::align {

using torch::Tensor;

namespace {

constexpr std::int64_t measuredTokens = 8192;

void place(const Tensor& from, Tensor& into, const Tensor& rows) {
    into.index_copy_(0, rows, from.to(torch::kCPU, into.scalar_type()));
}

// Log probabilities, entropies and values of all rows, batch by batch.
void measure(const model::Decoder& policy, const model::Decoder& reference, const ValueHead* value, Rollout& rollout) {
    const auto rows = rollout.tokens();
    rollout.logProbs = torch::zeros({rows});
    rollout.reference = torch::zeros({rows});
    rollout.entropies = torch::zeros({rows});
    rollout.values = torch::zeros({rows});
    std::vector<std::size_t> lengths;
    for (const auto& episode : rollout.episodes)
        lengths.push_back(episode.ids.size());
    for (const auto& part : evaluate::lengthBatches(lengths, 0, measuredTokens, false)) {
        const std::vector<std::int64_t> indices(part.begin(), part.end());
        const auto batch = train::collate(rollout.episodes, indices, 0);
        const auto flat = rollout.rowsOf(indices);
        const auto hidden = train::scoredRows(policy.hidden(batch.ids.to(policy.device())), batch);
        const auto targets = batch.targets.to(hidden.device());
        const auto own = rowLogProbs(policy.logits(hidden), targets);
        const auto before = train::scoredRows(reference.hidden(batch.ids.to(reference.device())), batch);
        place(own.logProbs, rollout.logProbs, flat);
        place(own.entropies, rollout.entropies, flat);
        place(rowLogProbs(reference.logits(before), batch.targets.to(before.device())).logProbs, rollout.reference, flat);
        if (value)
            place((*value)(hidden), rollout.values, flat);
    }
}

template <class Value> Tensor asTensor(const std::vector<Value>& values) {
    return torch::tensor(std::vector<std::int64_t>(values.begin(), values.end()), torch::kLong);
}

std::vector<std::int64_t> asVector(const Tensor& tensor) {
    const auto flat = tensor.to(torch::kLong).contiguous();
    return {flat.data_ptr<std::int64_t>(), flat.data_ptr<std::int64_t>() + flat.numel()};
}

} // namespace

ValueHead::ValueHead(const model::Decoder& policy)
    : weight(torch::zeros({policy.config().hidden}, torch::TensorOptions().device(policy.device())).requires_grad_(true)),
      bias(torch::zeros({1}, torch::TensorOptions().device(policy.device())).requires_grad_(true)) {}

Tensor Rollout::kl() const {
    auto out = torch::zeros({std::int64_t(episodes.size())}, torch::kFloat64);
    const auto difference = (logProbs.to(torch::kFloat64) - reference.to(torch::kFloat64)).contiguous();
    for (std::size_t e = 0; e < episodes.size(); ++e)
        for (auto row = offsets[e]; row < offsets[e + 1]; ++row)
            out.data_ptr<double>()[e] += difference.data_ptr<double>()[row];
    return out;
}

Tensor Rollout::rowsOf(const std::vector<std::int64_t>& some) const {
    std::vector<std::int64_t> rows;
    for (const auto e : some)
        for (auto row = offsets[std::size_t(e)]; row < offsets[std::size_t(e) + 1]; ++row)
            rows.push_back(row);
    return torch::tensor(rows, torch::kLong);
}

Scorer rewardScorer(std::shared_ptr<const RewardModel> model) {
    return [model](const Rollout& rollout) {
        std::vector<std::vector<std::int32_t>> rows;
        for (const auto& episode : rollout.episodes)
            rows.push_back(episode.ids);
        return scoreAll(*model, rows);
    };
}

Scorer labelScorer(const evaluate::TaskEncoder& encoder, std::vector<std::int32_t> labels) {
    return [answers = encoder.labelTokens(), labels = std::move(labels)](const Rollout& rollout) {
        auto out = torch::zeros({std::int64_t(rollout.episodes.size())}, torch::kFloat64);
        for (std::size_t e = 0; e < rollout.episodes.size(); ++e) {
            const auto label = labels.at(std::size_t(rollout.prompts[e]));
            const auto& episode = rollout.episodes[e];
            if (label >= 0)
                out.data_ptr<double>()[e] = std::equal(episode.ids.begin() + episode.responseStart, episode.ids.end(),
                                                       answers[std::size_t(label)].begin(), answers[std::size_t(label)].end());
        }
        return out;
    };
}

RowLogProbs rowLogProbs(const Tensor& logits, const Tensor& targets) {
    const auto all = torch::log_softmax(logits.to(torch::kFloat32), -1); // (R,V)
    return {all.gather(1, targets.unsqueeze(1)).squeeze(1), -(all.exp() * all).sum(-1)};
}

std::optional<Rollout> sampleRollout(const model::Decoder& policy, const model::Decoder& reference, const ValueHead* value,
                                     const PromptSet& set, const std::vector<std::int64_t>& which, const SamplingChoice& choice,
                                     RunControl& control) {
    torch::NoGradGuard noGradient;
    const auto answers = sampleAnswers(policy, set, which, choice, control);
    if (!answers)
        return std::nullopt;
    Rollout out;
    out.prompts = which;
    out.offsets.push_back(0);
    for (std::size_t i = 0; i < which.size(); ++i) {
        auto episode = set.prompts[std::size_t(which[i])];
        episode.ids.insert(episode.ids.end(), (*answers)[i].ids.begin(), (*answers)[i].ids.end());
        out.episodes.push_back(std::move(episode));
        out.offsets.push_back(out.offsets.back() + std::int64_t((*answers)[i].ids.size()));
        out.ended.push_back((*answers)[i].ended);
    }
    measure(policy, reference, value, out);
    return out;
}

void addRollout(train::Checkpoint& checkpoint, const Rollout& rollout) {
    std::vector<std::int32_t> answers;
    for (const auto& episode : rollout.episodes)
        answers.insert(answers.end(), episode.ids.begin() + episode.responseStart, episode.ids.end());
    for (const auto& [name, tensor] : train::NamedTensors{{"prompts", asTensor(rollout.prompts)},
                                                          {"answers", asTensor(answers)},
                                                          {"offsets", asTensor(rollout.offsets)},
                                                          {"ended", asTensor(rollout.ended)},
                                                          {"log_probs", rollout.logProbs},
                                                          {"reference", rollout.reference},
                                                          {"entropies", rollout.entropies},
                                                          {"values", rollout.values},
                                                          {"scores", rollout.scores}})
        checkpoint.tensors.emplace_back("rollout/" + name, tensor);
}

Rollout rolloutFrom(const train::Checkpoint& checkpoint, const PromptSet& set) {
    std::map<std::string, Tensor> stored(checkpoint.tensors.begin(), checkpoint.tensors.end());
    if (stored.count("rollout/scores") == 0)
        return {};
    Rollout out;
    out.prompts = asVector(stored.at("rollout/prompts"));
    out.offsets = asVector(stored.at("rollout/offsets"));
    out.ended = asVector(stored.at("rollout/ended"));
    const auto answers = asVector(stored.at("rollout/answers"));
    const bool fits = out.offsets.size() == out.prompts.size() + 1 && out.ended.size() == out.prompts.size() &&
                      out.offsets.back() == std::int64_t(answers.size());
    for (std::size_t e = 0; fits && e < out.prompts.size(); ++e) {
        if (out.prompts[e] < 0 || out.prompts[e] >= std::int64_t(set.prompts.size()) || out.offsets[e] > out.offsets[e + 1] ||
            out.offsets[e] < 0)
            break;
        auto episode = set.prompts[std::size_t(out.prompts[e])];
        episode.ids.insert(episode.ids.end(), answers.begin() + out.offsets[e], answers.begin() + out.offsets[e + 1]);
        out.episodes.push_back(std::move(episode));
    }
    if (!fits || out.episodes.size() != out.prompts.size())
        base::fail("rollout", SH_TR("The checkpoint's rollout does not fit the data"), SH_TR("The data changed since; start a new run"));
    out.logProbs = stored.at("rollout/log_probs");
    out.reference = stored.at("rollout/reference");
    out.entropies = stored.at("rollout/entropies");
    out.values = stored.at("rollout/values");
    out.scores = stored.at("rollout/scores");
    return out;
}

} // namespace stillhouse::align
