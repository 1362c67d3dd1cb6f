// SPDX-License-Identifier: GPL-3.0-or-later
// Known answers worked out by hand.
#include "core/formats/fp8_scaling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace stillhouse::formats {
namespace {

TEST(Fp8Scaling, TheLargestValueLandsOnTheLargestCode) {
    EXPECT_EQ(fp8Factor(7, Fp8::E4M3, 0), 64.0f);   // 448 / 7
    EXPECT_EQ(fp8Factor(7, Fp8::E5M2, 0), 8192.0f); // 57344 / 7
    EXPECT_EQ(fp8Factor(7, Fp8::E4M3, 2), 16.0f);   // two binades of room
    EXPECT_EQ(fp8Factor(0, Fp8::E4M3, 0), 1.0f);
    EXPECT_EQ(fp8Factor(0x1p-140f, Fp8::E4M3, 0), 0x1p126f);
}

// Factor 64: 7 → 448; 1 → 64; 0.3 → 19.2, between 18 and 20: 20 / 64 = 0.3125; 0.001 → 0.064: steps of 2^-7 there, 8.19 of them → 8.
TEST(Fp8Scaling, PerTensorByHand) {
    std::vector<float> values = {-7, 1, 0.3f, 0.001f, 0};
    roundPerTensor(values, Fp8::E4M3, 0);
    EXPECT_EQ(values, (std::vector<float>{-7, 1, 0.3125f, 0x1p-10f, 0}));
}

// The row of small values keeps its precision beside one of large values, which per tensor pushes them to 0.
TEST(Fp8Scaling, PerTokenKeepsRowsApart) {
    const std::vector<float> values = {7000, 3500, 0.007f, 0.0035f};
    auto token = values, tensor = values;
    roundPerToken(token, 2, Fp8::E4M3, 0);
    roundPerTensor(tensor, Fp8::E4M3, 0);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_NEAR(token[i] / values[i], 1, 1e-6) << i; // 448 and 224 are codes
    EXPECT_EQ(tensor[2], 0);                             // 0.007 · 0.064 = 0.00045, less than half of 2^-9
    EXPECT_NEAR(tensor[0], 7000, 1e-3);
}

TEST(Fp8Scaling, DelayedScalingUsesWhatCallsBeforeSaw) {
    DelayedScale scale(Fp8::E4M3, 2, 0);
    std::vector<float> values = {7000, 1.05f};
    scale.round(values); // nothing seen yet: factor 1
    EXPECT_EQ(values, (std::vector<float>{448, 1}));
    EXPECT_EQ(scale.factor(), 448.0f / 7000);
    scale.observe(7);
    EXPECT_EQ(scale.factor(), 448.0f / 7000); // 7000 is still in the window of two
    scale.observe(14);
    EXPECT_EQ(scale.factor(), 32.0f); // now 7 and 14
    values = {15, 0};
    scale.round(values); // 480 saturates
    EXPECT_EQ(values[0], 14.0f);
    EXPECT_EQ(scale.factor(), 448.0f / 15);
}

TEST(Fp8Scaling, ZerosKeepTheFactorAndNaNPassesThrough) {
    DelayedScale scale(Fp8::E5M2, 1, 1);
    scale.observe(7);
    EXPECT_EQ(scale.factor(), 4096.0f);
    scale.observe(0);
    EXPECT_EQ(scale.factor(), 4096.0f);
    std::vector<float> values = {std::nanf(""), 7, std::numeric_limits<float>::infinity()};
    scale.round(values);
    EXPECT_TRUE(std::isnan(values[0]));
    EXPECT_EQ(values[1], 7);
    EXPECT_EQ(values[2], 14); // the largest code
    EXPECT_EQ(scale.factor(), 4096.0f);
}

} // namespace
} // namespace stillhouse::formats
