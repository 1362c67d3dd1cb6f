// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/levels.h"
#include "tests/quantize/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace stillhouse::quantize {
namespace {

double costOf(const std::vector<int>& levels, const std::vector<float>& values, const std::vector<float>& weights) {
    double cost = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        double least = std::numeric_limits<double>::infinity();
        for (const int level : levels)
            least = std::min(least, (double(values[i]) - level) * (double(values[i]) - level));
        cost += weights[i] * least;
    }
    return cost;
}

TEST(Levels, NearestIsNearestEverywhere) {
    const Levels levels({-127, -90, -33, -32, -1, 0, 5, 64, 127});
    for (float u = -140; u < 140; u += 0.03f) {
        float least = 1e9f;
        for (const int level : levels.values())
            least = std::min(least, std::fabs(u - float(level)));
        ASSERT_FLOAT_EQ(std::fabs(u - float(levels.level(levels.nearest(u)))), least) << u;
    }
}

TEST(Levels, FindsPointsThatLieOnLevels) {
    // Three heaps on integers: three levels reach them without error.
    const std::vector<float> values = {-50, -50, 7, 7, 7, 100}, weights = {1, 2, 1, 1, 1, 5};
    EXPECT_EQ(bestLevels(values, weights, 3), (std::vector<int>{-50, 7, 100}));
}

TEST(Levels, WeightsDecideWhereALevelLies) {
    // One level for 0 (mass 3) and 8 (mass 1): the weighted mean, 2.
    EXPECT_EQ(bestLevels(std::vector<float>{0, 8}, std::vector<float>{3, 1}, 1), std::vector<int>{2});
}

// Against all pairs and triples of levels.
TEST(Levels, IsTheOptimumThatBruteForceFinds) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const auto values = tests::normals(9, seed, 40);
        auto weights = tests::normals(9, seed + 100);
        for (auto& weight : weights)
            weight = weight * weight + 0.01f;
        double pairs = std::numeric_limits<double>::infinity(), triples = pairs;
        for (int a = -127; a <= 127; ++a)
            for (int b = a + 1; b <= 127; ++b)
                pairs = std::min(pairs, costOf({a, b}, values, weights));
        for (int a = -127; a <= 127; a += 1)
            for (int b = a + 1; b <= 127; b += 1)
                for (int c = b + 1; c <= 127 && seed == 1; ++c)
                    triples = std::min(triples, costOf({a, b, c}, values, weights));
        EXPECT_NEAR(costOf(bestLevels(values, weights, 2), values, weights), pairs, 1e-6 * pairs);
        if (seed == 1) {
            EXPECT_NEAR(costOf(bestLevels(values, weights, 3), values, weights), triples, 1e-6 * triples);
        }
    }
}

} // namespace
} // namespace stillhouse::quantize
