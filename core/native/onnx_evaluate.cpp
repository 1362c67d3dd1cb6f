// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/onnx_evaluate.h"

#include "core/base/failure.h"
#include "core/native/onnx_array.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace stillhouse::native {

namespace {

constexpr std::int64_t kMostElements = std::int64_t(1) << 32;

template <class T> std::vector<T> copied(const formats::OnnxTensor& tensor) {
    std::vector<T> values(std::size_t(tensor.elements()));
    if (!values.empty())
        std::memcpy(values.data(), tensor.bytes.data(), values.size() * sizeof(T));
    return values;
}

OnnxArray arrayOf(const formats::OnnxTensor& tensor) {
    using formats::OnnxType;
    switch (tensor.type) {
    case OnnxType::F32: return {tensor.dims, copied<float>(tensor)};
    case OnnxType::F64: return {tensor.dims, copied<double>(tensor)};
    case OnnxType::I64: return {tensor.dims, copied<std::int64_t>(tensor)};
    case OnnxType::Bool: return {tensor.dims, copied<std::uint8_t>(tensor)};
    case OnnxType::F16: return {tensor.dims, copied<std::uint16_t>(tensor)};
    }
    return {};
}

class Evaluator {
public:
    Evaluator(const formats::OnnxFile& file, int threads) : file_(file), pool_(threads) {
        if (file.opset() != formats::onnxOpset)
            base::fail(file.where(), Text(SH_TR("The graph is written in opset %1; this program computes opset %2"),
                                          {std::to_string(file.opset()), std::to_string(formats::onnxOpset)}));
        for (const auto& node : file.graph().nodes)
            for (const auto& name : node.inputs)
                ++uses_[name];
    }

    std::vector<float> run(OnnxArray ids, const std::function<void()>& check) {
        values_["input_ids"] = std::move(ids);
        ++uses_["logits"];
        for (const auto& node : file_.graph().nodes) {
            if (check)
                check();
            compute(node);
        }
        const auto found = values_.find("logits");
        auto* logits = found == values_.end() ? nullptr : std::get_if<std::vector<float>>(&found->second.values);
        if (!logits)
            base::fail(file_.where(), SH_TR("The graph has no output 'logits' of 32-bit floating-point numbers"));
        return std::move(*logits);
    }

private:
    void compute(const formats::OnnxNode& node) {
        const auto work = onnxOperator(node.op);
        const auto where = file_.where() + ", node " + node.outputs.front();
        if (!work)
            base::fail(where, Text(SH_TR("The operator '%1' is not one of those that Stillhouse writes"), {node.op}), {}, ErrorKind::Unsupported);
        OnnxCall call{node, {}, pool_, where};
        for (const auto& name : node.inputs)
            call.inputs.push_back(&value(name, where));
        auto results = work(call);
        if (results.size() != node.outputs.size())
            call.refuse(SH_TR("The operator has another number of outputs"));
        for (const auto& name : node.inputs)
            if (--uses_[name] == 0)
                values_.erase(name);
        for (std::size_t i = 0; i < results.size(); ++i)
            if (uses_[node.outputs[i]] > 0)
                values_[node.outputs[i]] = std::move(results[i]);
    }

    const OnnxArray& value(const std::string& name, const std::string& where) {
        if (const auto found = values_.find(name); found != values_.end())
            return found->second;
        const auto* tensor = file_.find(name);
        if (!tensor)
            base::fail(where, Text(SH_TR("The input '%1' is made by no node before this one"), {name}));
        return values_[name] = arrayOf(*tensor);
    }

    const formats::OnnxFile& file_;
    infer::WorkerPool pool_;
    std::unordered_map<std::string, int> uses_; ///< still to come
    std::unordered_map<std::string, OnnxArray> values_;
};

} // namespace

std::int64_t elementCount(const Dims& dims, const std::string& where) {
    std::int64_t count = 1;
    for (const auto dim : dims)
        if (dim < 0 || __builtin_mul_overflow(count, dim, &count) || count > kMostElements)
            base::fail(where, SH_TR("A value of the graph would be impossibly large"));
    return count;
}

void OnnxCall::refuse(const char* what) const { base::fail(where, what); }

const OnnxArray& OnnxCall::input(std::size_t index) const {
    if (index >= inputs.size())
        refuse(SH_TR("The operator lacks an input"));
    return *inputs[index];
}

std::int64_t OnnxCall::integer(const char* attribute, std::int64_t standard) const {
    for (const auto& one : node.attributes)
        if (one.name == attribute)
            return one.integer;
    return standard;
}

Dims OnnxCall::integers(const char* attribute) const {
    for (const auto& one : node.attributes)
        if (one.name == attribute)
            return one.integers;
    return {};
}

std::size_t OnnxCall::axis(std::int64_t axis, std::size_t rank) const {
    const auto from = axis < 0 ? axis + std::int64_t(rank) : axis;
    if (from < 0 || from >= std::int64_t(rank))
        refuse(SH_TR("The operator names an axis that its input does not have"));
    return std::size_t(from);
}

OnnxOperator onnxOperator(const std::string& name) {
    for (const auto part : {onnxArithmetic, onnxLayout, onnxProduct})
        if (const auto found = part(name))
            return found;
    return nullptr;
}

std::vector<float> evaluateOnnx(const formats::OnnxFile& file, std::span<const std::int64_t> ids, std::int64_t batch, int threads,
                                const std::function<void()>& check) {
    if (ids.empty() || batch < 1 || std::int64_t(ids.size()) % batch != 0)
        base::fail(file.where(), SH_TR("There are no token ids"), SH_TR("Give at least one"));
    return Evaluator(file, threads).run({{batch, std::int64_t(ids.size()) / batch}, std::vector<std::int64_t>(ids.begin(), ids.end())}, check);
}

} // namespace stillhouse::native
