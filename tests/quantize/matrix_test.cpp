// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/group_refine.h"
#include "core/quantize/matrix_quantizer.h"
#include "tests/quantize/support.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace stillhouse::quantize {
namespace {

using tests::dequantized;
using tests::outputError;

Curvature curvatureOf(infer::WorkerPool& pool, const std::vector<float>& x, std::int64_t width) {
    Curvature c(width);
    c.add(pool, x, std::int64_t(x.size()) / width);
    c.prepare(pool, 0.001, {});
    return c;
}

// The inputs are known: with x = (1, 1) only the sum of both weights counts. Levels are whole numbers at scale 1: RTN takes 1.4 and 1.4
// to 1 and 1 (sum off by 0.8), the error of the first made good by the second gives 1 and 2 (off by 0.2).
TEST(Compensation, CarriesTheErrorToTheNextWeight) {
    MatrixOptions options;
    options.packing = infer::Packing::Int4;
    options.twoLevelScales = false;
    const std::vector<float> weights = {1.4f, 1.4f};
    GroupFit group(weights, 1, 2, options);
    group.scales[0] = 1;
    group.round();
    EXPECT_EQ(group.value(0, 0) + group.value(0, 1), 2);
    const std::vector<float> h = {1.01f, 1, 1, 1.01f};
    descend(group, h, 0);
    EXPECT_EQ(group.value(0, 0) + group.value(0, 1), 2); // no pass, no change
    const auto before = quadraticError(group, h);
    descend(group, h, 1);
    EXPECT_LT(quadraticError(group, h), before);
}

// Among all 16² pairs of codes at the group's own scale, descent from GPTQ is at least as good as rounding, and close to the best.
TEST(Compensation, ComesNearTheBestOfAllCodes) {
    infer::WorkerPool pool(1);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto weights = tests::normals(3, seed);
        const auto curvature = curvatureOf(pool, tests::correlatedInputs(200, 3, seed), 3);
        MatrixOptions options;
        options.packing = infer::Packing::Int4;
        options.twoLevelScales = false;
        GroupFit rounded(weights, 1, 3, options);
        rounded.fit(std::vector<float>(3, 1.0f));
        auto refined = rounded;
        compensate(refined, curvature.factor);
        descend(refined, curvature.h, 5);
        double best = std::numeric_limits<double>::infinity();
        auto tried = refined;
        for (int i = 0; i < 16 * 16 * 16; ++i) {
            tried.codes = {std::uint8_t(i & 15), std::uint8_t(i >> 4 & 15), std::uint8_t(i >> 8)};
            best = std::min(best, quadraticError(tried, curvature.h));
        }
        const double seen = quadraticError(refined, curvature.h);
        EXPECT_LE(best, seen * (1 + 1e-4));
        EXPECT_LT(seen, 4 * best + 1e-4) << seed;
    }
}

TEST(Matrix, KnowingTheInputsLowersTheErrorOfTheProduct) {
    infer::WorkerPool pool(2);
    const std::int64_t rows = 40, cols = 100;
    const auto weights = tests::normals(std::size_t(rows * cols), 7, 0.05f);
    const auto x = tests::correlatedInputs(600, cols, 8);
    const auto curvature = curvatureOf(pool, x, cols);
    for (const auto packing : {infer::Packing::Int4Codebook, infer::Packing::Int4, infer::Packing::Int8}) {
        MatrixOptions options;
        options.packing = packing;
        const auto plain = quantizeMatrix(pool, weights, rows, cols, nullptr, options), informed = quantizeMatrix(pool, weights, rows, cols, &curvature, options);
        const double without = outputError(x, weights, dequantized(infer::pack(plain.codes)), cols),
                     with = outputError(x, weights, dequantized(infer::pack(informed.codes)), cols);
        EXPECT_LT(with, 0.5 * without) << infer::packingName(packing);
        EXPECT_LT(plain.weightError, informed.weightError * 1.02); // it pays with the weights' own error
    }
}

TEST(Matrix, OnInputsWithoutCorrelationItIsNoWorseThanRounding) {
    infer::WorkerPool pool(2);
    const std::int64_t rows = 32, cols = 64;
    const auto weights = tests::normals(std::size_t(rows * cols), 3, 0.05f), x = tests::normals(std::size_t(4000 * cols), 4);
    const auto curvature = curvatureOf(pool, x, cols);
    const auto rtn = outputError(x, weights, dequantized(infer::packRoundToNearest(weights, rows, cols, infer::Packing::Int4)), cols);
    MatrixOptions options;
    options.packing = infer::Packing::Int4;
    EXPECT_LT(outputError(x, weights, dequantized(infer::pack(quantizeMatrix(pool, weights, rows, cols, &curvature, options).codes)), cols), rtn);
    options.packing = infer::Packing::Int4Codebook;
    EXPECT_LT(outputError(x, weights, dequantized(infer::pack(quantizeMatrix(pool, weights, rows, cols, &curvature, options).codes)), cols), 0.8 * rtn);
}

// What the errors say is what the packed matrix does.
TEST(Matrix, ReportsTheErrorOfWhatItPacks) {
    infer::WorkerPool pool(1);
    const std::int64_t rows = 20, cols = 70;
    const auto weights = tests::normals(std::size_t(rows * cols), 5, 0.05f);
    for (const bool twoLevel : {true, false}) {
        MatrixOptions options;
        options.twoLevelScales = twoLevel;
        options.protectPercent = 1;
        const auto q = quantizeMatrix(pool, weights, rows, cols, nullptr, options);
        EXPECT_EQ(q.codes.outliers.size(), 14u);
        const auto seen = dequantized(infer::pack(q.codes));
        double error = 0, total = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            error += (double(weights[i]) - seen[i]) * (double(weights[i]) - seen[i]);
            total += double(weights[i]) * weights[i];
        }
        EXPECT_NEAR(q.weightError, error / total, 1e-6);
        for (const auto& outlier : q.codes.outliers)
            EXPECT_NEAR(seen[outlier.row * std::size_t(cols) + outlier.column], weights[outlier.row * std::size_t(cols) + outlier.column], 1e-4);
    }
}

TEST(Matrix, ALargeWeightIsProtectedAndLeavesItsBlocksScaleAlone) {
    infer::WorkerPool pool(1);
    auto weights = tests::normals(16 * 64, 6, 0.05f);
    MatrixOptions options;
    const auto before = quantizeMatrix(pool, weights, 16, 64, nullptr, options).weightError;
    weights[5 * 64 + 9] = 40;
    options.protectPercent = 0.1; // one weight of 1,024
    const auto q = quantizeMatrix(pool, weights, 16, 64, nullptr, options);
    ASSERT_EQ(q.codes.outliers.size(), 1u);
    EXPECT_EQ(q.codes.outliers[0].row, 5u);
    EXPECT_EQ(q.codes.outliers[0].column, 9u);
    EXPECT_LT(q.weightError, before); // of a far larger sum of squares
    EXPECT_LT(std::fabs(q.codes.scales[5 * 2] * 127), 0.5f);
}

TEST(Matrix, ThreadsDoNotChangeTheResult) {
    const auto weights = tests::normals(100 * 96, 9, 0.05f), x = tests::correlatedInputs(300, 96, 10);
    std::vector<infer::QuantizedCodes> seen;
    for (const int threads : {1, 3}) {
        infer::WorkerPool pool(threads);
        const auto curvature = curvatureOf(pool, x, 96);
        MatrixOptions options;
        options.protectPercent = 0.5;
        seen.push_back(quantizeMatrix(pool, weights, 100, 96, &curvature, options).codes);
    }
    EXPECT_EQ(seen[0].codes, seen[1].codes);
    EXPECT_EQ(seen[0].scales, seen[1].scales);
    EXPECT_EQ(seen[0].codebook, seen[1].codebook);
}

TEST(Matrix, CorrectsForInputsThatDriftedAway) {
    infer::WorkerPool pool(1);
    const std::int64_t cols = 24;
    const auto weights = tests::normals(std::size_t(8 * cols), 1), exact = tests::correlatedInputs(400, cols, 2);
    auto x = exact;
    const auto noise = tests::normals(x.size(), 3, 0.1f);
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = 0.8f * x[i] + noise[i];
    Curvature c(cols);
    c.add(pool, x, 400);
    c.addDrift(pool, x, exact, 400);
    c.prepare(pool, 1e-4, {});
    const auto corrected = driftCorrected(pool, weights, 8, c);
    const auto distance = [&](const std::vector<float>& w) {
        double sum = 0;
        for (std::int64_t t = 0; t < 400; ++t)
            for (std::int64_t r = 0; r < 8; ++r) {
                double d = 0;
                for (std::int64_t k = 0; k < cols; ++k)
                    d += double(exact[std::size_t(t * cols + k)]) * weights[std::size_t(r * cols + k)] - double(x[std::size_t(t * cols + k)]) * w[std::size_t(r * cols + k)];
                sum += d * d;
            }
        return sum;
    };
    EXPECT_LT(distance(corrected), 0.5 * distance(weights));
    // Least squares: no small step from there is better.
    for (std::size_t i = 0; i < corrected.size(); i += 37)
        for (const float step : {-0.02f, 0.02f}) {
            auto moved = corrected;
            moved[i] += step;
            EXPECT_GT(distance(moved), distance(corrected));
        }
}

TEST(Matrix, StopsWhenAsked) {
    infer::WorkerPool pool(2);
    const auto weights = tests::normals(64 * 64, 1);
    EXPECT_THROW(quantizeMatrix(pool, weights, 64, 64, nullptr, {}, [] { throw std::runtime_error("stop"); }), std::runtime_error);
}

} // namespace
} // namespace stillhouse::quantize
