// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that make shapes and move values without computing with them.
#include "core/native/onnx_array.h"

#include <algorithm>
#include <map>
#include <utility>

namespace stillhouse::native {

namespace {

std::int64_t productOf(const Dims& dims, std::size_t from, std::size_t to) {
    std::int64_t count = 1;
    for (std::size_t i = from; i < to; ++i)
        count *= dims[i];
    return count;
}

std::vector<OnnxArray> shape(const OnnxCall& call) {
    const auto& dims = call.input(0).dims;
    return {{{std::int64_t(dims.size())}, dims}};
}

std::vector<OnnxArray> reshape(const OnnxCall& call) {
    OnnxArray out = call.input(0);
    const auto count = elementCount(out.dims, call.where);
    Dims wanted = call.values<std::int64_t>(1);
    std::int64_t known = 1, free = 0;
    for (const auto dim : wanted) {
        if (dim == 0 || dim < -1 || (dim > 0 && (dim > count || known > count)))
            call.refuse(SH_TR("The shape asked for does not fit the values"));
        known *= dim < 0 ? 1 : dim;
        free += dim < 0;
    }
    if (free > 1 || (free == 1 ? count % known != 0 : count != known))
        call.refuse(SH_TR("The shape asked for does not fit the values"));
    std::replace(wanted.begin(), wanted.end(), std::int64_t(-1), count / known);
    out.dims = std::move(wanted);
    return {std::move(out)};
}

std::vector<OnnxArray> unsqueeze(const OnnxCall& call) {
    OnnxArray out = call.input(0);
    auto axes = call.values<std::int64_t>(1);
    const auto rank = out.dims.size() + axes.size();
    std::sort(axes.begin(), axes.end());
    for (const auto axis : axes) {
        const auto at = call.axis(axis, rank);
        if (at > out.dims.size())
            call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
        out.dims.insert(out.dims.begin() + std::ptrdiff_t(at), 1);
    }
    return {std::move(out)};
}

std::vector<OnnxArray> range(const OnnxCall& call) {
    const auto value = [&](std::size_t index) {
        const auto& values = call.values<std::int64_t>(index);
        if (values.size() != 1)
            call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
        return values.front();
    };
    if (value(0) != 0 || value(2) != 1)
        call.refuse(SH_TR("This program counts from 0 in steps of 1 only"));
    std::vector<std::int64_t> values(std::size_t(elementCount({value(1)}, call.where)));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::int64_t(i);
    return {{{std::int64_t(values.size())}, std::move(values)}};
}

// Rows of the first axis.
std::vector<OnnxArray> gather(const OnnxCall& call) {
    const auto& data = call.input(0);
    const auto& indices = call.values<std::int64_t>(1);
    if (data.dims.empty() || call.axis(call.integer("axis", 0), data.dims.size()) != 0)
        call.refuse(SH_TR("This program picks along the first axis only"));
    OnnxArray out{call.input(1).dims, {}};
    out.dims.insert(out.dims.end(), data.dims.begin() + 1, data.dims.end());
    const auto total = elementCount(out.dims, call.where), width = productOf(data.dims, 1, data.dims.size());
    std::visit(
        [&](const auto& values) {
            std::decay_t<decltype(values)> picked;
            picked.reserve(std::size_t(total));
            for (const auto index : indices) {
                const auto row = index < 0 ? index + data.dims[0] : index;
                if (row < 0 || row >= data.dims[0])
                    call.refuse(SH_TR("An index is outside the values that are picked from"));
                picked.insert(picked.end(), values.begin() + row * width, values.begin() + (row + 1) * width);
            }
            out.values = std::move(picked);
        },
        data.values);
    return {std::move(out)};
}

template <class T> OnnxArray concatenated(const OnnxCall& call, std::size_t axis, Dims dims) {
    std::vector<T> values;
    values.reserve(std::size_t(elementCount(dims, call.where)));
    for (std::int64_t outer = 0; outer < productOf(dims, 0, axis); ++outer)
        for (std::size_t i = 0; i < call.inputs.size(); ++i) {
            const auto& part = call.values<T>(i);
            const auto block = productOf(call.input(i).dims, axis, dims.size());
            values.insert(values.end(), part.begin() + outer * block, part.begin() + (outer + 1) * block);
        }
    return {std::move(dims), std::move(values)};
}

std::vector<OnnxArray> concat(const OnnxCall& call) {
    Dims dims = call.input(0).dims;
    const auto axis = call.axis(call.integer("axis", 0), dims.size());
    for (std::size_t i = 1; i < call.inputs.size(); ++i) {
        Dims other = call.input(i).dims;
        if (other.size() != dims.size())
            call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
        const auto along = std::exchange(other[axis], dims[axis]);
        if (other != dims)
            call.refuse(SH_TR("The shapes of the inputs do not fit each other"));
        dims[axis] += along;
    }
    if (std::holds_alternative<std::vector<float>>(call.input(0).values))
        return {concatenated<float>(call, axis, std::move(dims))};
    return {concatenated<std::int64_t>(call, axis, std::move(dims))};
}

// Along the last axis.
std::vector<OnnxArray> split(const OnnxCall& call) {
    const auto& whole = call.values<float>(0);
    const auto& dims = call.input(0).dims;
    const auto& sizes = call.values<std::int64_t>(1);
    std::int64_t sum = 0;
    for (const auto size : sizes) {
        if (size < 0 || size > std::int64_t(whole.size()))
            call.refuse(SH_TR("The shape asked for does not fit the values"));
        sum += size;
    }
    if (dims.empty() || call.axis(call.integer("axis", 0), dims.size()) + 1 != dims.size() || sum != dims.back() || sizes.size() != call.node.outputs.size())
        call.refuse(SH_TR("The shape asked for does not fit the values"));
    std::vector<OnnxArray> out;
    std::int64_t first = 0;
    for (const auto size : sizes) {
        std::vector<float> values;
        for (auto row = whole.begin(); row != whole.end(); row += dims.back())
            values.insert(values.end(), row + first, row + first + size);
        Dims part = dims;
        part.back() = size;
        out.push_back({std::move(part), std::move(values)});
        first += size;
    }
    return out;
}

std::vector<OnnxArray> transpose(const OnnxCall& call) {
    const auto& from = call.values<float>(0);
    const auto& dims = call.input(0).dims;
    const auto perm = call.integers("perm");
    Dims sorted = perm, out(dims.size()), strides(dims.size());
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < dims.size(); ++i) {
        if (sorted.size() != dims.size() || sorted[i] != std::int64_t(i))
            call.refuse(SH_TR("The shape asked for does not fit the values"));
        out[i] = dims[std::size_t(perm[i])];
        strides[i] = productOf(dims, std::size_t(perm[i]) + 1, dims.size());
    }
    std::vector<float> values(from.size());
    Dims at(dims.size(), 0);
    std::int64_t offset = 0;
    for (auto& value : values) {
        value = from[std::size_t(offset)];
        for (std::size_t axis = dims.size(); axis-- > 0;) {
            offset += strides[axis];
            if (++at[axis] < out[axis])
                break;
            offset -= strides[axis] * out[axis];
            at[axis] = 0;
        }
    }
    return {{std::move(out), std::move(values)}};
}

} // namespace

OnnxOperator onnxLayout(const std::string& name) {
    static const std::map<std::string, OnnxOperator> table = {
        {"Shape", shape},   {"Reshape", reshape}, {"Unsqueeze", unsqueeze}, {"Range", range},
        {"Gather", gather}, {"Concat", concat},   {"Split", split},         {"Transpose", transpose},
    };
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

} // namespace stillhouse::native
