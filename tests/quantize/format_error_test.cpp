// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/formats/block_float.h"
#include "core/quantize/format_error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace stillhouse::quantize {
namespace {

double errorOf(const std::vector<BitsError>& rows, const std::string& choice) {
    for (const auto& row : rows)
        if (row.choice == choice)
            return row.error;
    ADD_FAILURE() << choice;
    return -1;
}

// By hand, a row of 16 weights: 3 and fifteen times 1.25. bfp3 with its scale 2^1 has steps of 1: 1.25 → 1. ‖W − Ŵ‖² = 15 · 0.0625.
TEST(FormatError, ByHand) {
    std::vector<float> weights(16, 1.25f);
    weights[0] = 3;
    const auto rows = formatErrors(weights, 16);
    EXPECT_NEAR(errorOf(rows, "bfp3-16"), 15 * 0.0625 / (9 + 15 * 1.5625), 1e-12);
    EXPECT_EQ(errorOf(rows, "f16"), 0);
    EXPECT_EQ(errorOf(rows, "mxfp6-e2m3"), 0); // steps of 1/8 below 2, of 1/4 below 4
}

TEST(FormatError, MoreBitsLoseLessAndSizesAreTheFormats) {
    base::Random random(4);
    std::vector<float> weights(64 * 96);
    for (auto& value : weights)
        value = float(random.uniform() + random.uniform() + random.uniform() - 1.5);
    const auto rows = formatErrors(weights, 96);
    for (const char* suffix : {"", "-16"})
        for (int bits = 4; bits <= 8; ++bits) {
            const double less = errorOf(rows, "bfp" + std::to_string(bits - 1) + suffix), more = errorOf(rows, "bfp" + std::to_string(bits) + suffix);
            EXPECT_LT(more, less / 2) << bits << suffix;
            EXPECT_GT(more, 0);
        }
    EXPECT_LT(errorOf(rows, "bfp4-16"), errorOf(rows, "bfp4")); // a closer scale
    EXPECT_LT(errorOf(rows, "fp8-e4m3"), errorOf(rows, "fp8-e5m2"));
    for (const auto& row : rows)
        EXPECT_EQ(row.bits, weightFormatBits(row.choice, 96)) << row.choice;
    EXPECT_EQ(weightFormatBits("mxfp4", 96), 4.25);
    EXPECT_EQ(weightFormatBits("bfp8-16", 96), 8.5);
    EXPECT_EQ(weightFormatBits("bfp8", 33), 66 * 8 / 33.0); // the filling counts
    EXPECT_THROW(weightRounding("int3"), base::Failure);
}

TEST(FormatError, StopsWhenAsked) {
    const std::vector<float> weights(32, 1.0f);
    EXPECT_THROW(formatErrors(weights, 32, [] { base::fail("test", "stop", {}, ErrorKind::Cancelled); }), base::Failure);
}

TEST(FormatCodes, EveryCodeOfEveryFormat) {
    for (const auto& format : weightFormatNames()) {
        if (format == "f16")
            continue;
        const auto codes = formatCodes(format);
        ASSERT_TRUE(codes) << format;
        const int bits = format.starts_with("fp8-") ? 8 : formats::blockFormatNamed(format, "format").bits;
        EXPECT_EQ(codes->size(), std::size_t(1) << bits) << format;
    }
    const auto four = formatCodes("mxfp4"); // the table of OCP MX v1.0
    ASSERT_TRUE(four);
    const double values[] = {0, 0.5, 1, 1.5, 2, 3, 4, 6};
    ASSERT_EQ(four->size(), 16u);
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_EQ((*four)[i].value, values[i]);
        EXPECT_EQ((*four)[i + 8].value, -values[i]);
    }
    const auto eight = formatCodes("fp8-e4m3");
    EXPECT_EQ((*eight)[0x7e].value, 448);
    EXPECT_TRUE(std::isnan((*eight)[0x7f].value));
    EXPECT_FALSE(formatCodes("fp7"));
}

} // namespace
} // namespace stillhouse::quantize
