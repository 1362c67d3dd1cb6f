// SPDX-License-Identifier: GPL-3.0-or-later
// The loops over many values against the functions of fp8.h, which fp8_test.cpp holds to the standard.
#include "core/formats/fp8_spans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace stillhouse::formats {
namespace {

TEST(Fp8Spans, EncodeEveryUpperHalfAsOneByOne) {
    std::vector<float> values;
    for (std::uint32_t high = 0; high < 0x10000; ++high)
        for (const std::uint32_t low : {0x0000u, 0x0001u, 0x7fffu, 0x8000u, 0x8001u, 0xffffu})
            values.push_back(std::bit_cast<float>(high << 16 | low));
    std::vector<std::uint8_t> codes(values.size());
    for (const auto format : {Fp8::E4M3, Fp8::E5M2})
        for (const auto overflow : {Overflow::Saturate, Overflow::Infinity}) {
            encodeFp8(values, 1, format, overflow, codes.data());
            for (std::size_t i = 0; i < values.size(); ++i)
                ASSERT_EQ(int(codes[i]), int(floatToFp8(values[i], format, overflow))) << values[i] << " format " << int(format);
        }
}

TEST(Fp8Spans, DecodeEveryCodeAsOneByOne) {
    std::vector<std::uint8_t> codes(256);
    std::vector<float> values(256);
    for (int i = 0; i < 256; ++i)
        codes[std::size_t(i)] = std::uint8_t(i);
    for (const auto format : {Fp8::E4M3, Fp8::E5M2}) {
        decodeFp8(codes, 1, format, values.data());
        for (std::size_t i = 0; i < 256; ++i) {
            const float expected = fp8ToFloat(codes[i], format);
            if (std::isnan(expected))
                EXPECT_TRUE(std::isnan(values[i])) << i;
            else
                EXPECT_EQ(std::bit_cast<std::uint32_t>(values[i]), std::bit_cast<std::uint32_t>(expected)) << i;
        }
    }
}

// By hand: at factor 4 E4M3 sees 1.2 as 4.8, between the codes 4.5 and 5; 5 / 4 = 1.25. 1000 saturates at 448 / 4.
TEST(Fp8Spans, FactorsScaleOnTheWayInAndOut) {
    std::vector<float> values = {1.2f, -1.2f, 1000, 0, 0.001f};
    std::vector<std::uint8_t> codes(values.size());
    std::vector<float> back(values.size());
    encodeFp8(values, 4, Fp8::E4M3, Overflow::Saturate, codes.data());
    decodeFp8(codes, 0.25f, Fp8::E4M3, back.data());
    EXPECT_EQ(back, (std::vector<float>{1.25f, -1.25f, 112, 0, 0x1p-10f})); // 0.004 is 2.05 of the smallest step 2^-9
    roundThroughFp8(values, 4, Fp8::E4M3);
    EXPECT_EQ(values, back);
}

TEST(Fp8Spans, OddLengthsTouchNothingBehind) {
    for (std::size_t count = 0; count < 70; ++count) {
        std::vector<float> values(count, 3.0f);
        std::vector<std::uint8_t> codes(count + 1, 0xaa);
        encodeFp8(values, 1, Fp8::E5M2, Overflow::Saturate, codes.data());
        EXPECT_EQ(int(codes[count]), 0xaa);
        std::vector<float> back(count + 1, -1);
        decodeFp8(std::span(codes).first(count), 1, Fp8::E5M2, back.data());
        EXPECT_EQ(back[count], -1);
        for (std::size_t i = 0; i < count; ++i)
            EXPECT_EQ(back[i], 3.0f);
    }
}

TEST(Fp8Spans, TheLargestMagnitudeIsFinite) {
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> values = {1, -7.5f, std::nanf(""), infinity, -infinity, 3};
    EXPECT_EQ(largestMagnitude(values), 7.5f);
    EXPECT_EQ(largestMagnitude({}), 0);
}

} // namespace
} // namespace stillhouse::formats
