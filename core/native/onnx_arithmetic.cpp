// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that take their inputs element by element, with ONNX's (NumPy's) broadcasting.
#include "core/native/onnx_array.h"

#include "core/formats/half.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <type_traits>

namespace stillhouse::native {

namespace {

Dims broadcastDims(const OnnxCall& call) {
    std::size_t rank = 0;
    for (const auto* input : call.inputs)
        rank = std::max(rank, input->dims.size());
    Dims out(rank, 1);
    for (const auto* input : call.inputs)
        for (std::size_t i = 0; i < input->dims.size(); ++i) {
            auto& dim = out[rank - input->dims.size() + i];
            if (dim != input->dims[i] && dim != 1 && input->dims[i] != 1)
                call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
            dim = dim == 1 ? input->dims[i] : dim;
        }
    return out;
}

// Steps through `dims`; `offsets[n]` follows input n, whose broadcast axes stand still.
class Walk {
public:
    Walk(const OnnxCall& call, const Dims& dims) : dims_(dims), at_(dims.size(), 0) {
        for (const auto* input : call.inputs) {
            Dims strides(dims.size(), 0);
            std::int64_t step = 1;
            for (std::size_t i = input->dims.size(); i-- > 0;) {
                strides[dims.size() - input->dims.size() + i] = input->dims[i] == 1 ? 0 : step;
                step *= input->dims[i];
            }
            strides_.push_back(std::move(strides));
        }
    }

    std::array<std::int64_t, 3> offsets{};

    void advance() {
        for (std::size_t axis = dims_.size(); axis-- > 0;) {
            const bool wraps = ++at_[axis] == dims_[axis];
            for (std::size_t n = 0; n < strides_.size(); ++n)
                offsets[n] += wraps ? -strides_[n][axis] * (dims_[axis] - 1) : strides_[n][axis];
            if (!wraps)
                return;
            at_[axis] = 0;
        }
    }

private:
    const Dims& dims_;
    Dims at_;
    std::vector<Dims> strides_;
};

template <class T, class Out, class Compute> OnnxArray pairwise(const OnnxCall& call, Compute compute) {
    const auto &a = call.values<T>(0), &b = call.values<T>(1);
    OnnxArray out{broadcastDims(call), {}};
    std::vector<Out> values(std::size_t(elementCount(out.dims, call.where)));
    Walk walk(call, out.dims);
    for (auto& value : values) {
        value = static_cast<Out>(compute(a[std::size_t(walk.offsets[0])], b[std::size_t(walk.offsets[1])]));
        walk.advance();
    }
    out.values = std::move(values);
    return out;
}

// F32 and F64, and I64 for Add, Sub and Mul.
template <class Compute> std::vector<OnnxArray> arithmetic(const OnnxCall& call, bool integers) {
    if (std::holds_alternative<std::vector<float>>(call.input(0).values))
        return {pairwise<float, float>(call, Compute())};
    if (integers && std::holds_alternative<std::vector<std::int64_t>>(call.input(0).values))
        // Wraps as machine integers do: a hostile file must not overflow a signed one.
        return {pairwise<std::int64_t, std::int64_t>(call, [](std::int64_t a, std::int64_t b) { return Compute()(std::uint64_t(a), std::uint64_t(b)); })};
    return {pairwise<double, double>(call, Compute())};
}

template <class Compute> std::vector<OnnxArray> single(const OnnxCall& call, Compute compute) {
    OnnxArray out = call.input(0);
    if (auto* floats = std::get_if<std::vector<float>>(&out.values))
        for (auto& value : *floats)
            value = compute(value);
    else if (auto* doubles = std::get_if<std::vector<double>>(&out.values))
        for (auto& value : *doubles)
            value = compute(value);
    else
        call.refuse(SH_TR("An input of the operator has a type that this program does not compute with"));
    return {std::move(out)};
}

template <class From, class To, class Convert> OnnxArray converted(const OnnxCall& call, Convert convert) {
    const auto& from = call.values<From>(0);
    std::vector<To> values(from.size());
    std::transform(from.begin(), from.end(), values.begin(), convert);
    return {call.input(0).dims, std::move(values)};
}

std::vector<OnnxArray> cast(const OnnxCall& call) {
    using formats::OnnxType;
    const auto to = static_cast<OnnxType>(call.integer("to", 0));
    const auto& from = call.input(0).values;
    if (to == OnnxType::F32 && std::holds_alternative<std::vector<std::uint16_t>>(from))
        return {converted<std::uint16_t, float>(call, formats::f16ToFloat)};
    if (to == OnnxType::F32)
        return {converted<double, float>(call, [](double value) { return float(value); })};
    if (to == OnnxType::F64)
        return {converted<std::int64_t, double>(call, [](std::int64_t value) { return double(value); })};
    call.refuse(SH_TR("This program does not convert to the type that the operator asks for"));
}

std::vector<OnnxArray> where(const OnnxCall& call) {
    const auto& mask = call.values<std::uint8_t>(0);
    const auto &yes = call.values<float>(1), &no = call.values<float>(2);
    OnnxArray out{broadcastDims(call), {}};
    std::vector<float> values(std::size_t(elementCount(out.dims, call.where)));
    Walk walk(call, out.dims);
    for (auto& value : values) {
        value = mask[std::size_t(walk.offsets[0])] ? yes[std::size_t(walk.offsets[1])] : no[std::size_t(walk.offsets[2])];
        walk.advance();
    }
    out.values = std::move(values);
    return {std::move(out)};
}

} // namespace

OnnxOperator onnxArithmetic(const std::string& name) {
    using Bits = std::uint8_t;
    using Whole = std::int64_t;
    static const std::map<std::string, OnnxOperator> table = {
        {"Add", [](const OnnxCall& c) { return arithmetic<std::plus<>>(c, true); }},
        {"Sub", [](const OnnxCall& c) { return arithmetic<std::minus<>>(c, true); }},
        {"Mul", [](const OnnxCall& c) { return arithmetic<std::multiplies<>>(c, true); }},
        {"Div", [](const OnnxCall& c) { return arithmetic<std::divides<>>(c, false); }},
        {"GreaterOrEqual", [](const OnnxCall& c) { return std::vector{pairwise<Whole, Bits>(c, std::greater_equal<>())}; }},
        {"Less", [](const OnnxCall& c) { return std::vector{pairwise<Whole, Bits>(c, std::less<>())}; }},
        {"And", [](const OnnxCall& c) { return std::vector{pairwise<Bits, Bits>(c, std::logical_and<>())}; }},
        {"Sqrt", [](const OnnxCall& c) { return single(c, [](auto x) { return std::sqrt(x); }); }},
        {"Sin", [](const OnnxCall& c) { return single(c, [](auto x) { return std::sin(x); }); }},
        {"Sigmoid", [](const OnnxCall& c) { return single(c, [](auto x) { return 1 / (1 + std::exp(-x)); }); }},
        {"Cast", cast},
        {"Where", where},
    };
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

} // namespace stillhouse::native
