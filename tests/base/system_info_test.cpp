// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_info.h"

#include "core/base/blas.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

namespace stillhouse::base {
namespace {

std::vector<float> randomMatrix(std::size_t size, unsigned seed) {
    std::mt19937 generator(seed);
    std::uniform_real_distribution<float> uniform(-1, 1);
    std::vector<float> values(size);
    for (float& value : values)
        value = uniform(generator);
    return values;
}

using Case = std::tuple<char, char, int, int, int, float, float>;
class Sgemm : public testing::TestWithParam<Case> {};

// The reference is the definition of BLAS in double: C(i,j) = alpha·Σ op(A)(i,l)·op(B)(l,j) + beta·C(i,j), column-major.
TEST_P(Sgemm, EqualsTheDefinitionInDouble) {
    const auto [ta, tb, m, n, k, alpha, beta] = GetParam();
    const int lda = (ta == 'N' ? m : k) + 3, ldb = (tb == 'N' ? k : n) + 1, ldc = m + 2;
    const auto a = randomMatrix(std::size_t(lda) * (ta == 'N' ? k : m), 1), b = randomMatrix(std::size_t(ldb) * (tb == 'N' ? n : k), 2);
    const auto before = randomMatrix(std::size_t(ldc) * n, 3);
    auto c = before;
    sgemm_(&ta, &tb, &m, &n, &k, &alpha, a.data(), &lda, b.data(), &ldb, &beta, c.data(), &ldc);
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < ldc; ++i) {
            const auto at = std::size_t(i) + std::size_t(j) * ldc;
            double expected = before[at];
            if (i < m) {
                double sum = 0;
                for (int l = 0; l < k; ++l)
                    sum += double(ta == 'N' ? a[i + l * lda] : a[l + i * lda]) * double(tb == 'N' ? b[l + j * ldb] : b[j + l * ldb]);
                expected = alpha * sum + double(beta) * before[at];
            }
            ASSERT_NEAR(c[at], expected, 2e-6 * (k + 4)) << "row " << i << " column " << j;
        }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Sgemm,
                         testing::Combine(testing::Values('N', 'T'), testing::Values('N', 'T'), testing::Values(1, 7, 64, 129),
                                          testing::Values(1, 33), testing::Values(1, 19, 256), testing::Values(1.0F, -0.5F),
                                          testing::Values(0.0F, 1.0F, 0.25F)));

TEST(Blas, DoesNotReadTheResultWhenBetaIsZero) {
    const char plain = 'N';
    const int size = 48, none = 0;
    const float one = 1, zero = 0;
    const auto a = randomMatrix(size * size, 4);
    std::vector<float> c(size * size, std::numeric_limits<float>::quiet_NaN());
    sgemm_(&plain, &plain, &size, &size, &size, &one, a.data(), &size, a.data(), &size, &zero, c.data(), &size);
    for (const float value : c)
        ASSERT_TRUE(std::isfinite(value));
    std::fill(c.begin(), c.end(), std::numeric_limits<float>::quiet_NaN());
    sgemm_(&plain, &plain, &size, &size, &none, &one, a.data(), &size, a.data(), &size, &zero, c.data(), &size);
    for (const float value : c)
        ASSERT_EQ(value, 0);
}

using VectorCase = std::tuple<char, int, int, int, int>;
class Sgemv : public testing::TestWithParam<VectorCase> {};

TEST_P(Sgemv, EqualsTheDefinitionInDouble) {
    const auto [trans, m, n, stepX, stepY] = GetParam();
    const int lda = m + 2, inner = trans == 'N' ? n : m, outer = trans == 'N' ? m : n;
    const float alpha = 0.75F, beta = -0.5F;
    const auto a = randomMatrix(std::size_t(lda) * n, 5), x = randomMatrix(std::size_t(inner) * std::abs(stepX), 6);
    const auto before = randomMatrix(std::size_t(outer) * std::abs(stepY), 7);
    auto y = before;
    sgemv_(&trans, &m, &n, &alpha, a.data(), &lda, x.data(), &stepX, &beta, y.data(), &stepY);
    const auto at = [](int i, int length, int step) { return std::size_t(step > 0 ? i * step : (i - length + 1) * step); };
    for (int i = 0; i < outer; ++i) {
        double sum = 0;
        for (int l = 0; l < inner; ++l)
            sum += double(trans == 'N' ? a[i + l * lda] : a[l + i * lda]) * double(x[at(l, inner, stepX)]);
        ASSERT_NEAR(y[at(i, outer, stepY)], alpha * sum + double(beta) * before[at(i, outer, stepY)], 2e-6 * (inner + 4));
    }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Sgemv,
                         testing::Combine(testing::Values('N', 'T'), testing::Values(1, 17, 200), testing::Values(1, 5, 63),
                                          testing::Values(1, 2, -1), testing::Values(1, 3, -2)));

TEST(SystemInfo, DescribesThisMachine) {
    const auto info = probeSystem();
    EXPECT_FALSE(info.cpu.empty());
    EXPECT_GE(info.cores, 1);
    EXPECT_GE(info.threads, 1);
    EXPECT_GT(info.memoryTotal, 1 << 20);
    EXPECT_GE(info.memoryAvailable, 0);
    EXPECT_LE(info.memoryAvailable, info.memoryTotal);
    EXPECT_FALSE(info.blas.empty());
    EXPECT_FALSE(info.blasReason.empty());
    EXPECT_EQ(info.warning.empty(), blasChoice().fast);
}

TEST(SystemInfo, InstructionNamesFollowTheFlags) {
    const auto names = probeSystem().instructions;
    EXPECT_EQ(std::count(names.begin(), names.end(), "AVX2") == 1, cpuHas("avx2"));
    EXPECT_EQ(std::count(names.begin(), names.end(), "NEON") == 1, cpuHas("asimd"));
    EXPECT_FALSE(cpuHas("no_such_flag"));
}

TEST(SystemInfo, ThreadsFollowTheUsualVariable) {
    const char* before = std::getenv("OMP_NUM_THREADS");
    const std::string kept = before ? before : "";
    setenv("OMP_NUM_THREADS", "3", 1);
    EXPECT_EQ(defaultThreads(), 3);
    setenv("OMP_NUM_THREADS", "nonsense", 1);
    EXPECT_GE(defaultThreads(), 1);
    before ? setenv("OMP_NUM_THREADS", kept.c_str(), 1) : unsetenv("OMP_NUM_THREADS");
}

TEST(SystemInfo, MeasuresAProductAndJudgesIt) {
    EXPECT_GT(measureSgemm(), 0);
    EXPECT_FALSE(slowProductWarning(3.4, 2).empty());
    EXPECT_TRUE(slowProductWarning(200, 2).empty());
}

TEST(Blas, LeavesTheUsersCoreTypeAlone) {
    setenv("OPENBLAS_CORETYPE", "Nehalem", 1);
    prepareBlas();
    EXPECT_STREQ(std::getenv("OPENBLAS_CORETYPE"), "Nehalem");
    unsetenv("OPENBLAS_CORETYPE");
    prepareBlas();
    EXPECT_EQ(std::getenv("OPENBLAS_CORETYPE") != nullptr, cpuHas("avx2"));
}

} // namespace
} // namespace stillhouse::base
