// SPDX-License-Identifier: GPL-3.0-or-later
// What an attention map says in numbers: values by hand.
#include "core/api/attention.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace stillhouse;

TEST(AttentionFacts, OfAMapByHand) {
    // Rows: (1), (1/2, 1/2), (1/4, 1/4, 1/2).
    const float map[] = {1, 0, 0, 0.5F, 0.5F, 0, 0.25F, 0.25F, 0.5F};
    const auto facts = attentionFacts(map, 3);
    // 0, ln 2, and 1/4·ln 4 + 1/4·ln 4 + 1/2·ln 2 = 3/2·ln 2.
    EXPECT_NEAR(facts.entropy, (0 + 1 + 1.5) * std::log(2.0) / 3, 1e-7);
    // 0, 1/2·1, 1/4·2 + 1/4·1.
    EXPECT_NEAR(facts.distance, (0 + 0.5 + 0.75) / 3, 1e-7);
    EXPECT_NEAR(facts.firstShare, (1 + 0.5 + 0.25) / 3, 1e-7);
}

TEST(AttentionFacts, DivergenceByHandAndOfAWindowThatSeesNothing) {
    const float p[] = {1, 0, 0.5F, 0.5F}, q[] = {1, 0, 0.25F, 0.75F}, blind[] = {1, 0, 0, 1};
    // Row 1: ½·ln(½ / ¼) + ½·ln(½ / ¾) = ½·ln 2 + ½·ln ⅔.
    EXPECT_NEAR(attentionDivergence(p, q, 2), (0.5 * std::log(2.0) + 0.5 * std::log(2.0 / 3)) / 2, 1e-7);
    EXPECT_NEAR(attentionDivergence(p, p, 2), 0, 1e-12);
    // ½·ln(½ / 1e-9) + ½·ln(½ / 1).
    EXPECT_NEAR(attentionDivergence(p, blind, 2), (0.5 * std::log(0.5 / 1e-9) + 0.5 * std::log(0.5)) / 2, 1e-6);
}

TEST(AttentionFacts, AMapThatIsNotThereIsNull) {
    Picture picture;
    EXPECT_EQ(attentionMap(picture, 0, 0), nullptr);
    picture.shape = {1, 2, 1, 1};
    picture.values = {1, std::numeric_limits<float>::quiet_NaN()};
    EXPECT_EQ(attentionMap(picture, 0, 0), picture.values.data());
    EXPECT_EQ(attentionMap(picture, 0, 1), nullptr) << "NaN stands for a head that this layer does not have";
    EXPECT_EQ(attentionMap(picture, 1, 0), nullptr);
    EXPECT_EQ(attentionMap(picture, -1, 0), nullptr);
    picture.values.pop_back();
    EXPECT_EQ(attentionMap(picture, 0, 1), nullptr) << "shape and values disagree";
}

TEST(AttentionFacts, LayersMeetEvenlyAndTheLastMeetsTheLast) {
    // Two layers against five: 1·5/2 = 2.5 and 2·5/2 = 5, so the third (rounded up) and the fifth.
    EXPECT_EQ(matchingLayer(0, 2, 5), 2);
    EXPECT_EQ(matchingLayer(1, 2, 5), 4);
    EXPECT_EQ(matchingLayer(4, 5, 2), 1);
    EXPECT_EQ(matchingLayer(0, 5, 2), 0) << "1·2/5 rounds to none: the first";
    EXPECT_EQ(matchingLayer(3, 4, 4), 3);
    EXPECT_EQ(matchingLayer(0, 0, 4), 0);
}
