// SPDX-License-Identifier: GPL-3.0-or-later
// Universal logit distillation (Boizard et al. 2024): teacher and student need no common vocabulary, because their probabilities are
// compared by rank. Pure functions.
#pragma once
#include "core/model/torch.h"

#include <cstdint>

namespace stillhouse::train {

/// What a teacher says at some positions, by rank: its k most probable log-probabilities at τ = 1, descending; the rest of the mass lies
/// evenly on `others` further tokens.
struct RankedRows {
    torch::Tensor logProbs; ///< (R,k) float
    std::int64_t others = 0;
};

/// (R) with gradient to `logits` (R,V): Σ_i |p_(i) − q_(i)| over the k first ranks, and |Σ rest| of both as one more entry; p and q are
/// the student's and the teacher's probabilities at τ. 0 for equal ones, 2 at most. With k at least both vocabularies it is the paper's
/// 1-Wasserstein distance; cut to k it is a lower bound.
torch::Tensor rankedDistance(const torch::Tensor& logits, const RankedRows& teacher, double tau);

} // namespace stillhouse::train
