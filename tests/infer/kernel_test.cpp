// SPDX-License-Identifier: GPL-3.0-or-later
// Every kernel against the definition: weights from dequantizeRow, activations from their codes, products in double.
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/infer/kernels.h"

#include <gtest/gtest.h>

#include <cmath>

namespace stillhouse::infer {
namespace {

std::vector<float> kernelNoise(base::Random& random, std::int64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (auto& value : values)
        value = float(random.uniform() * 2 - 1) * (random.uniform() < 0.02 ? 8.0f : 1.0f);
    return values;
}

PackedMatrix randomMatrix(base::Random& random, Packing packing, std::int64_t rows, std::int64_t cols) {
    if (!isInteger(packing))
        return packFloat(kernelNoise(random, rows * cols), rows, cols, packing);
    QuantizedCodes q;
    q.packing = packing;
    q.rows = rows;
    q.cols = cols;
    q.twoLevelScales = random.uniform() < 0.5;
    q.codebookRows = random.uniform() < 0.5 ? 16 : 32;
    for (std::int64_t i = 0; i < rows * cols; ++i)
        q.codes.push_back(std::uint8_t(random.next() % (packing == Packing::Int8 ? 256 : 16)));
    q.scales = kernelNoise(random, rows * ((cols + 31) / 32));
    roundScales(q);
    const bool narrow = random.uniform() < 0.5; // levels of seven bits have a way of their own
    for (std::int64_t i = 0; i < (rows + q.codebookRows - 1) / q.codebookRows * 16; ++i)
        q.codebook.push_back(std::int8_t(narrow ? int(random.next() % 128) - 64 : int(random.next() % 256)));
    for (std::int64_t r = 0; r < rows; ++r)
        if (random.uniform() < 0.3)
            q.outliers.push_back({std::uint32_t(r), std::uint32_t(random.next() % std::uint64_t(cols)), float(random.uniform())});
    return pack(q);
}

struct Expected {
    double value = 0, magnitude = 0;
};

Expected expected(const PackedMatrix& w, const Activations& x, std::int64_t token, const std::vector<float>& row, std::int64_t r) {
    Expected out;
    std::vector<double> outlier(std::size_t(w.cols), 0.0);
    PackedMatrix plain = w;
    plain.outlierStart = nullptr;
    std::vector<float> codesOnly(std::size_t(w.cols));
    dequantizeRow(plain, r, codesOnly);
    for (std::int64_t c = 0; c < w.cols; ++c) {
        const double exact = x.values[token * x.cols + c];
        const double seen = isInteger(w.packing) ? double(x.codes[std::size_t((token * x.blocks) * 32 + c)]) *
                                                       x.scales[std::size_t(token * x.blocks + c / 32)]
                                                 : exact;
        const double term = double(codesOnly[std::size_t(c)]) * seen + (double(row[std::size_t(c)]) - codesOnly[std::size_t(c)]) * exact;
        out.value += term;
        out.magnitude += std::fabs(double(codesOnly[std::size_t(c)]) * seen) + std::fabs(double(row[std::size_t(c)]) * exact);
    }
    return out;
}

void holdToDefinition(const PackedMatrix& w, std::int64_t tokens, base::Random& random, int threads) {
    const auto input = kernelNoise(random, tokens * w.cols);
    Activations x;
    x.set(input, tokens, w.cols);
    WorkerPool pool(threads);
    std::vector<float> out(std::size_t(tokens * w.rows), NAN);
    const Product product{&w, out.data()};
    multiply(pool, std::span(&product, 1), x);
    std::vector<float> row(std::size_t(w.cols));
    for (std::int64_t r = 0; r < w.rows; ++r) {
        dequantizeRow(w, r, row);
        for (std::int64_t t = 0; t < tokens; ++t) {
            const auto want = expected(w, x, t, row, r);
            // Products in F32, in another order: an error of 2e-6 of the sum of magnitudes covers some hundred roundings.
            ASSERT_NEAR(out[std::size_t(t * w.rows + r)], want.value, want.magnitude * 2e-6 + 1e-9)
                << kernelName() << ' ' << packingName(w.packing) << ' ' << w.rows << 'x' << w.cols << " token " << t << " row " << r;
        }
    }
}

class Kernels : public ::testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        before_ = kernelName();
        forceKernel(GetParam());
    }
    void TearDown() override { forceKernel(before_); }
    std::string before_;
};

TEST_P(Kernels, AgreeWithTheDefinitionOnAllTails) {
    base::Random random(7);
    for (const auto packing : {Packing::F32, Packing::F16, Packing::BF16, Packing::Int8, Packing::Int4, Packing::Int4Codebook})
        for (int i = 0; i < 60; ++i) {
            const auto wide = i % 10 == 0 ? 5 : 1; // some that need several panels
            const auto rows = 1 + std::int64_t(random.next() % 50) * wide, cols = 1 + std::int64_t(random.next() % 131) * wide,
                       tokens = 1 + std::int64_t(random.next() % 21);
            holdToDefinition(randomMatrix(random, packing, rows, cols), tokens, random, 1 + i % 3);
            if (HasFatalFailure())
                return;
        }
}

// One token reads long rows in strides of their own: the stride, one column beside it, and several strides with a tail.
TEST_P(Kernels, AgreeWithTheDefinitionAroundTheStrideOfOneToken) {
    base::Random random(11);
    for (const auto packing : {Packing::F32, Packing::F16, Packing::BF16, Packing::Int8, Packing::Int4, Packing::Int4Codebook})
        for (const std::int64_t cols : {255, 256, 257, 288, 511, 512, 801})
            for (const std::int64_t tokens : {1, 5}) {
                holdToDefinition(randomMatrix(random, packing, 33, cols), tokens, random, 2);
                if (HasFatalFailure())
                    return;
            }
}

// Expected: 320 columns of the extreme level times the extreme code, scales 1, exact in F32.
void holdExtreme(Packing packing, int lowest, int code, int level, float input, std::int64_t tokens) {
    QuantizedCodes q;
    q.packing = packing;
    q.rows = 16;
    q.cols = 320;
    q.codes.assign(std::size_t(q.rows * q.cols), std::uint8_t(code));
    q.scales.assign(16 * 10, 1.0f);
    q.codebook.assign(16, std::int8_t(-lowest - 1));
    q.codebook[0] = std::int8_t(lowest);
    const auto w = pack(q);
    const std::vector<float> values(std::size_t(tokens * q.cols), input);
    Activations x;
    x.set(values, tokens, q.cols);
    std::vector<float> out(std::size_t(tokens * q.rows));
    WorkerPool pool(1);
    const Product product{&w, out.data()};
    multiply(pool, std::span(&product, 1), x);
    for (const float value : out)
        ASSERT_EQ(value, 320 * input * float(level)) << packingName(packing) << ' ' << lowest << ' ' << code << ' ' << tokens;
}

TEST_P(Kernels, DoNotSaturateAtTheExtremes) {
    for (const float input : {-127.0f, 127.0f}) // scale 1, every code ±127
        for (std::int64_t tokens = 1; tokens <= 17; ++tokens) {
            for (const int code : {0, 255})
                holdExtreme(Packing::Int8, -128, code, code - 128, input, tokens);
            for (const int code : {0, 15}) {
                holdExtreme(Packing::Int4, -8, code, code - 8, input, tokens);
                for (const int lowest : {-128, -65, -64, -63}) // eight bits and seven
                    holdExtreme(Packing::Int4Codebook, lowest, code, code == 0 ? lowest : -lowest - 1, input, tokens);
            }
        }
}

TEST_P(Kernels, GiveTheSameBitsWithAnyNumberOfThreads) {
    base::Random random(3);
    for (const auto packing : {Packing::F16, Packing::Int8, Packing::Int4Codebook}) {
        const auto w = randomMatrix(random, packing, 147, 96);
        const auto input = kernelNoise(random, 5 * 96);
        Activations x;
        x.set(input, 5, 96);
        std::vector<std::vector<float>> results;
        for (int threads = 1; threads <= 4; ++threads) {
            WorkerPool pool(threads);
            auto& out = results.emplace_back(5 * 147);
            const Product product{&w, out.data()};
            for (int again = 0; again < 20; ++again)
                multiply(pool, std::span(&product, 1), x);
            EXPECT_EQ(out, results.front()) << threads;
        }
    }
}

// A last bit that differs becomes a whole code of the next layer's activations: a prompt would not be its tokens one by one.
TEST_P(Kernels, GiveIntegersTheSameBitsAloneAndTogether) {
    base::Random random(5);
    for (const auto packing : {Packing::Int8, Packing::Int4, Packing::Int4Codebook})
        for (const std::int64_t tokens : {2, 3, 4, 7, 17, 260}) {
            const std::int64_t rows = 83, cols = 300;
            const auto w = randomMatrix(random, packing, rows, cols);
            const auto input = kernelNoise(random, tokens * cols);
            WorkerPool pool(2);
            std::vector<float> together(std::size_t(tokens * rows)), alone(together);
            Activations x;
            x.set(input, tokens, cols);
            const Product whole{&w, together.data()};
            multiply(pool, std::span(&whole, 1), x);
            for (std::int64_t t = 0; t < tokens; ++t) {
                x.set(std::span(input).subspan(std::size_t(t * cols), std::size_t(cols)), 1, cols);
                const Product one{&w, alone.data() + t * rows};
                multiply(pool, std::span(&one, 1), x);
            }
            EXPECT_EQ(together, alone) << packingName(packing) << ' ' << tokens;
        }
}

// 127 / 1e-38 overflows, and NaN and infinity have no code: all codes are 0 then, their sum too, and nothing but NaN comes of NaN.
TEST_P(Kernels, KeepCodesAndSumsInRangeForAnyInput) {
    base::Random random(4);
    const auto w = randomMatrix(random, Packing::Int8, 16, 32);
    for (const float value : {NAN, INFINITY, -INFINITY, 1e-38f, 1e-45f, 0.0f}) {
        std::vector<float> input(32, value);
        Activations x;
        x.set(input, 1, 32);
        EXPECT_EQ(x.codes, std::vector<std::int8_t>(32, 0)) << value;
        EXPECT_EQ(x.sums[0], 0) << value;
        std::vector<float> out(16);
        WorkerPool pool(1);
        const Product product{&w, out.data()};
        multiply(pool, std::span(&product, 1), x);
        for (const float result : out)
            EXPECT_EQ(std::isnan(result), !std::isfinite(value)) << value;
    }
}

INSTANTIATE_TEST_SUITE_P(Available, Kernels, ::testing::ValuesIn(availableKernels()), [](const auto& info) {
    auto name = info.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Kernel, RefusesWhatTheProcessorLacks) {
    EXPECT_THROW(forceKernel("quantum"), base::Failure);
}

} // namespace
} // namespace stillhouse::infer
