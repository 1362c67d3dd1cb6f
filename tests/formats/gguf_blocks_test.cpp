// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks worked out by hand from the format's definition; the scale search against trying scales one after the other.
#include "core/formats/gguf_blocks.h"

#include "core/formats/gguf_scale_search.h"
#include "core/formats/half.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace stillhouse::formats {
namespace {

std::vector<std::byte> block(std::initializer_list<float> halves, std::initializer_list<int> first, std::size_t size) {
    std::vector<std::byte> out;
    for (const float half : halves) {
        const auto bits = floatToF16(half);
        out.push_back(std::byte(bits & 255));
        out.push_back(std::byte(bits >> 8));
    }
    for (const int byte : first)
        out.push_back(std::byte(byte));
    out.resize(size, std::byte{0});
    return out;
}

std::vector<float> decoded(GgufType type, const std::vector<std::byte>& bytes) {
    std::vector<float> out(32);
    decodeBlocks(type, bytes, out);
    return out;
}

std::vector<float> randomValues(std::uint32_t seed, std::size_t count) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> out(count);
    for (auto& value : out)
        value = normal(random);
    return out;
}

double error(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (double(a[i]) - b[i]) * (double(a[i]) - b[i]);
    return sum;
}

std::vector<float> blocksRoundTrip(GgufType type, std::span<const float> x) {
    std::vector<std::byte> bytes(x.size() / 32 * std::size_t(ggufTypeInfo(type).blockBytes));
    EXPECT_TRUE(encodeBlocks(type, x, bytes));
    std::vector<float> out(x.size());
    decodeBlocks(type, bytes, out);
    return out;
}

TEST(GgufBlocks, DecodesByTheDefinition) {
    const auto q8 = decoded(GgufType::Q8_0, block({0.5f}, {0x7f, 0x80, 0xff}, 34)); // 127, −128, −1
    EXPECT_EQ(q8[0], 63.5f);
    EXPECT_EQ(q8[1], -64);
    EXPECT_EQ(q8[2], -0.5f);
    EXPECT_EQ(q8[3], 0);
    const auto q4 = decoded(GgufType::Q4_0, block({2}, {0xf0, 0x8a}, 18)); // element 0: 0, 16: 15; element 1: 10, 17: 8
    EXPECT_EQ(q4[0], -16);
    EXPECT_EQ(q4[16], 14);
    EXPECT_EQ(q4[1], 4);
    EXPECT_EQ(q4[17], 0);
    EXPECT_EQ(q4[2], -16);
    const auto q41 = decoded(GgufType::Q4_1, block({0.25f, -1}, {0x4f}, 20));
    EXPECT_EQ(q41[0], 2.75f);
    EXPECT_EQ(q41[16], 0);
    EXPECT_EQ(q41[1], -1);
    const auto iq = decoded(GgufType::IQ4_NL, block({-1}, {0xf0, 0x78}, 18));
    EXPECT_EQ(iq[0], 127);
    EXPECT_EQ(iq[16], -113);
    EXPECT_EQ(iq[1], -1);
    EXPECT_EQ(iq[17], 10);
}

TEST(GgufBlocks, EncodesWhatItCanHoldExactly) {
    std::vector<float> q8(32), q4(32), iq(32);
    for (std::size_t i = 0; i < 32; ++i) {
        q8[i] = 0.5f * float(int(i) * 8 - 127);
        q4[i] = 0.125f * float(int(i % 16) - 8);
        iq[i] = -0.25f * float(iq4nlLevels[i % 16]);
    }
    EXPECT_EQ(blocksRoundTrip(GgufType::Q8_0, q8), q8);
    EXPECT_EQ(blocksRoundTrip(GgufType::Q4_0, q4), q4);
    EXPECT_EQ(blocksRoundTrip(GgufType::IQ4_NL, iq), iq);
    const std::vector<float> zeros(32);
    for (const auto type : {GgufType::Q8_0, GgufType::Q4_0, GgufType::IQ4_NL})
        EXPECT_EQ(blocksRoundTrip(type, zeros), zeros);
}

// Q8_0: half a step of max|x|/127, and the F16 rounding of the step (2^-11) times up to 127 steps.
TEST(GgufBlocks, Q8StaysWithinHalfAStep) {
    const auto x = randomValues(1, 32 * 64);
    const auto y = blocksRoundTrip(GgufType::Q8_0, x);
    for (std::size_t b = 0; b < 64; ++b) {
        float largest = 0;
        for (std::size_t i = b * 32; i < b * 32 + 32; ++i)
            largest = std::max(largest, std::fabs(x[i]));
        for (std::size_t i = b * 32; i < b * 32 + 32; ++i)
            EXPECT_LE(std::fabs(x[i] - y[i]), largest / 127 * 0.5f + largest * 0x1p-11f);
    }
}

TEST(GgufBlocks, RefusesWhatF16CannotHold) {
    std::vector<float> x(32, 1e9f);
    std::vector<std::byte> bytes(64);
    for (const auto type : {GgufType::F16, GgufType::Q8_0, GgufType::Q4_0, GgufType::IQ4_NL})
        EXPECT_FALSE(
            encodeBlocks(type, x, std::span(bytes).first(type == GgufType::F16 ? 64u : std::size_t(ggufTypeInfo(type).blockBytes))));
}

// No scale of a fine sweep over both signs may do better than the search, on any weights.
TEST(GgufScaleSearch, FindsTheLeastErrorOfAllScales) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const auto x = randomValues(seed, 32);
        auto w = randomValues(seed + 100, 32);
        for (auto& weight : w)
            weight = seed % 2 ? 1 : weight * weight;
        const auto weighted = [&](double s) {
            double sum = 0;
            for (std::size_t i = 0; i < 32; ++i) {
                const double difference = x[i] - s * iq4nlLevels[std::size_t(nearestLevel(float(x[i] / s), iq4nlLevels))];
                sum += w[i] * difference * difference;
            }
            return sum;
        };
        float largest = 0;
        for (const float value : x)
            largest = std::max(largest, std::fabs(value));
        double best = 1e30;
        for (double t = 0.62; t < 1.98; t += 0.0005)
            best = std::min({best, weighted(largest / 127 / t), weighted(-largest / 127 / t)});
        EXPECT_LE(weighted(bestScale(x, w, iq4nlLevels)), best * (1 + 1e-5)) << seed;
    }
}

TEST(GgufBlocks, ThreadsWriteTheSameBytes) {
    const auto x = randomValues(11, 32 * 5001);
    std::vector<std::byte> one(5001 * 18), three(one.size());
    EXPECT_TRUE(encodeBlocks(GgufType::Q4_0, x, one));
    EXPECT_TRUE(encodeBlocks(GgufType::Q4_0, x, three, 3));
    EXPECT_EQ(one, three);
}

// Against the plain choice d = extreme / −8, which reaches the largest magnitude.
TEST(GgufScaleSearch, BeatsThePlainScale) {
    const auto x = randomValues(7, 32 * 200);
    std::vector<float> plain(x.size());
    for (std::size_t b = 0; b < 200; ++b) {
        float extreme = 0;
        for (std::size_t i = b * 32; i < b * 32 + 32; ++i)
            extreme = std::fabs(x[i]) > std::fabs(extreme) ? x[i] : extreme;
        const float d = f16ToFloat(floatToF16(extreme / -8));
        for (std::size_t i = b * 32; i < b * 32 + 32; ++i)
            plain[i] = d * std::clamp(std::nearbyint(x[i] / d), -8.0f, 7.0f);
    }
    const auto q4 = error(x, blocksRoundTrip(GgufType::Q4_0, x)), iq = error(x, blocksRoundTrip(GgufType::IQ4_NL, x));
    EXPECT_LT(q4, 0.95 * error(x, plain));
    EXPECT_LT(iq, q4);
}

TEST(GgufScaleSearch, NearestLevelIsNearest) {
    for (float value = -140; value < 130; value += 0.25f) {
        const float found = iq4nlLevels[std::size_t(nearestLevel(value, iq4nlLevels))];
        for (const float level : iq4nlLevels)
            EXPECT_LE(std::fabs(value - found), std::fabs(value - level)) << value;
    }
}

} // namespace
} // namespace stillhouse::formats
