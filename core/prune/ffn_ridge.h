// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include <cstdint>

namespace stillhouse::prune {

/// What least squares t ≈ W·z needs of the tokens, in pieces: Σ z zᵀ, Σ t zᵀ, Σ ‖t‖². Not centred: a matrix without a bias has no
/// intercept to offer. Sums in F64; products of F32 pieces are F32.
struct RidgeSums {
    torch::Tensor gram;  ///< (p,p)
    torch::Tensor cross; ///< (d,p)
    double target = 0;
    std::int64_t tokens = 0;

    /// z (n,p), t (n,d)
    void add(const torch::Tensor& z, const torch::Tensor& t);
};

struct RidgeFit {
    torch::Tensor weight;   ///< (d,p) F64
    double lambda = 0;      ///< as a share of the mean diagonal of Σ z zᵀ
    double unexplained = 1; ///< Σ ‖t − W z‖² / Σ ‖t‖² on the held-out sums
};

/// Σ ‖t − W z‖² / Σ ‖t‖²; 0 for a target that is nothing.
double unexplained(const RidgeSums& sums, const torch::Tensor& weight);

/// W(λ) = Σ t zᵀ · (Σ z zᵀ + λ·mean(diag Σ z zᵀ)·I)⁻¹ (Hoerl & Kennard 1970) with the λ of 10⁻⁶ … 10, in steps of √10, that explains the
/// held-out sums best. One eigendecomposition serves all λ: 4p² numbers of F64 beside the sums.
RidgeFit ridge(const RidgeSums& fit, const RidgeSums& held);

} // namespace stillhouse::prune
