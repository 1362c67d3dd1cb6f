// SPDX-License-Identifier: GPL-3.0-or-later
// Decoding against the formula of the standard in double; encoding against a search over all codes, for every sign, exponent and the
// upper mantissa bits of binary32 with several fillings of the lower ones.
#include "core/formats/fp8.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace stillhouse::formats {
namespace {

double byFormula(int code, int exponentBits, int mantissaBits, int bias) {
    const int exponent = (code >> mantissaBits) & ((1 << exponentBits) - 1), mantissa = code & ((1 << mantissaBits) - 1);
    const double fraction = mantissa / std::pow(2.0, mantissaBits);
    const double value = exponent == 0 ? std::pow(2.0, 1 - bias) * fraction : std::pow(2.0, exponent - bias) * (1 + fraction);
    return code & 0x80 ? -value : value;
}

bool isNumber(int code, Fp8 format) { return format == Fp8::E4M3 ? (code & 0x7f) != 0x7f : (code & 0x7f) < 0x7c; }

TEST(Fp8, EveryCodeDecodesAsTheStandardSays) {
    for (int code = 0; code < 256; ++code) {
        const float e4 = fp8ToFloat(std::uint8_t(code), Fp8::E4M3), e5 = fp8ToFloat(std::uint8_t(code), Fp8::E5M2);
        if (isNumber(code, Fp8::E4M3))
            EXPECT_EQ(double(e4), byFormula(code, 4, 3, 7)) << code;
        else
            EXPECT_TRUE(std::isnan(e4)) << code;
        if (isNumber(code, Fp8::E5M2))
            EXPECT_EQ(double(e5), byFormula(code, 5, 2, 15)) << code;
        else if ((code & 3) == 0)
            EXPECT_TRUE(std::isinf(e5) && std::signbit(e5) == bool(code & 0x80)) << code;
        else
            EXPECT_TRUE(std::isnan(e5)) << code;
        EXPECT_EQ(std::signbit(e4), bool(code & 0x80));
    }
    // The table of OFP8 v1.0: largest, smallest normal, smallest subnormal.
    EXPECT_EQ(fp8ToFloat(0x7e, Fp8::E4M3), 448.0f);
    EXPECT_EQ(fp8ToFloat(0x08, Fp8::E4M3), 0x1p-6f);
    EXPECT_EQ(fp8ToFloat(0x01, Fp8::E4M3), 0x1p-9f);
    EXPECT_EQ(fp8ToFloat(0x7b, Fp8::E5M2), 57344.0f);
    EXPECT_EQ(fp8ToFloat(0x04, Fp8::E5M2), 0x1p-14f);
    EXPECT_EQ(fp8ToFloat(0x01, Fp8::E5M2), 0x1p-16f);
}

// The oracle: positive codes in order; as if the next binade went on, `beyond` stands where the code after the largest would.
struct Oracle {
    explicit Oracle(Fp8 f) : format(f) {
        for (int code = 0; code < 128 && isNumber(code, f); ++code)
            values.push_back(fp8ToFloat(std::uint8_t(code), f));
        values.push_back(values.back() + (values.back() - values[values.size() - 2]));
    }
    // The nearest entry, the even code on a tie.
    std::size_t nearest(double magnitude) const {
        const auto above = std::size_t(std::lower_bound(values.begin(), values.end(), magnitude) - values.begin());
        if (above == 0)
            return 0;
        if (above == values.size())
            return above - 1;
        const double low = magnitude - values[above - 1], high = values[above] - magnitude;
        return low < high ? above - 1 : high < low ? above : above % 2 == 0 ? above : above - 1;
    }
    std::uint8_t encode(float value, Overflow overflow) const {
        const auto sign = std::uint8_t(std::signbit(value) ? 0x80 : 0);
        auto code = nearest(std::fabs(double(value)));
        if (code == values.size() - 1 && overflow == Overflow::Saturate)
            --code;
        return std::uint8_t(sign | code); // the code behind the largest is E4M3's NaN and E5M2's infinity
    }
    Fp8 format;
    std::vector<double> values;
};

TEST(Fp8, EncodingRoundsToTheNearestEvenCode) {
    for (const auto format : {Fp8::E4M3, Fp8::E5M2}) {
        const Oracle oracle(format);
        for (std::uint32_t high = 0; high < 0x10000; ++high)
            for (const std::uint32_t low : {0x0000u, 0x0001u, 0x7fffu, 0x8000u, 0x8001u, 0xffffu}) {
                const float value = std::bit_cast<float>(high << 16 | low);
                if (std::isnan(value)) {
                    ASSERT_TRUE(std::isnan(fp8ToFloat(floatToFp8(value, format), format)));
                    continue;
                }
                for (const auto overflow : {Overflow::Saturate, Overflow::Infinity})
                    ASSERT_EQ(int(floatToFp8(value, format, overflow)), int(oracle.encode(value, overflow))) << value << " format " << int(format);
            }
    }
}

TEST(Fp8, EveryNumberSurvivesTheRoundTrip) {
    for (const auto format : {Fp8::E4M3, Fp8::E5M2})
        for (int code = 0; code < 256; ++code)
            if (isNumber(code, format)) {
                EXPECT_EQ(int(floatToFp8(fp8ToFloat(std::uint8_t(code), format), format)), code);
            }
}

TEST(Fp8, BeyondTheLargest) {
    const float infinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(fp8ToFloat(floatToFp8(1e9f, Fp8::E4M3), Fp8::E4M3), 448.0f);
    EXPECT_EQ(fp8ToFloat(floatToFp8(-infinity, Fp8::E5M2), Fp8::E5M2), -57344.0f);
    EXPECT_EQ(int(floatToFp8(463.9f, Fp8::E4M3, Overflow::Infinity)), 0x7e);                           // nearer to 448 than to 480
    EXPECT_TRUE(std::isnan(fp8ToFloat(floatToFp8(465.0f, Fp8::E4M3, Overflow::Infinity), Fp8::E4M3))); // nearer to 480, which does not exist
    EXPECT_EQ(fp8ToFloat(floatToFp8(infinity, Fp8::E5M2, Overflow::Infinity), Fp8::E5M2), infinity);
}

} // namespace
} // namespace stillhouse::formats
