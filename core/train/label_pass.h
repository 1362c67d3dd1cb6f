// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/decoder.h"

#include <cstdint>
#include <vector>

namespace stillhouse::train {

/// Labels asked of one prompt: the same number for every prompt of a call.
struct LabelQuery {
    std::vector<std::int32_t> prompt;
    std::vector<std::int64_t> labels; ///< indices into the task's labels
};

struct LabelScores {
    torch::Tensor scores; ///< (B,S) with gradient to the model: (1/m) Σ_j log p(token_j | prompt, token_<j), as evaluate::scoreLabels
    torch::Tensor logits; ///< (R,V) that they were read from, for the norm of a gradient
};

/// The label scores of evaluation with a gradient. Each prompt is fed once for every run of tokens that its labels need behind it; labels
/// of one token need none (evaluate::labelBranches).
LabelScores labelScores(const model::Decoder& student, const std::vector<std::vector<std::int32_t>>& labelTokens, const std::vector<LabelQuery>& queries);

/// Which labels a loss looks at where a task has more than `size`: the truth (if known), the teacher's best for half of the rest, and for the
/// others any, drawn by `seed`. All in order of index; every label when there are no more than `size`. `teacher`: (labels) scores.
std::vector<std::int64_t> labelSubset(const torch::Tensor& teacher, std::int64_t truth, std::int64_t size, std::uint64_t seed);

} // namespace stillhouse::train
