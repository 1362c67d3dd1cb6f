// SPDX-License-Identifier: GPL-3.0-or-later
// Operators over whole rows: products, means and softmax.
#include "core/native/onnx_array.h"

#include "core/infer/products.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace stillhouse::native {

namespace {

// x · Wᵀ + b: the only form that our graphs use. On the kernels of core/infer, or a large model's check would take minutes.
std::vector<OnnxArray> gemm(const OnnxCall& call) {
    const auto &x = call.values<float>(0), &weights = call.values<float>(1);
    const auto &xDims = call.input(0).dims, &wDims = call.input(1).dims;
    if (call.integer("transB", 0) != 1 || call.node.attributes.size() != 1)
        call.refuse(SH_TR("This program computes the product with a transposed second matrix only"));
    if (xDims.size() != 2 || wDims.size() != 2 || xDims[1] != wDims[1])
        call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
    OnnxArray out{{xDims[0], wDims[0]}, {}};
    std::vector<float> values(std::size_t(elementCount(out.dims, call.where)));
    infer::PackedMatrix matrix;
    matrix.rows = wDims[0];
    matrix.cols = wDims[1];
    matrix.codes = reinterpret_cast<const std::byte*>(weights.data());
    infer::Activations activations;
    activations.set(x, xDims[0], xDims[1], &call.pool);
    const infer::Product product{&matrix, values.data()};
    infer::multiply(call.pool, std::span(&product, 1), activations);
    if (call.inputs.size() > 2) {
        const auto& bias = call.values<float>(2);
        if (call.input(2).dims != Dims{wDims[0]})
            call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += bias[i % bias.size()];
    }
    out.values = std::move(values);
    return {std::move(out)};
}

void multiplyOne(const float* a, const float* b, float* out, std::int64_t rows, std::int64_t inner, std::int64_t cols) {
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t k = 0; k < inner; ++k)
            for (std::int64_t c = 0; c < cols; ++c)
                out[r * cols + c] += a[r * inner + k] * b[k * cols + c];
}

// Over the last two axes; of the others b's may be 1 where a's are not.
std::vector<OnnxArray> matMul(const OnnxCall& call) {
    const auto &a = call.values<float>(0), &b = call.values<float>(1);
    const auto &aDims = call.input(0).dims, &bDims = call.input(1).dims;
    const auto rank = aDims.size();
    if (rank < 2 || bDims.size() != rank || aDims[rank - 1] != bDims[rank - 2])
        call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
    Dims dims = aDims;
    dims.back() = bDims.back();
    std::vector<float> values(std::size_t(elementCount(dims, call.where)), 0.0f);
    const auto rows = dims[rank - 2], inner = aDims[rank - 1], cols = dims[rank - 1];
    for (std::size_t i = 0; i + 2 < rank; ++i)
        if (bDims[i] != aDims[i] && bDims[i] != 1)
            call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
    const auto batches = rows * cols == 0 ? 0 : std::int64_t(values.size()) / (rows * cols);
    for (std::int64_t n = 0; n < batches; ++n) {
        std::int64_t rest = n, place = 0, step = 1;
        for (std::size_t i = rank - 2; i-- > 0;) {
            place += (bDims[i] == 1 ? 0 : rest % aDims[i]) * step;
            rest /= aDims[i];
            step *= bDims[i];
        }
        multiplyOne(a.data() + n * rows * inner, b.data() + place * inner * cols, values.data() + n * rows * cols, rows, inner, cols);
    }
    return {{std::move(dims), std::move(values)}};
}

std::int64_t lastAxis(const OnnxCall& call, std::int64_t axis) {
    const auto& dims = call.input(0).dims;
    if (dims.empty() || dims.back() == 0 || call.axis(axis, dims.size()) + 1 != dims.size())
        call.refuse(SH_TR("This program computes over the last axis only"));
    return dims.back();
}

std::vector<OnnxArray> reduceMean(const OnnxCall& call) {
    const auto& x = call.values<float>(0);
    const auto axes = call.integers("axes");
    if (axes.size() != 1 || call.integer("keepdims", 1) != 1)
        call.refuse(SH_TR("This program computes over the last axis only"));
    const auto width = lastAxis(call, axes.front());
    std::vector<float> values(x.size() / std::size_t(width));
    for (std::size_t i = 0; i < values.size(); ++i) {
        double sum = 0;
        for (std::int64_t k = 0; k < width; ++k)
            sum += x[i * std::size_t(width) + std::size_t(k)];
        values[i] = float(sum / double(width));
    }
    Dims dims = call.input(0).dims;
    dims.back() = 1;
    return {{std::move(dims), std::move(values)}};
}

std::vector<OnnxArray> softmax(const OnnxCall& call) {
    const auto width = lastAxis(call, call.integer("axis", -1));
    auto values = call.values<float>(0);
    for (auto row = values.begin(); row != values.end(); row += width) {
        const float largest = *std::max_element(row, row + width);
        double sum = 0;
        for (auto x = row; x != row + width; ++x)
            sum += *x = std::exp(*x - largest);
        for (auto x = row; x != row + width; ++x)
            *x = float(*x / sum);
    }
    return {{call.input(0).dims, std::move(values)}};
}

} // namespace

OnnxOperator onnxProduct(const std::string& name) {
    static const std::map<std::string, OnnxOperator> table = {{"Gemm", gemm}, {"MatMul", matMul}, {"ReduceMean", reduceMean}, {"Softmax", softmax}};
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

} // namespace stillhouse::native
