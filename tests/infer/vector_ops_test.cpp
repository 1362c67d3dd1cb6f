// SPDX-License-Identifier: GPL-3.0-or-later
// Against the same formulas in double with the C library's functions.
#include "core/base/seed.h"
#include "core/infer/vector_ops.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace stillhouse::infer {
namespace {

TEST(VectorOps, ExponentialsSumToTheSoftmaxDenominator) {
    base::Random random(2);
    for (const std::size_t count : {1, 15, 16, 17, 100}) {
        std::vector<float> scores(count);
        for (auto& score : scores)
            score = float(random.uniform() * -60);
        scores[count / 2] = 0; // the largest: differences to it are exact
        const auto before = scores;
        const double largest = *std::max_element(before.begin(), before.end());
        const float sum = exponentials(scores.data(), std::int64_t(count));
        double expected = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const double one = std::exp(double(before[i]) - largest);
            EXPECT_NEAR(scores[i], one, one * 4e-7);
            expected += one;
        }
        EXPECT_NEAR(sum, expected, expected * 1e-6);
    }
}

TEST(VectorOps, SwigluIsItsFormula) {
    std::vector<float> gate, up;
    for (float x = -100; x <= 100; x += 0.37f) {
        gate.push_back(x);
        up.push_back(1.5f - x / 50);
    }
    auto out = gate;
    swiglu(out.data(), up.data(), std::int64_t(out.size()));
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double expected = double(gate[i]) / (1 + std::exp(-double(gate[i]))) * up[i];
        EXPECT_NEAR(out[i], expected, std::fabs(expected) * 1e-6 + 1e-30) << gate[i];
    }
}

TEST(VectorOps, RmsNormIsItsFormula) {
    base::Random random(4);
    for (const std::size_t width : {1, 7, 16, 33, 128}) {
        std::vector<float> x(width), weight(width), out(width);
        double squares = 0;
        for (std::size_t i = 0; i < width; ++i) {
            x[i] = float(random.uniform() - 0.5);
            weight[i] = float(random.uniform());
            squares += double(x[i]) * x[i];
        }
        rmsNormRow(x.data(), weight.data(), std::int64_t(width), 1e-5, out.data());
        for (std::size_t i = 0; i < width; ++i)
            EXPECT_NEAR(out[i], x[i] / std::sqrt(squares / double(width) + 1e-5) * weight[i], 1e-6);
    }
}

// By hand: largest magnitude 4 in the block, scale 4/127; 2.5 · 127/4 = 79.375 → 79; the tail of the second block is 0.
TEST(VectorOps, QuantizesBlocks) {
    std::vector<float> x(40, 0.0f);
    x[0] = -4;
    x[1] = 2.5f;
    x[39] = 0.5f;
    std::vector<std::int8_t> codes(64, 99);
    float scales[2];
    std::int32_t sums[2];
    quantizeToken(x.data(), 40, codes.data(), scales, sums);
    EXPECT_EQ(codes[0], -127);
    EXPECT_EQ(codes[1], 79);
    EXPECT_EQ(codes[39], 127);
    EXPECT_EQ(codes[40], 0);
    EXPECT_FLOAT_EQ(scales[0], 4.0f / 127);
    EXPECT_EQ(sums[0], -48);
    EXPECT_EQ(sums[1], 127);
}

// By hand: 1 at k = 0, 2 at 5 (both k%4 < 2), 3 at 10 and −4 at 31 (k%4 ≥ 2). Octets: −64·3 low; −64·3 high; 0; −64·−4 high.
// The block: −8·3 low, −8·−1 high. Codes stand four in a word, the first in its lowest byte.
TEST(VectorOps, ArrangesTokensSideBySide) {
    std::vector<std::int8_t> codes(32, 0);
    codes[0] = 1;
    codes[5] = 2;
    codes[10] = 3;
    codes[31] = -4;
    const float scale = 0.5f;
    TokenTile<1> alone = {};
    TokenTile<4> four = {};
    arrangeToken(codes.data(), &scale, 1, &alone);
    arrangeToken(codes.data(), &scale, 1, 2, &four);
    const std::int32_t octets[] = {(-192) & 0xffff, std::int32_t(std::uint32_t(-192) << 16), 0, 256 << 16};
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(alone.octets[i][0], octets[i]) << i;
        EXPECT_EQ(four.octets[i][2], octets[i]) << i;
        EXPECT_EQ(four.octets[i][1], 0) << i;
    }
    EXPECT_EQ(alone.nibbles[0], ((-24) & 0xffff) | 8 << 16);
    EXPECT_EQ(four.nibbles[2], alone.nibbles[0]);
    EXPECT_EQ(alone.codes[0][0], 1);
    EXPECT_EQ(alone.codes[1][0], 2 << 8);
    EXPECT_EQ(four.codes[2][2], 3 << 16);
    EXPECT_EQ(four.codes[7][2], std::int32_t(std::uint32_t(-4) << 24));
    EXPECT_EQ(four.scales[2], 0.5f);
}

} // namespace
} // namespace stillhouse::infer
