// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/worker_pool.h"
#include "core/quantize/group_fit.h"

#include <functional>
#include <span>
#include <vector>

namespace stillhouse::quantize {

/// Second moments of a matrix's inputs: H = Σ x·xᵀ / tokens, and what belongs to it.
struct Curvature {
    std::int64_t width = 0, tokens = 0;
    std::vector<float> h;      ///< (width, width), symmetric; damped once `prepare` has run
    std::vector<float> factor; ///< U, UᵀU = H⁻¹, after `prepare`
    std::vector<float> drift;  ///< (width, width): Σ (x̂ − x)·xᵀ / tokens, x̂ the unquantized model's input for the same token; may be empty

    explicit Curvature(std::int64_t width_ = 0) : width(width_), h(std::size_t(width_ * width_), 0.0f) {}
    /// Adds the inputs (tokens, width) of some tokens; call `close` when all are in.
    void add(infer::WorkerPool& pool, std::span<const float> x, std::int64_t tokens);
    /// The same with the unquantized model's inputs for these tokens.
    void addDrift(infer::WorkerPool& pool, std::span<const float> x, std::span<const float> exact, std::int64_t tokens);
    /// Divides by the tokens and mirrors the lower triangle; adds `damping` times the mean diagonal to it; factors.
    void prepare(infer::WorkerPool& pool, double damping, const std::function<void()>& check);
};

struct QuantizedMatrix {
    infer::QuantizedCodes codes;
    double weightError = 0;  ///< ‖W − Ŵ‖² / ‖W‖²
    double outputError = -1; ///< ‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖² (with the damped H); −1 without inputs
};

/// Weights (rows, cols) → codes. With a prepared `curvature` the error of the product counts, else that of the weights. Row groups
/// are shared out among the pool's threads; the result is the same for any number. `check` is called between groups and may throw.
QuantizedMatrix quantizeMatrix(infer::WorkerPool& pool, std::span<const float> weights, std::int64_t rows, std::int64_t cols, const Curvature* curvature,
                               const MatrixOptions& options, const std::function<void()>& check = {});

/// W + W·D·(H + damping)⁻¹: the weights that, on the drifted inputs, come closest to what W gives on the exact ones (least squares;
/// the asymmetric calibration of GPTAQ, Li 2025). Returns W where there is no drift.
std::vector<float> driftCorrected(infer::WorkerPool& pool, std::span<const float> weights, std::int64_t rows, const Curvature& curvature);

} // namespace stillhouse::quantize
