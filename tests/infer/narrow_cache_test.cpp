// SPDX-License-Identifier: GPL-3.0-or-later
// The narrow caches against sums in double over values that core/formats rounded one by one: what is stored must be exactly that.
#include "core/infer/narrow_cache.h"

#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/formats/block_float.h"
#include "core/formats/fp8.h"

#include <gtest/gtest.h>

#include <cmath>

namespace stillhouse::infer {
namespace {

const CacheFormat kNarrow[] = {CacheFormat::Fp8E4M3, CacheFormat::Fp8E5M2, CacheFormat::Bfp8, CacheFormat::Bfp4};

std::vector<float> rounded(std::vector<float> values, CacheFormat format) {
    if (format == CacheFormat::Bfp8 || format == CacheFormat::Bfp4) {
        formats::roundThroughBlocks(values, formats::blockFormatNamed(std::string(cacheFormatName(format)), "cache"));
        return values;
    }
    const auto fp8 = format == CacheFormat::Fp8E4M3 ? formats::Fp8::E4M3 : formats::Fp8::E5M2;
    for (auto& value : values)
        value = formats::fp8ToFloat(formats::floatToFp8(value, fp8), fp8);
    return values;
}

std::vector<float> randomRow(base::Random& random, std::int64_t width) {
    std::vector<float> row(static_cast<std::size_t>(width));
    for (auto& value : row)
        value = float((random.uniform() - 0.5) * std::pow(2.0, random.uniform() * 8 - 4));
    return row;
}

// A query that is 1 in one dimension and a weight that is 1 at one token read single values back.
TEST(NarrowCache, HoldsExactlyWhatItsFormatLeaves) {
    for (const auto format : kNarrow)
        for (const std::int64_t width : {2, 7, 16, 24, 33, 48, 64, 128}) {
            base::Random random{std::uint64_t(width)};
            NarrowCache cache(format, 2, 32, width);
            std::vector<std::vector<float>> keys, values;
            for (std::int64_t t = 0; t < 29; ++t) {
                keys.push_back(randomRow(random, width));
                values.push_back(randomRow(random, width));
                cache.store(1, t, keys.back().data(), values.back().data());
                const auto other = randomRow(random, width);
                cache.store(0, t, other.data(), other.data());
            }
            std::vector<float> one(std::size_t(width), 0.0f), scores(32), weights(32, 0.0f), out(static_cast<std::size_t>(width));
            for (std::int64_t t = 0; t < 29; ++t) {
                weights.assign(32, 0.0f);
                weights[std::size_t(t)] = 1;
                cache.mix(1, 0, 29, weights.data(), 1, 32, out.data());
                EXPECT_EQ(out, rounded(values[std::size_t(t)], format)) << cacheFormatName(format) << " width " << width << " token " << t;
            }
            for (std::int64_t d = 0; d < width; ++d) {
                one.assign(std::size_t(width), 0.0f);
                one[std::size_t(d)] = 1;
                cache.scores(1, 0, 2, one.data(), 1, scores.data(), 32);
                for (std::size_t t = 0; t < 29; ++t)
                    ASSERT_EQ(scores[t], rounded(keys[t], format)[std::size_t(d)]) << cacheFormatName(format) << " width " << width;
            }
        }
}

TEST(NarrowCache, SeveralRowsAreOneByOne) {
    base::Random random(9);
    const std::int64_t width = 48, rows = 3;
    for (const auto format : kNarrow) {
        NarrowCache cache(format, 1, 48, width);
        for (std::int64_t t = 0; t < 40; ++t) {
            const auto key = randomRow(random, width), value = randomRow(random, width);
            cache.store(0, t, key.data(), value.data());
        }
        const auto queries = randomRow(random, width * rows), weights = randomRow(random, 32 * rows);
        std::vector<float> all(32 * rows), each(32), out(std::size_t(width * rows)), single(static_cast<std::size_t>(width));
        cache.scores(0, 16, 2, queries.data(), rows, all.data(), 32);
        cache.mix(0, 16, 24, weights.data(), rows, 32, out.data());
        for (std::int64_t r = 0; r < rows; ++r) {
            cache.scores(0, 16, 2, queries.data() + r * width, 1, each.data(), 32);
            EXPECT_TRUE(std::equal(each.begin(), each.end(), all.begin() + r * 32));
            cache.mix(0, 16, 24, weights.data() + r * 32, 1, 32, single.data());
            EXPECT_TRUE(std::equal(single.begin(), single.end(), out.begin() + r * width));
        }
    }
}

TEST(NarrowCache, NaNStaysNaN) {
    for (const auto format : kNarrow) {
        NarrowCache cache(format, 1, 16, 16);
        std::vector<float> row(16, 1.0f), query(16, 1.0f), scores(16), out(16);
        cache.store(0, 0, row.data(), row.data());
        row[3] = std::nanf("");
        cache.store(0, 1, row.data(), row.data());
        cache.scores(0, 0, 1, query.data(), 1, scores.data(), 16);
        EXPECT_EQ(scores[0], 16) << cacheFormatName(format);
        EXPECT_TRUE(std::isnan(scores[1])) << cacheFormatName(format);
        cache.mix(0, 0, 2, query.data(), 1, 16, out.data());
        EXPECT_TRUE(std::isnan(out[3])) << cacheFormatName(format);
    }
}

// By hand, of one head of 64 tokens and width 64: 8,192 bytes of keys and values in 8 bits, 4,096 in 4, and 2 · 64 · 2 scales.
TEST(NarrowCache, BytesAreThoseOfTheFormat) {
    EXPECT_EQ(NarrowCache(CacheFormat::Fp8E4M3, 1, 64, 64).bytes(), 8192);
    EXPECT_EQ(NarrowCache(CacheFormat::Bfp8, 1, 64, 64).bytes(), 8192 + 256);
    EXPECT_EQ(NarrowCache(CacheFormat::Bfp4, 1, 64, 64).bytes(), 4096 + 256);
}

TEST(CacheFormat, NamesThereAndBack) {
    for (const auto& name : cacheFormatNames())
        EXPECT_EQ(cacheFormatName(cacheFormatNamed(name, "cache")), name);
    EXPECT_EQ(cacheFormatNamed("", "cache"), CacheFormat::F16);
    EXPECT_THROW(cacheFormatNamed("fp8", "cache"), base::Failure);
}

} // namespace
} // namespace stillhouse::infer
