// SPDX-License-Identifier: GPL-3.0-or-later
// The cache in F32 against softmax attention in double over the very keys and values: only the arithmetic of F32 may differ.
#include "core/base/seed.h"
#include "core/infer/attention_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace stillhouse::infer {
namespace {

constexpr std::int64_t kTokens = 150, kHeads = 2;

std::vector<float> cacheNoise(base::Random& random, std::int64_t count, double size) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (auto& value : values)
        value = float((random.uniform() * 2 - 1) * size);
    return values;
}

formats::ModelConfig twoHeads(std::int64_t width) {
    formats::ModelConfig config;
    config.headDim = width;
    config.layers = {{kHeads, kHeads, 0, true, false}};
    return config;
}

// Of key/value head `head`; keys and values (head, token, D).
double largestError(const std::vector<float>& keys, const std::vector<float>& values, std::int64_t head, std::int64_t width,
                    const AttentionCache::Row& row) {
    std::vector<double> out(std::size_t(width), 0.0);
    double sum = 0, largest = 0;
    for (auto t = row.first; t < row.last; ++t) {
        const float *key = keys.data() + (head * kTokens + t) * width, *value = values.data() + (head * kTokens + t) * width;
        double score = 0;
        for (std::int64_t d = 0; d < width; ++d)
            score += double(row.query[d]) * key[d];
        sum += std::exp(score);
        for (std::int64_t d = 0; d < width; ++d)
            out[std::size_t(d)] += std::exp(score) * value[d];
    }
    for (std::int64_t d = 0; d < width; ++d)
        largest = std::isnan(row.out[d]) ? INFINITY : std::max(largest, std::fabs(out[std::size_t(d)] / sum - row.out[d]));
    return largest;
}

// Windows of every length, which begin and end inside tiles; rounding to binary16 alone would be an error of 1e-4.
TEST(WideCache, IsExactAttentionForAnyWidthAndWindow) {
    base::Random random(21);
    for (const std::int64_t width : {1, 2, 7, 16, 33, 64, 80}) {
        AttentionCache cache(twoHeads(width), kTokens, CacheFormat::F32);
        EXPECT_EQ(cache.bytes(), 2 * AttentionCache(twoHeads(width), kTokens).bytes());
        const auto keys = cacheNoise(random, kHeads * kTokens * width, 1), values = cacheNoise(random, kHeads * kTokens * width, 1);
        for (std::int64_t i = 0; i < kHeads * kTokens; ++i)
            cache.store(0, i / kTokens, i % kTokens, keys.data() + i * width, values.data() + i * width);
        AttentionCache::Scratch scratch;
        for (std::int64_t count = 1; count <= 25; count += 4) {
            const auto queries = cacheNoise(random, count * width, 1 / std::sqrt(double(width)));
            std::vector<float> out(std::size_t(count * width), NAN);
            std::vector<AttentionCache::Row> rows;
            for (std::int64_t r = 0; r < count; ++r) {
                const auto last = 1 + std::int64_t(random.next() % kTokens), first = std::int64_t(random.next() % std::uint64_t(last));
                rows.push_back({queries.data() + r * width, r % 3 == 0 ? 0 : first, last, out.data() + r * width});
            }
            for (std::int64_t head = 0; head < kHeads; ++head) {
                cache.attend(0, head, rows, scratch);
                for (const auto& row : rows) {
                    ASSERT_LT(largestError(keys, values, head, width, row), 1e-6) << width << ": " << row.first << " to " << row.last;
                    const std::vector<float> together(row.out, row.out + width);
                    AttentionCache::Scratch other;
                    cache.attend(0, head, {row}, other);
                    ASSERT_EQ(std::vector<float>(row.out, row.out + width), together) << width << ": " << row.first << " to " << row.last;
                }
            }
        }
    }
}

} // namespace
} // namespace stillhouse::infer
