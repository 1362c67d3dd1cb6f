// SPDX-License-Identifier: GPL-3.0-or-later
// What flows along the edges of an ONNX graph, and how one operator is called.
#pragma once
#include "core/api/text.h"
#include "core/formats/onnx_graph.h"
#include "core/infer/worker_pool.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace stillhouse::native {

using Dims = std::vector<std::int64_t>;

/// Row-major values: F32, F64, I64, Bool (bytes) or F16 (bit patterns).
struct OnnxArray {
    Dims dims;
    std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>, std::vector<std::uint8_t>, std::vector<std::uint16_t>> values;
};

/// Product of the dimensions; base::Failure at `where` when one is negative or there are more than 2^32 elements.
std::int64_t elementCount(const Dims& dims, const std::string& where);

/// A node with its inputs. What does not fit the operator fails naming the node.
struct OnnxCall {
    const formats::OnnxNode& node;
    std::vector<const OnnxArray*> inputs;
    infer::WorkerPool& pool;
    std::string where; ///< file and node

    [[noreturn]] void refuse(const char* what) const;
    const OnnxArray& input(std::size_t index) const;
    std::int64_t integer(const char* attribute, std::int64_t standard) const;
    Dims integers(const char* attribute) const;
    /// `axis` counted from 0 in a shape of `rank` axes.
    std::size_t axis(std::int64_t axis, std::size_t rank) const;

    template <class T> const std::vector<T>& values(std::size_t index) const {
        const auto* found = std::get_if<std::vector<T>>(&input(index).values);
        if (!found)
            refuse(SH_TR("An input of the operator has a type that this program does not compute with"));
        return *found;
    }
};

using OnnxOperator = std::vector<OnnxArray> (*)(const OnnxCall& call);

/// The operator of that name, or null: those of formats::decoderGraph and no others.
OnnxOperator onnxOperator(const std::string& name);
/// The parts of the table above.
OnnxOperator onnxArithmetic(const std::string& name); ///< by elements, with broadcasting
OnnxOperator onnxLayout(const std::string& name);     ///< shapes and moves
OnnxOperator onnxProduct(const std::string& name);    ///< over rows

} // namespace stillhouse::native
