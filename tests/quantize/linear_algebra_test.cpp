// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/quantize/cholesky.h"
#include "core/quantize/gemm.h"
#include "tests/quantize/support.h"

#include <gtest/gtest.h>

namespace stillhouse::quantize {
namespace {

std::vector<float> positiveDefinite(std::int64_t n, std::uint64_t seed) {
    const auto x = tests::correlatedInputs(3 * n, n, seed);
    std::vector<float> h(std::size_t(n * n), 0.0f);
    for (std::int64_t i = 0; i < n; ++i)
        for (std::int64_t j = 0; j < n; ++j) {
            double sum = i == j ? 0.05 * double(n) : 0;
            for (std::int64_t t = 0; t < 3 * n; ++t)
                sum += double(x[std::size_t(t * n + i)]) * x[std::size_t(t * n + j)];
            h[std::size_t(i * n + j)] = float(sum / double(3 * n));
        }
    return h;
}

// Against the definition in F64, at sizes that leave tails in every direction, with both operands transposed or not.
TEST(Gemm, IsTheProduct) {
    infer::WorkerPool pool(2);
    struct Size { std::int64_t m, n, k; };
    for (const auto& s : {Size{1, 1, 1}, Size{7, 19, 5}, Size{200, 33, 300}, Size{64, 700, 65}}) {
        const auto a = tests::normals(std::size_t(s.m * s.k), 1), b = tests::normals(std::size_t(s.k * s.n), 2);
        auto c = tests::normals(std::size_t(s.m * s.n), 3);
        const auto before = c;
        gemm(&pool, s.m, s.n, s.k, -0.5f, {a.data(), 1, s.m}, {b.data(), s.n, 1}, c.data(), s.n);
        for (std::int64_t i = 0; i < s.m; ++i)
            for (std::int64_t j = 0; j < s.n; ++j) {
                double sum = 0;
                for (std::int64_t k = 0; k < s.k; ++k)
                    sum += double(a[std::size_t(k * s.m + i)]) * b[std::size_t(k * s.n + j)];
                ASSERT_NEAR(c[std::size_t(i * s.n + j)], before[std::size_t(i * s.n + j)] - 0.5 * sum, 2e-4) << s.m << " " << i << " " << j;
            }
    }
}

TEST(Cholesky, OfTwoByTwoByHand) {
    // H = [[4, 2], [2, 3]]: H⁻¹ = [[3, −2], [−2, 4]] / 8. U upper with UᵀU = H⁻¹: U₀₀ = √(3/8), U₀₁ = −(2/8)/U₀₀, U₁₁ = √(4/8 − U₀₁²) = 1/√3.
    infer::WorkerPool pool(1);
    const auto u = inverseFactor(pool, {4, 2, 2, 3}, 2);
    EXPECT_NEAR(u[0], std::sqrt(3.0 / 8), 1e-6);
    EXPECT_NEAR(u[1], -0.25 / std::sqrt(3.0 / 8), 1e-6);
    EXPECT_EQ(u[2], 0);
    EXPECT_NEAR(u[3], 1 / std::sqrt(3.0), 1e-6);
}

TEST(Cholesky, UpperFactorOfTheInverse) {
    infer::WorkerPool pool(2);
    for (const std::int64_t n : {5, 64, 150, 333}) {
        const auto h = positiveDefinite(n, std::uint64_t(n));
        const auto u = inverseFactor(pool, h, n);
        for (std::int64_t i = 0; i < n; ++i) // H·(UᵀU) = 1
            for (std::int64_t j = 0; j < n; ++j) {
                ASSERT_TRUE(j >= i || u[std::size_t(i * n + j)] == 0);
                double sum = 0;
                for (std::int64_t k = 0; k <= j; ++k) {
                    double row = 0;
                    for (std::int64_t l = k; l < n; ++l)
                        row += double(h[std::size_t(i * n + l)]) * u[std::size_t(k * n + l)];
                    sum += row * u[std::size_t(k * n + j)];
                }
                ASSERT_NEAR(sum, i == j ? 1 : 0, 2e-3) << n << " " << i << " " << j;
            }
    }
}

TEST(Cholesky, RefusesWhatIsNotPositiveDefinite) {
    infer::WorkerPool pool(1);
    EXPECT_THROW(inverseFactor(pool, {1, 2, 2, 1}, 2), base::Failure);
    EXPECT_THROW(inverseFactor(pool, {std::nanf(""), 0, 0, 1}, 2), base::Failure);
}

} // namespace
} // namespace stillhouse::quantize
