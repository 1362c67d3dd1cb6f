// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/half.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace stillhouse::formats {
namespace {

// IEEE 754-2008 binary16: value by definition, sign · 2^(e−15) · 1.f, or f · 2^-24 for exponent 0.
double f16ByDefinition(unsigned bits) {
    const int exponent = (bits >> 10) & 31;
    const double fraction = bits & 1023;
    const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    return bits & 0x8000 ? -magnitude : magnitude;
}

TEST(Half, EveryFiniteF16HasItsValueAndComesBack) {
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        if ((bits & 0x7c00) == 0x7c00)
            continue;
        const auto half = static_cast<std::uint16_t>(bits);
        ASSERT_EQ(f16ToFloat(half), f16ByDefinition(bits)) << bits;
        ASSERT_EQ(floatToF16(f16ToFloat(half)), half) << bits;
    }
}

// Between two neighbours: below the middle goes down, above goes up, the middle to the even one.
TEST(Half, F16RoundsToNearestEven) {
    for (unsigned bits = 0; bits < 0x7bff; ++bits) {
        const float low = f16ToFloat(static_cast<std::uint16_t>(bits)), high = f16ToFloat(static_cast<std::uint16_t>(bits + 1));
        const float middle = low + (high - low) / 2; // exact: a float has 13 more bits
        const unsigned even = bits % 2 == 0 ? bits : bits + 1;
        ASSERT_EQ(floatToF16(middle), even) << bits;
        ASSERT_EQ(floatToF16(std::nextafter(middle, 0.0f)), bits) << bits;
        ASSERT_EQ(floatToF16(std::nextafter(middle, 1e9f)), bits + 1) << bits;
        ASSERT_EQ(floatToF16(-middle), even | 0x8000) << bits;
    }
}

TEST(Half, F16Specials) {
    const float infinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(floatToF16(65504), 0x7bff);
    EXPECT_EQ(floatToF16(std::nextafter(65520.0f, 0.0f)), 0x7bff);
    EXPECT_EQ(floatToF16(65520), 0x7c00);
    EXPECT_EQ(floatToF16(-infinity), 0xfc00);
    EXPECT_EQ(f16ToFloat(0x7c00), infinity);
    EXPECT_TRUE(std::isnan(f16ToFloat(floatToF16(std::nanf("")))));
    EXPECT_EQ(floatToF16(-0.0f), 0x8000);
}

TEST(Half, Bf16RoundsToNearestEven) {
    for (unsigned bits = 0; bits < 0x7f7f; ++bits) {
        const auto low = std::bit_cast<float>(bits << 16);
        const auto middle = std::bit_cast<float>((bits << 16) | 0x8000u);
        ASSERT_EQ(bf16ToFloat(static_cast<std::uint16_t>(bits)), low);
        ASSERT_EQ(floatToBf16(low), bits);
        ASSERT_EQ(floatToBf16(middle), bits % 2 == 0 ? bits : bits + 1);
        ASSERT_EQ(floatToBf16(std::bit_cast<float>((bits << 16) | 0x8001u)), bits + 1);
        ASSERT_EQ(floatToBf16(std::bit_cast<float>((bits << 16) | 0x7fffu)), bits);
    }
    EXPECT_TRUE(std::isnan(bf16ToFloat(floatToBf16(std::bit_cast<float>(0x7f800001u)))));
    EXPECT_EQ(floatToBf16(std::numeric_limits<float>::max()), 0x7f80);
}

} // namespace
} // namespace stillhouse::formats
