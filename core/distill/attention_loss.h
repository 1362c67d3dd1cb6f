// SPDX-License-Identifier: GPL-3.0-or-later
// Distance of attention maps: mean KL(A_T ‖ A_S) = mean over heads and query rows of Σ_k A_T(k)·(log A_T(k) − log A_S(k)), in nats
// (Zagoruyko & Komodakis 2017 for the idea; MiniLM, Wang 2020, for the divergence).
//
// A row is a distribution over the keys up to its own position, so padding on the right reaches no row of a token; rows of padding are
// masked out of the mean. The first row of an example sees one key, its KL is 0 whatever the models do, and it does not count: else the
// loss would depend on how long the examples are. Terms with A_T = 0 are 0. A_S is read as at least 1e-20: where it underflows under a
// teacher that looks there, the loss stays finite and that entry has no gradient. Any device and floating type.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <vector>

namespace stillhouse::distill {

/// (B,T) float: 1 for the rows that count, 0 for padding and first rows.
torch::Tensor queryMask(const std::vector<std::int64_t>& lengths, std::int64_t tokens);

/// Scalar. student and teacher (B,H,Q,K), head h against head h; mask (B,Q). 0 without gradient when no row counts.
torch::Tensor attentionKl(const torch::Tensor& student, const torch::Tensor& teacher, const torch::Tensor& mask);

/// (H_S,H_T) double: Σ over the rows that count of KL(A_T of head j ‖ A_S of head i); divide by the sum of the mask for the mean. No
/// gradient.
torch::Tensor headDistances(const torch::Tensor& student, const torch::Tensor& teacher, const torch::Tensor& mask);

} // namespace stillhouse::distill
