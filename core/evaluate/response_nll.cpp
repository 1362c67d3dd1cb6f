// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/evaluate/response_nll.h"

#include <algorithm>

namespace stillhouse::evaluate {
namespace {

constexpr std::int64_t blockLogits = std::int64_t{1} << 22; // 16 MiB of F32

/// Positions of a padded batch (flattened) whose successor is scored, with those successors.
struct Scored {
    std::vector<std::int64_t> positions, targets, rows;
};

Scored scoredOf(std::span<const EncodedExample> examples, std::span<const std::size_t> batch, std::int64_t width) {
    Scored out;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const EncodedExample& example = examples[batch[i]];
        for (std::size_t at = static_cast<std::size_t>(std::max(example.responseStart, 1)); at < example.ids.size(); ++at) {
            out.positions.push_back(static_cast<std::int64_t>(i) * width + static_cast<std::int64_t>(at) - 1);
            out.targets.push_back(example.ids[at]);
            out.rows.push_back(static_cast<std::int64_t>(i));
        }
    }
    return out;
}

} // namespace

torch::Tensor rowNll(const model::Decoder& decoder, const torch::Tensor& hidden, const torch::Tensor& targets) {
    const auto rows = hidden.size(0), block = std::max<std::int64_t>(blockLogits / decoder.config().vocab, 1);
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < rows; at += block) {
        const auto count = std::min(block, rows - at);
        const auto logits = decoder.logits(hidden.narrow(0, at, count)).to(torch::kFloat);          // (count,V)
        const auto target = logits.gather(1, targets.narrow(0, at, count).unsqueeze(1)).squeeze(1); // (count)
        parts.push_back((torch::logsumexp(logits, 1) - target).to(torch::kDouble).cpu());
    }
    return parts.empty() ? torch::empty({0}, torch::kDouble) : torch::cat(parts);
}

std::vector<TokenNll> responseNll(const model::Decoder& decoder, std::span<const EncodedExample> examples, const ScoreOptions& options,
                                  RunControl* control) {
    torch::InferenceMode inference;
    std::vector<std::size_t> lengths;
    for (const EncodedExample& example : examples) {
        checkIds(example.ids, decoder.config().vocab);
        lengths.push_back(example.ids.size());
    }
    std::vector<TokenNll> out(examples.size());
    BatchMeter meter(control, options, static_cast<std::int64_t>(examples.size()));
    for (const auto& batch : lengthBatches(lengths, 0, options.batchTokens, false)) {
        meter.check();
        std::vector<std::vector<std::int32_t>> rows;
        for (const std::size_t row : batch)
            rows.push_back(examples[row].ids);
        const auto width = static_cast<std::int64_t>(rows.front().size()); // the longest comes first
        const Scored scored = scoredOf(examples, batch, width);
        if (!scored.targets.empty()) {
            const auto hidden = decoder.hidden(paddedIds(rows, decoder.device())).flatten(0, 1); // (B·T,d)
            const auto picked = hidden.index_select(0, torch::tensor(scored.positions).to(hidden.device()));
            const auto nll = rowNll(decoder, picked, torch::tensor(scored.targets).to(hidden.device()));
            for (std::size_t i = 0; i < scored.rows.size(); ++i) {
                TokenNll& one = out[batch[static_cast<std::size_t>(scored.rows[i])]];
                one.sum += nll.data_ptr<double>()[i];
                ++one.tokens;
            }
        }
        meter.add(static_cast<std::int64_t>(batch.size()));
    }
    return out;
}

} // namespace stillhouse::evaluate
