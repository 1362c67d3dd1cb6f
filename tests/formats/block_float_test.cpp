// SPDX-License-Identifier: GPL-3.0-or-later
// Against an oracle in double that is written from the tables of OCP MX v1.0 and searches all codes of an element, and against blocks
// worked out by hand.
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/formats/block_float.h"
#include "core/formats/small_float.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>

namespace stillhouse::formats {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Table of MX v1.0: exponent bits, mantissa bits, bias, codes from the top that are no numbers.
struct ElementRow {
    const char* name;
    int exponentBits, mantissaBits, bias, specials, emax;
    double largest;
};
const ElementRow kFloats[] = {{"mxfp8-e4m3", 4, 3, 7, 1, 8, 448},  {"mxfp8-e5m2", 5, 2, 15, 4, 15, 57344}, {"mxfp6-e2m3", 2, 3, 1, 0, 2, 7.5},
                              {"mxfp6-e3m2", 3, 2, 3, 0, 4, 28}, {"mxfp4", 2, 1, 1, 0, 2, 6}};

// Element magnitudes in order of their codes.
std::vector<double> magnitudes(const ElementRow& row) {
    std::vector<double> all;
    for (int code = 0; code < (1 << (row.exponentBits + row.mantissaBits)) - row.specials; ++code) {
        const int exponent = code >> row.mantissaBits;
        const double fraction = (code & ((1 << row.mantissaBits) - 1)) / std::pow(2.0, row.mantissaBits);
        all.push_back(exponent == 0 ? fraction * std::pow(2.0, 1 - row.bias) : (1 + fraction) * std::pow(2.0, exponent - row.bias));
    }
    return all;
}

// The nearest of `grid`, the entry with the even index on a tie.
std::size_t nearest(const std::vector<double>& grid, double magnitude) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < grid.size(); ++i) {
        const double now = std::fabs(grid[i] - magnitude), before = std::fabs(grid[best] - magnitude);
        if (now < before || (now == before && i % 2 == 0))
            best = i;
    }
    return best;
}

std::vector<double> integerGrid(int bits) {
    std::vector<double> all;
    for (int code = 0; code < 1 << (bits - 1); ++code)
        all.push_back(code / std::pow(2.0, bits - 2));
    return all;
}

// The whole standard once more: shared exponent, then element by search, then the value.
std::vector<double> oracle(const std::vector<float>& block, const std::vector<double>& grid, int emax) {
    double amax = 0;
    for (const float value : block)
        amax = std::max(amax, std::fabs(double(value)));
    std::vector<double> out;
    const int exponent = amax == 0 ? -127 : std::max(-127, std::min(127, int(std::floor(std::log2(amax))) - emax));
    for (const float value : block)
        out.push_back(std::copysign(grid[nearest(grid, std::fabs(value) * std::pow(2.0, -exponent))] * std::pow(2.0, exponent), value));
    return out;
}

TEST(SmallFloat, EveryCodeIsTheTablesValue) {
    for (const auto& row : kFloats) {
        const auto format = blockFormatNamed(row.name, "format");
        const auto grid = magnitudes(row);
        EXPECT_EQ(grid.back(), row.largest);
        const int sign = 1 << (format.bits - 1);
        for (int code = 0; code < int(grid.size()); ++code) {
            EXPECT_EQ(double(elementValue(code, format)), grid[std::size_t(code)]) << row.name << " " << code;
            EXPECT_EQ(double(elementValue(code | sign, format)), -grid[std::size_t(code)]) << row.name << " " << code;
            EXPECT_TRUE(std::signbit(elementValue(code | sign, format)));
        }
    }
}

// Every multiple of a sixteenth of the smallest step, so every number, every tie and both sides of each.
TEST(SmallFloat, EncodingRoundsToTheNearestEvenCode) {
    const std::pair<SmallFloat, int> rows[] = {{fp6E2M3, 2}, {fp6E3M2, 3}, {fp4E2M1, 4}};
    for (const auto& [format, index] : rows) {
        const auto grid = magnitudes(kFloats[index]);
        const double step = grid[1] / 16;
        for (double magnitude = 0; magnitude < 2 * grid.back(); magnitude += step)
            for (const float value : {float(magnitude), -float(magnitude)}) {
                const int expected = int(nearest(grid, magnitude)) | (std::signbit(value) ? format.largestCode() + 1 : 0);
                ASSERT_EQ(floatToSmall(value, format), expected) << value << " row " << index;
            }
        EXPECT_EQ(smallToFloat(floatToSmall(kInfinity, format), format), float(grid.back()));
        EXPECT_EQ(smallToFloat(floatToSmall(-1e30f, format), format), -float(grid.back()));
    }
}

TEST(BlockFloat, IntegersCountInTwosComplement) {
    for (int bits = 3; bits <= 8; ++bits) {
        const auto format = blockFormatNamed("bfp" + std::to_string(bits), "format");
        for (int code = 0; code < 1 << bits; ++code)
            EXPECT_EQ(elementValue(code, format), float((code ^ (1 << (bits - 1))) - (1 << (bits - 1))) / std::pow(2.0f, float(bits - 2)));
    }
    EXPECT_EQ(elementValue(0x80, blockFormatNamed("mxint8", "format")), -2.0f);
    EXPECT_EQ(elementValue(0x7f, blockFormatNamed("mxint8", "format")), 1.984375f); // 1 63/64
}

struct Case {
    BlockFormat format;
    std::vector<double> grid;
    int emax;
};

Case caseFor(const std::string& name) {
    const auto format = blockFormatNamed(name, "format");
    for (const auto& row : kFloats)
        if (name == row.name)
            return {format, magnitudes(row), row.emax};
    return {format, integerGrid(format.bits), 0};
}

std::vector<float> roundTrip(const std::vector<float>& values, const BlockFormat& format) {
    std::vector<std::uint8_t> packed(std::size_t(format.bytes(std::int64_t(values.size()))) + 1, 0xaa);
    encodeBlocks(values, format, packed.data());
    EXPECT_EQ(int(packed.back()), 0xaa);
    std::vector<float> out(values.size());
    decodeBlocks(packed.data(), format, out);
    return out;
}

TEST(BlockFloat, EveryFormatAgreesWithTheOracle) {
    base::Random random(5);
    for (const auto& name : blockFormatNames()) {
        const auto [format, grid, emax] = caseFor(name);
        for (int round = 0; round < 300; ++round) {
            std::vector<float> block(std::size_t(round % format.block + 1));
            const double width = std::pow(2.0, random.uniform() * 240 - 120);
            for (auto& value : block) // coarse mantissas, so that ties occur
                value = float(std::round((random.uniform() - 0.5) * 512) / 256 * width);
            const auto expected = oracle(block, grid, emax);
            const auto seen = roundTrip(block, format);
            auto rounded = block;
            roundThroughBlocks(rounded, format);
            for (std::size_t i = 0; i < block.size(); ++i) {
                ASSERT_EQ(seen[i], float(expected[i])) << name << " " << block[i];
                ASSERT_EQ(rounded[i], seen[i]) << name;
            }
        }
    }
}

TEST(BlockFloat, TheEndsOfTheRange) {
    for (const auto& name : blockFormatNames()) {
        const auto [format, grid, emax] = caseFor(name);
        for (const float largest : {std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min(), 0x1p-130f, 0x1p127f, 1.0f}) {
            const std::vector<float> block = {largest, -largest, largest / 2, 0.0f};
            const auto expected = oracle(block, grid, emax);
            const auto seen = roundTrip(block, format);
            for (std::size_t i = 0; i < block.size(); ++i)
                EXPECT_EQ(seen[i], float(expected[i])) << name << " " << block[i];
        }
    }
}

// By hand: the largest magnitude 5 has exponent 2, less 2 of E2M1 gives the scale 2^0. 5 lies between 4 and 6: a tie, 4 has the even
// code 6 (0b110). −1.4 is nearest to −1.5 (code 3, with its sign 0xB), 0.25 ties between 0 and 0.5: 0. Packed: 0x6 | 0xB << 4.
TEST(BlockFloat, ABlockOfMxfp4) {
    const auto format = blockFormatNamed("mxfp4", "format");
    std::vector<std::uint8_t> packed(17, 0xff);
    encodeBlocks(std::vector<float>{5, -1.4f, 0.25f}, format, packed.data());
    EXPECT_EQ(int(packed[0]), 127);
    EXPECT_EQ(int(packed[1]), 0xb6);
    for (std::size_t i = 2; i < 17; ++i)
        EXPECT_EQ(int(packed[i]), 0);
}

// By hand: exponent of 3 is 1; with 3 bits the step is 2^1 / 2 = 1. 3 → 3 (0b011), −1 → 0b111, 2.5 ties to 2 (0b010), −3.9 would be −4
// and saturates at −3 (0b101). Little end first: 0b011 | 0b111 << 3 | 0b010 << 6 | 0b101 << 9.
TEST(BlockFloat, ABlockOfBfp3) {
    const auto format = blockFormatNamed("bfp3-16", "format");
    EXPECT_EQ(format.blockBytes(), 7);
    std::vector<std::uint8_t> packed(7, 0xff);
    encodeBlocks(std::vector<float>{3, -1, 2.5f, -3.9f}, format, packed.data());
    EXPECT_EQ(int(packed[0]), 128);
    const int bits = 0b011 | 0b111 << 3 | 0b010 << 6 | 0b101 << 9;
    EXPECT_EQ(int(packed[1]), bits & 0xff);
    EXPECT_EQ(int(packed[2]), bits >> 8);
    EXPECT_EQ(int(packed[3]), 0);
}

TEST(BlockFloat, BlocksAreIndependent) {
    const auto format = blockFormatNamed("bfp8-16", "format");
    std::vector<float> values(40, 0.0f);
    values[0] = 1e20f;
    values[17] = std::nanf("");
    values[33] = 1e-20f;
    auto seen = roundTrip(values, format);
    EXPECT_NEAR(seen[0] / 1e20f, 1, 0.01);
    for (std::size_t i = 16; i < 32; ++i)
        EXPECT_TRUE(std::isnan(seen[i]));
    EXPECT_NEAR(seen[33] / 1e-20f, 1, 0.01);
    EXPECT_EQ(seen[39], 0);
}

TEST(BlockFloat, InfinitiesMakeTheirBlockNaN) {
    for (const auto& name : blockFormatNames()) {
        const auto format = blockFormatNamed(name, "format");
        std::vector<std::uint8_t> packed(std::size_t(format.bytes(3)));
        encodeBlocks(std::vector<float>{1, -kInfinity, 2}, format, packed.data());
        EXPECT_EQ(int(packed[0]), 0xff) << name;
        std::vector<float> seen(3);
        decodeBlocks(packed.data(), format, seen);
        EXPECT_TRUE(std::isnan(seen[0]) && std::isnan(seen[1]) && std::isnan(seen[2])) << name;
    }
}

TEST(BlockFloat, SizesAndNames) {
    EXPECT_EQ(blockFormatNamed("mxfp4", "format").bitsPerValue(), 4.25);
    EXPECT_EQ(blockFormatNamed("mxfp6-e3m2", "format").blockBytes(), 25);
    EXPECT_EQ(blockFormatNamed("bfp8-16", "format").bitsPerValue(), 8.5);
    EXPECT_EQ(blockFormatNamed("bfp5", "format").bytes(33), 2 * 21);
    EXPECT_THROW(blockFormatNamed("bfp9", "format"), base::Failure);
}

TEST(BlockFloat, EightBitMantissasAreMxint8) {
    base::Random random(6);
    std::vector<float> values(100);
    for (auto& value : values)
        value = float(random.uniform() - 0.5);
    EXPECT_EQ(roundTrip(values, blockFormatNamed("bfp8", "format")), roundTrip(values, blockFormatNamed("mxint8", "format")));
}

} // namespace
} // namespace stillhouse::formats
