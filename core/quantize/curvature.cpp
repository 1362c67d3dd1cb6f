// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/cholesky.h"
#include "core/quantize/gemm.h"
#include "core/quantize/matrix_quantizer.h"

namespace stillhouse::quantize {

void Curvature::add(infer::WorkerPool& pool, std::span<const float> x, std::int64_t count) {
    gemm(&pool, width, width, count, 1, {x.data(), 1, width}, {x.data(), width, 1}, h.data(), width, true);
    tokens += count;
}

void Curvature::addDrift(infer::WorkerPool& pool, std::span<const float> x, std::span<const float> exact, std::int64_t count) {
    drift.resize(h.size(), 0.0f);
    std::vector<float> difference(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        difference[i] = exact[i] - x[i];
    gemm(&pool, width, width, count, 1, {difference.data(), 1, width}, {x.data(), width, 1}, drift.data(), width);
}

void Curvature::prepare(infer::WorkerPool& pool, double damping, const std::function<void()>& check) {
    const float factorOf = tokens > 0 ? 1 / float(tokens) : 0;
    double trace = 0;
    for (std::int64_t i = 0; i < width; ++i) {
        for (std::int64_t j = 0; j <= i; ++j) {
            const float value = h[std::size_t(i * width + j)] * factorOf;
            h[std::size_t(i * width + j)] = value;
            h[std::size_t(j * width + i)] = value;
        }
        trace += h[std::size_t(i * width + i)];
    }
    for (float& value : drift)
        value *= factorOf;
    // An input that is always 0 leaves its weights free: any positive number will do.
    const float added = trace > 0 ? float(damping * trace / double(width)) : 1.0f;
    for (std::int64_t i = 0; i < width; ++i)
        h[std::size_t(i * width + i)] += added;
    factor = inverseFactor(pool, h, width, check);
}

std::vector<float> driftCorrected(infer::WorkerPool& pool, std::span<const float> weights, std::int64_t rows, const Curvature& curvature) {
    std::vector<float> corrected(weights.begin(), weights.end());
    if (curvature.drift.empty())
        return corrected;
    const auto n = curvature.width;
    std::vector<float> product(weights.size(), 0.0f), half(weights.size(), 0.0f);
    gemm(&pool, rows, n, n, 1, {weights.data(), n, 1}, {curvature.drift.data(), n, 1}, product.data(), n);
    // H⁻¹ = UᵀU.
    gemm(&pool, rows, n, n, 1, {product.data(), n, 1}, {curvature.factor.data(), 1, n}, half.data(), n);
    gemm(&pool, rows, n, n, 1, {half.data(), n, 1}, {curvature.factor.data(), n, 1}, corrected.data(), n);
    return corrected;
}

} // namespace stillhouse::quantize
