// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX graph (onnx.ai/onnx/repo-docs/IR.html) in memory: as far as decoder-only transformers need it.
#pragma once
#include "core/formats/dtype.h"
#include "core/formats/model_config.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::formats {

/// TensorProto.DataType, those that our graphs use.
enum class OnnxType { F32 = 1, I64 = 7, Bool = 9, F16 = 10, F64 = 11 };

/// Bytes of one element; 0 for a number that is none of the above.
std::size_t onnxTypeSize(std::int64_t type);

/// An attribute of type FLOAT (1), INT (2) or INTS (7).
struct OnnxAttribute {
    enum class Kind { Real = 1, Integer = 2, Integers = 7 };
    std::string name;
    Kind kind = Kind::Integer;
    float real = 0;
    std::int64_t integer = 0;
    std::vector<std::int64_t> integers;
};

struct OnnxNode {
    std::string op;
    std::vector<std::string> inputs, outputs;
    std::vector<OnnxAttribute> attributes;
};

/// An initializer. A constant carries its little-endian `content`; a parameter of the model has none and is streamed by its name when
/// the graph is written, or found in the mapped file through `bytes` when it was read.
struct OnnxTensor {
    std::string name;
    OnnxType type = OnnxType::F32;
    std::vector<std::int64_t> dims;
    std::string content;
    std::span<const std::byte> bytes;

    std::int64_t elements() const;
    std::int64_t byteCount() const { return elements() * std::int64_t(onnxTypeSize(std::int64_t(type))); }
};

/// A graph input or output; a dimension is a number or the name of a free axis.
struct OnnxValue {
    std::string name;
    OnnxType type = OnnxType::F32;
    std::vector<std::string> dims;
};

struct OnnxGraph {
    std::vector<OnnxNode> nodes; ///< every input was made by a node before, or is an initializer or a graph input
    std::vector<OnnxTensor> initializers;
    std::vector<OnnxValue> inputs, outputs;
};

inline constexpr std::int64_t onnxOpset = 17;    ///< of the default domain
inline constexpr std::int64_t onnxIrVersion = 8; ///< the one that came with opset 17

/// The decoder of core/model/decoder.h without a cache: input_ids (batch, sequence) int64 → logits (batch, sequence, V) F32. Matrices
/// are `matrices` (F32 or F16), cast to F32 where they are used; norms and biases are F32. Angles are computed in F64 from positions
/// 0 … sequence−1, as the rest of this program does. Parameters have their names in parameterShapes(config).
OnnxGraph decoderGraph(const ModelConfig& config, DType matrices);

} // namespace stillhouse::formats
