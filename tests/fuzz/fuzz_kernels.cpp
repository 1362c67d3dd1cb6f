// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a packed matrix and its input: every kernel of this processor gives what the scalar one gives.
#include "core/infer/products.h"

#include <cmath>
#include <cstdlib>

namespace {

using namespace stillhouse::infer;

class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    std::uint8_t next() { return size_ == 0 ? 0 : data_[at_++ % size_]; } // again from the start: a few bytes fill a matrix

private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

PackedMatrix matrixFrom(Bytes& bytes) {
    const auto packing = Packing(bytes.next() % 6);
    const std::int64_t rows = 1 + bytes.next() % 70, cols = 1 + bytes.next() * 3 % 600;
    if (!isInteger(packing)) {
        std::vector<float> weights(std::size_t(rows * cols));
        for (auto& weight : weights)
            weight = float(std::int8_t(bytes.next())) / 8;
        return packFloat(weights, rows, cols, packing);
    }
    QuantizedCodes q;
    q.packing = packing;
    q.rows = rows;
    q.cols = cols;
    q.twoLevelScales = bytes.next() % 2 == 1;
    q.codebookRows = bytes.next() % 2 == 1 ? 16 : 32;
    q.codes.resize(std::size_t(rows * cols));
    for (auto& code : q.codes)
        code = packing == Packing::Int8 ? bytes.next() : bytes.next() % 16;
    q.scales.resize(std::size_t(rows * ((cols + 31) / 32)));
    for (auto& scale : q.scales)
        scale = float(std::int8_t(bytes.next())) / 64;
    roundScales(q);
    q.codebook.resize(std::size_t((rows + q.codebookRows - 1) / q.codebookRows * 16));
    const int bits = bytes.next() % 2 == 1 ? 1 : 0; // half of the codebooks keep to seven bits, which have a way of their own
    for (auto& level : q.codebook)
        level = std::int8_t(std::int8_t(bytes.next()) >> bits);
    return pack(q);
}

std::vector<float> product(const PackedMatrix& w, const Activations& x, const std::string& kernel) {
    forceKernel(kernel);
    WorkerPool pool(1);
    std::vector<float> out(std::size_t(x.tokens * w.rows), NAN);
    const Product one{&w, out.data()};
    multiply(pool, std::span(&one, 1), x);
    return out;
}

// Σ |weight · input| of each result, with the input as the kernels see it.
std::vector<double> magnitudes(const PackedMatrix& w, const Activations& x) {
    std::vector<double> all(std::size_t(x.tokens * w.rows), 0.0);
    std::vector<float> row(std::size_t(w.cols));
    for (std::int64_t r = 0; r < w.rows; ++r) {
        dequantizeRow(w, r, row);
        for (std::int64_t t = 0; t < x.tokens; ++t)
            for (std::int64_t c = 0; c < w.cols; ++c) {
                const double code = x.codes[std::size_t(t * x.blocks * 32 + c)] * double(x.scales[std::size_t(t * x.blocks + c / 32)]);
                all[std::size_t(t * w.rows + r)] +=
                    std::fabs(row[std::size_t(c)] * (isInteger(w.packing) ? code : x.values[t * x.cols + c]));
            }
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    const auto w = matrixFrom(bytes);
    const std::int64_t tokens = 1 + bytes.next() % 17;
    std::vector<float> input(std::size_t(tokens * w.cols));
    for (auto& value : input)
        value = float(std::int8_t(bytes.next()));
    Activations x;
    x.set(input, tokens, w.cols);
    const auto expected = product(w, x, "scalar");
    const auto bounds = magnitudes(w, x);
    for (const auto& kernel : availableKernels()) {
        const auto seen = product(w, x, kernel);
        for (std::size_t i = 0; i < seen.size(); ++i) // both sum in F32, in different orders
            if (!(std::fabs(double(seen[i]) - expected[i]) <= bounds[i] * 4e-6 + 1e-9))
                std::abort();
    }
    return 0;
}
