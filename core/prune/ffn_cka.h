// SPDX-License-Identifier: GPL-3.0-or-later
// Linear centred kernel alignment (Kornblith, Norouzi, Lee, Hinton 2019) in feature space: memory does not grow with the tokens.
#pragma once
#include "core/model/torch.h"

#include "core/model/decoder.h"
#include "core/prune/ffn_calibration.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace stillhouse::prune {

/// Σ (x−x̄)(y−ȳ)ᵀ over tokens for chosen pairs of signals, in pieces. Exact: every piece is taken relative to the first one's mean and the
/// rest of the mean is put right at the end (Chan, Golub, LeVeque 1983), sums in F64; products of F32 pieces are F32.
class CrossCovariance {
public:
    using Pair = std::pair<std::size_t, std::size_t>;
    explicit CrossCovariance(std::vector<Pair> pairs) : pairs_(std::move(pairs)), products_(pairs_.size()) {}

    /// Each (n, d_i), the same n; signals that no pair names may be undefined.
    void add(const std::vector<torch::Tensor>& signals);
    /// (d_i, d_j) F64 of the k-th pair.
    torch::Tensor centred(std::size_t k) const;
    /// ‖centred(k)‖²_F
    double squaredNorm(std::size_t k) const;
    std::int64_t tokens() const { return tokens_; }

private:
    std::vector<Pair> pairs_;
    std::vector<torch::Tensor> shifts_, sums_, products_; ///< per signal, per signal, per pair
    std::int64_t tokens_ = 0;
};

/// ‖YᵀX‖²_F / (‖XᵀX‖_F·‖YᵀY‖_F) out of the squared norms; 0 where a signal does not vary.
double linearCka(double cross, double first, double second);

struct FfnSignals {
    std::vector<double> cka;   ///< (L+1, L+1), see FfnTable
    std::vector<double> share; ///< (L): √(E‖f‖² / E‖x‖²), 0 without an FFN
};

/// Of all FFN outputs and the final residual stream. Covariances beyond `limitBytes` are gathered in several passes over the tokens.
FfnSignals measureSignals(const model::Decoder& model, const FfnCalibration& calibration, RunControl& control,
                          double limitBytes = double(std::int64_t(1) << 30));

/// What measureSignals holds at most: F64 covariances of one pass.
double covarianceBytes(const formats::ModelConfig& config, double limitBytes = double(std::int64_t(1) << 30));

} // namespace stillhouse::prune
