// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/cholesky.h"

#include "core/base/failure.h"
#include "core/quantize/gemm.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::quantize {

namespace {

constexpr std::int64_t kBlock = 64;

// The diagonal block of `size` at `at` becomes its own Cholesky factor (lower).
void factorDiagonal(float* at, std::int64_t n, std::int64_t size) {
    for (std::int64_t j = 0; j < size; ++j) {
        double diagonal = at[j * n + j];
        for (std::int64_t k = 0; k < j; ++k)
            diagonal -= double(at[j * n + k]) * at[j * n + k];
        if (!(diagonal > 0))
            base::fail("calibration", SH_TR("The correlation of a matrix's inputs is not positive definite"), SH_TR("Use more damping or more calibration text"));
        const double root = std::sqrt(diagonal);
        at[j * n + j] = float(root);
        for (auto i = j + 1; i < size; ++i) {
            double value = at[i * n + j];
            for (std::int64_t k = 0; k < j; ++k)
                value -= double(at[i * n + k]) * at[j * n + k];
            at[i * n + j] = float(value / root);
        }
    }
}

// Rows below the diagonal block: X·Lᵀ = P.
void solvePanel(infer::WorkerPool& pool, float* diagonal, std::int64_t n, std::int64_t size, std::int64_t below) {
    pool.run([&](int thread) {
        const auto [begin, end] = infer::partOf(below, thread, pool.threads());
        for (auto r = begin; r < end; ++r) {
            float* row = diagonal + (size + r) * n;
            for (std::int64_t j = 0; j < size; ++j) {
                double value = row[j];
                for (std::int64_t k = 0; k < j; ++k)
                    value -= double(row[k]) * diagonal[j * n + k];
                row[j] = float(value / diagonal[j * n + j]);
            }
        }
    });
}

// Lower Cholesky factor in place; the upper triangle is left alone.
void factor(infer::WorkerPool& pool, std::vector<float>& r, std::int64_t n, const std::function<void()>& check) {
    for (std::int64_t at = 0; at < n; at += kBlock) {
        if (check)
            check();
        const auto size = std::min(kBlock, n - at), below = n - at - size;
        float* diagonal = r.data() + at * n + at;
        factorDiagonal(diagonal, n, size);
        if (below == 0)
            break;
        solvePanel(pool, diagonal, n, size, below);
        const float* panel = diagonal + size * n;
        gemm(&pool, below, below, size, -1, {panel, n, 1}, {panel, 1, n}, r.data() + (at + size) * n + at + size, n, true);
    }
}

void invertDiagonal(const float* l, std::int64_t n, std::int64_t size, float* out) {
    for (std::int64_t column = 0; column < size; ++column)
        for (auto i = column; i < size; ++i) {
            double value = i == column ? 1 : 0;
            for (auto k = column; k < i; ++k)
                value -= double(l[i * n + k]) * out[k * n + column];
            out[i * n + column] = float(value / l[i * n + i]);
        }
}

// The inverse of a lower triangular matrix, block row by block row: X_i = −L_ii⁻¹ · Σ_k L_ik X_k.
std::vector<float> invertLower(infer::WorkerPool& pool, const std::vector<float>& l, std::int64_t n, const std::function<void()>& check) {
    std::vector<float> x(std::size_t(n * n), 0.0f), sum;
    for (std::int64_t at = 0; at < n; at += kBlock) {
        if (check)
            check();
        const auto size = std::min(kBlock, n - at);
        invertDiagonal(l.data() + at * n + at, n, size, x.data() + at * n + at);
        if (at == 0)
            continue;
        sum.assign(std::size_t(size * at), 0.0f);
        gemm(&pool, size, at, at, 1, {l.data() + at * n, n, 1}, {x.data(), n, 1}, sum.data(), at);
        gemm(&pool, size, at, size, -1, {x.data() + at * n + at, n, 1}, {sum.data(), at, 1}, x.data() + at * n, n);
    }
    return x;
}

} // namespace

// With J the reversal, JHJ = LLᵀ gives H = (JLJ)(JLJ)ᵀ, JLJ upper triangular, so U = (JLJ)⁻¹ = J·L⁻¹·J.
std::vector<float> inverseFactor(infer::WorkerPool& pool, const std::vector<float>& h, std::int64_t n, const std::function<void()>& check) {
    std::vector<float> reversed(std::size_t(n * n), 0.0f);
    for (std::int64_t i = 0; i < n; ++i)
        for (std::int64_t j = 0; j <= i; ++j) // lower triangle of the reversed matrix: (n−1−j, n−1−i) of H's lower triangle
            reversed[std::size_t(i * n + j)] = h[std::size_t((n - 1 - j) * n + n - 1 - i)];
    factor(pool, reversed, n, check);
    auto inverse = invertLower(pool, reversed, n, check);
    std::reverse(inverse.begin(), inverse.end());
    return inverse;
}

} // namespace stillhouse::quantize
