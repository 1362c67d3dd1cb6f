// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/formats/half.h"
#include "core/infer/packed_matrix.h"

#include <gtest/gtest.h>

#include <cmath>

namespace stillhouse::infer {
namespace {

QuantizedCodes onesOf(Packing packing, std::int64_t rows, std::int64_t cols) {
    QuantizedCodes q;
    q.packing = packing;
    q.rows = rows;
    q.cols = cols;
    q.codes.assign(std::size_t(rows * cols), packing == Packing::Int8 ? 129 : 9);
    q.scales.assign(std::size_t(rows * ((cols + 31) / 32)), 1.0f);
    return q;
}

// By hand from the layout's formula: row 3, column 37 lies in block 1 at k = 5, so Int4 byte (5/8)·64 + 3·4 + 5%4 = 13, high nibble.
TEST(PackedMatrix, PutsACodeWhereTheLayoutSays) {
    auto q = onesOf(Packing::Int4, 16, 64);
    q.codes[3 * 64 + 37] = 14;
    auto m = pack(q);
    EXPECT_EQ(std::to_integer<int>(m.codes[tileInt4 + 13]), (14 << 4) | 9);
    q = onesOf(Packing::Int8, 16, 64);
    q.codes[3 * 64 + 37] = 200;
    m = pack(q);
    EXPECT_EQ(std::to_integer<int>(m.codes[tileInt8 + 1 * 64 + 3 * 4 + 1]), 200);
}

TEST(PackedMatrix, LevelsFollowTheirFormula) {
    auto q = onesOf(Packing::Int4Codebook, 32, 32);
    q.codebook = std::vector<std::int8_t>(32, 0);
    q.codebook[9] = 5;        // rows 0 … 15
    q.codebook[16 + 9] = -70; // rows 16 … 31
    q.scales.assign(32, 0.5f);
    q.outliers = {{17, 4, 0.25f}};
    const auto m = pack(q);
    std::vector<float> row(32);
    dequantizeRow(m, 0, row);
    EXPECT_EQ(row[0], 2.5f);
    dequantizeRow(m, 17, row);
    EXPECT_EQ(row[3], -35.0f);
    EXPECT_EQ(row[4], -34.75f);
    EXPECT_EQ(m.outliers(), 1);
}

// 16 × 64 at 4 bits: 512 bytes of codes, 32 F16 scales = 64 bytes: 4.5 bits; two-level: 32 + 32 bytes; IQ4_NL and Q4_0 have 4.5.
TEST(PackedMatrix, CountsItsBits) {
    EXPECT_DOUBLE_EQ(pack(onesOf(Packing::Int4, 16, 64)).bitsPerWeight(), 4.5);
    EXPECT_DOUBLE_EQ(pack(onesOf(Packing::Int8, 16, 64)).bitsPerWeight(), 8.5);
    auto q = onesOf(Packing::Int4, 16, 256);
    q.twoLevelScales = true;
    roundScales(q);
    EXPECT_DOUBLE_EQ(pack(q).bitsPerWeight(), 4 + 8.0 / 32 + 16.0 / 256);
}

TEST(PackedMatrix, TwoLevelScalesAreWhatTheFileHolds) {
    base::Random random(5);
    auto q = onesOf(Packing::Int8, 33, 100);
    q.twoLevelScales = true;
    for (auto& scale : q.scales)
        scale = float(random.uniform() - 0.5);
    const auto wanted = q.scales;
    roundScales(q);
    const auto m = pack(q);
    std::vector<float> row(100);
    for (std::int64_t r = 0; r < 33; ++r) {
        dequantizeRow(m, r, row);
        for (std::int64_t b = 0; b < 4; ++b) {
            EXPECT_FLOAT_EQ(row[std::size_t(b * 32)], q.scales[std::size_t(r * 4 + b)]);
            EXPECT_NEAR(q.scales[std::size_t(r * 4 + b)], wanted[std::size_t(r * 4 + b)], q.rowScales[std::size_t(r)] * 0.6);
        }
    }
}

TEST(PackedMatrix, RoundingStaysWithinHalfAStep) {
    base::Random random(9);
    std::vector<float> weights(37 * 70);
    for (auto& weight : weights)
        weight = float(random.uniform() * 2 - 1);
    for (const auto packing : {Packing::Int8, Packing::Int4}) {
        const auto m = packRoundToNearest(weights, 37, 70, packing);
        // The largest magnitude is at most 1. Four bits: step 1/8; the opposite sign ends at 7, a whole step short of 8.
        const double bound = packing == Packing::Int8 ? 0.5 / 127 + 1e-3 : 1.0 / 8 + 1e-3;
        std::vector<float> row(70);
        for (std::int64_t r = 0; r < 37; ++r) {
            dequantizeRow(m, r, row);
            for (std::int64_t c = 0; c < 70; ++c)
                ASSERT_NEAR(row[std::size_t(c)], weights[std::size_t(r * 70 + c)], bound);
        }
    }
}

TEST(PackedMatrix, FloatsKeepTheirBits) {
    const std::vector<float> weights = {1.5f, -0.25f, 65504.0f, 3.0f, 0.0f, -2.0f};
    for (const auto packing : {Packing::F32, Packing::F16}) {
        const auto m = packFloat(weights, 2, 3, packing);
        std::vector<float> row(3);
        dequantizeRow(m, 1, row);
        EXPECT_EQ(row, (std::vector<float>{3.0f, 0.0f, -2.0f}));
    }
}

TEST(PackedMatrix, RefusesWhatIsDamaged) {
    auto good = pack([] {
        auto q = onesOf(Packing::Int4, 16, 32);
        q.outliers = {{2, 3, 1.0f}};
        return q;
    }());
    EXPECT_NO_THROW(checkPacked(good, "w"));
    auto bad = good;
    bad.scales = nullptr;
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
    bad = good;
    const std::uint32_t far = 32;
    bad.outlierColumn = &far;
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
    bad = good;
    bad.packing = Packing::Int4Codebook;
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
    bad = good;
    std::vector<std::uint32_t> starts(17, 1);
    bad.outlierStart = starts.data();
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
    auto two = onesOf(Packing::Int4, 16, 32);
    two.outliers = {{2, 3, 1.0f}, {2, 5, 1.0f}};
    bad = pack(two);
    EXPECT_NO_THROW(checkPacked(bad, "w"));
    const std::uint32_t same[] = {5, 5}; // a column twice would count twice
    bad.outlierColumn = same;
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
    bad = good;
    bad.rows = 0;
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
    bad = packFloat(std::vector<float>(4, 1.0f), 2, 2, Packing::F32);
    bad.rows = bad.cols = std::int64_t(1) << 31; // 2^62 weights of 4 bytes: 2^64, which is 0 in 64 bits
    EXPECT_THROW(checkPacked(bad, "w"), base::Failure);
}

TEST(PackedMatrix, NamesArePairs) {
    for (const auto packing : {Packing::F32, Packing::F16, Packing::BF16, Packing::Int8, Packing::Int4, Packing::Int4Codebook})
        EXPECT_EQ(packingNamed(packingName(packing), "x"), packing);
    EXPECT_THROW(packingNamed("int5", "quant"), base::Failure);
}

} // namespace
} // namespace stillhouse::infer
