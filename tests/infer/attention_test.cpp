// SPDX-License-Identifier: GPL-3.0-or-later
// The attention kernels against the plain loops, and the cache against softmax attention in double.
#include "core/base/seed.h"
#include "core/formats/half.h"
#include "core/infer/attention_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace stillhouse::infer {
namespace {

double largestGap(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::isnan(a[i] - b[i]) ? INFINITY : std::max(largest, std::fabs(double(a[i]) - b[i]));
    return largest;
}

std::vector<float> attentionNoise(base::Random& random, std::int64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (auto& value : values)
        value = float(random.uniform() * 2 - 1);
    return values;
}

TEST(AttentionKernel, EqualsThePlainLoops) {
    base::Random random(11);
    for (const std::int64_t width : {2, 10, 16, 48, 64, 72, 80, 128})
        for (std::int64_t rows = 1; rows <= 14; ++rows)
            for (const std::int64_t tiles : {1, 5, 11}) {
                const auto tokens = tiles * 16;
                std::vector<std::uint16_t> halves(std::size_t(tokens * width));
                for (auto& half : halves)
                    half = formats::floatToF16(float(random.uniform() * 2 - 1));
                const auto queries = attentionNoise(random, rows * width), weights = attentionNoise(random, rows * tokens);
                std::vector<float> a(std::size_t(rows * tokens)), b(a), x(std::size_t(rows * width)), y(x);
                plainAttentionKernel().scores({halves.data(), tiles, width, queries.data(), rows, a.data(), tokens});
                attentionKernel().scores({halves.data(), tiles, width, queries.data(), rows, b.data(), tokens});
                ASSERT_LT(largestGap(a, b), 2e-5) << width << ' ' << rows << ' ' << tiles;
                plainAttentionKernel().mix({halves.data(), tokens - 3, width, weights.data(), rows, tokens, x.data()});
                attentionKernel().mix({halves.data(), tokens - 3, width, weights.data(), rows, tokens, y.data()});
                ASSERT_LT(largestGap(x, y), 5e-5) << width << ' ' << rows << ' ' << tiles;
                std::vector<std::uint16_t> n(std::size_t(rows * width)), m(n);
                plainAttentionKernel().narrow(queries.data(), rows * width, n.data());
                attentionKernel().narrow(queries.data(), rows * width, m.data());
                ASSERT_EQ(n, m) << width;
            }
}

formats::ModelConfig oneLayer(std::int64_t width, std::int64_t kvHeads) {
    formats::ModelConfig config;
    config.headDim = width;
    config.layers = {{kvHeads, kvHeads, 0, true, false}};
    return config;
}

// Softmax attention in double over what binary16 keeps of keys and values.
std::vector<float> expectedAttention(const std::vector<float>& keys, const std::vector<float>& values, std::int64_t width,
                            const AttentionCache::Row& row) {
    const auto kept = [](float value) { return double(formats::f16ToFloat(formats::floatToF16(value))); };
    std::vector<double> out(std::size_t(width), 0.0);
    double sum = 0;
    for (auto t = row.first; t < row.last; ++t) {
        double score = 0;
        for (std::int64_t d = 0; d < width; ++d)
            score += row.query[d] * kept(keys[std::size_t(t * width + d)]);
        sum += std::exp(score);
        for (std::int64_t d = 0; d < width; ++d)
            out[std::size_t(d)] += std::exp(score) * kept(values[std::size_t(t * width + d)]);
    }
    std::vector<float> result;
    for (const double value : out)
        result.push_back(float(value / sum));
    return result;
}

TEST(AttentionCache, EveryRowSeesItsOwnTokensAndNoOthers) {
    base::Random random(12);
    for (const std::int64_t width : {6, 64}) {
        constexpr std::int64_t tokens = 150;
        AttentionCache cache(oneLayer(width, 2), tokens);
        const auto keys = attentionNoise(random, tokens * width), values = attentionNoise(random, tokens * width);
        for (std::int64_t t = 0; t < tokens; ++t)
            cache.store(0, 1, t, keys.data() + t * width, values.data() + t * width);
        const auto queries = attentionNoise(random, 9 * width);
        std::vector<float> out(std::size_t(9 * width), NAN);
        std::vector<AttentionCache::Row> rows;
        for (const auto& [first, last] : {std::pair{0, 1}, {0, 15}, {0, 16}, {3, 17}, {16, 33}, {40, 41}, {0, 129}, {17, 150}, {0, 150}}) {
            const auto at = std::int64_t(rows.size()) * width;
            rows.push_back({queries.data() + at, first, last, out.data() + at});
        }
        AttentionCache::Scratch scratch;
        cache.attend(0, 1, rows, scratch);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const std::vector<float> together(rows[r].out, rows[r].out + width);
            EXPECT_LT(largestGap(together, expectedAttention(keys, values, width, rows[r])), 2e-5) << width << " row " << r;
            cache.attend(0, 1, {rows[r]}, scratch);
            EXPECT_EQ(std::vector<float>(rows[r].out, rows[r].out + width), together) << "alone, row " << r;
        }
    }
}

// 1e6 is infinite in binary16. Rows that see its token are infinite, those that do not must not turn into 0 · ∞.
TEST(AttentionCache, AnOverflowReachesOnlyTheRowsThatSeeIt) {
    base::Random random(13);
    constexpr std::int64_t width = 24, tokens = 40, loud = 20;
    AttentionCache cache(oneLayer(width, 1), tokens);
    const auto keys = attentionNoise(random, tokens * width), queries = attentionNoise(random, 4 * width);
    auto values = attentionNoise(random, tokens * width);
    values[loud * width + 5] = 1e6f;
    for (std::int64_t t = 0; t < tokens; ++t)
        cache.store(0, 0, t, keys.data() + t * width, values.data() + t * width);
    std::vector<float> out(4 * width);
    std::vector<AttentionCache::Row> rows;
    for (const auto& [first, last] : {std::pair{0, 20}, {0, 21}, {21, 40}, {3, 7}})
        rows.push_back({queries.data() + std::int64_t(rows.size()) * width, first, last, out.data() + std::int64_t(rows.size()) * width});
    AttentionCache::Scratch scratch;
    cache.attend(0, 0, rows, scratch);
    for (const auto& row : rows) {
        const bool sees = row.first <= loud && loud < row.last;
        EXPECT_EQ(std::isinf(row.out[5]), sees) << row.first;
        if (!sees)
            EXPECT_LT(largestGap(std::vector<float>(row.out, row.out + width), expectedAttention(keys, values, width, row)), 2e-5)
                << row.first;
    }
}

} // namespace
} // namespace stillhouse::infer
