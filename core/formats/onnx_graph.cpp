// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/onnx_graph.h"

#include "core/formats/parameter_shapes.h"
#include "core/formats/rope_frequencies.h"

#include <cmath>
#include <cstring>
#include <map>
#include <numbers>
#include <set>
#include <utility>

namespace stillhouse::formats {

namespace {

using Names = std::vector<std::string>;
using Integers = std::vector<std::int64_t>;

OnnxAttribute integer(const char* name, std::int64_t value) { return {name, OnnxAttribute::Kind::Integer, 0, value, {}}; }
OnnxAttribute integers(const char* name, Integers values) { return {name, OnnxAttribute::Kind::Integers, 0, 0, std::move(values)}; }

template <class T> std::string contentOf(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// Tokens pass the layers as rows (batch·sequence, width), so that every matrix is one Gemm with its bias; attention unfolds them to
// (batch, sequence, key/value head, query head of its group, head width), where grouped keys broadcast instead of being repeated.
class GraphMaker {
public:
    GraphMaker(const ModelConfig& config, DType matrices) : config_(config), half_(matrices == DType::F16) {}

    OnnxGraph make() {
        graph_.inputs.push_back({"input_ids", OnnxType::I64, {"batch", "sequence"}});
        graph_.outputs.push_back({"logits", OnnxType::F32, {"batch", "sequence", std::to_string(config_.vocab)}});
        parameters();
        shape_ = add("Shape", {"input_ids"});
        scope_ = "embedding.";
        auto x = widened(add("Gather", {embeddingName, add("Reshape", {"input_ids", ints("flat", {-1})})}, {integer("axis", 0)}));
        for (std::int64_t i = 0; i < config_.layerCount(); ++i) {
            const auto& layer = config_.layers[std::size_t(i)];
            if (layer.hasAttention)
                x = attention(i, layer, x);
            if (layer.hasFfn)
                x = feedForward(i, x);
        }
        scope_ = "head.";
        const auto norm = rmsNorm(x, finalNormName);
        const auto rows = gemm(norm, config_.tiedEmbeddings ? embeddingName : headName, {});
        const auto shape = add("Concat", {shape_, ints("vocab", {config_.vocab})}, {integer("axis", 0)});
        graph_.nodes.push_back({"Reshape", {rows, shape}, {"logits"}, {}});
        return std::move(graph_);
    }

private:
    void parameters() {
        for (const auto& parameter : parameterShapes(config_)) {
            const bool matrix = parameter.shape.size() == 2;
            graph_.initializers.push_back({parameter.name, half_ && matrix ? OnnxType::F16 : OnnxType::F32, parameter.shape, {}, {}});
        }
    }

    std::string add(const char* op, Names inputs, std::vector<OnnxAttribute> attributes = {}) {
        auto out = scope_ + op + "." + std::to_string(graph_.nodes.size());
        graph_.nodes.push_back({op, std::move(inputs), {out}, std::move(attributes)});
        return out;
    }

    std::string constant(const std::string& name, OnnxType type, Integers dims, std::string content) {
        const auto full = "constant." + name;
        if (constants_.insert(full).second)
            graph_.initializers.push_back({full, type, std::move(dims), std::move(content), {}});
        return full;
    }
    std::string ints(const std::string& name, const Integers& values) {
        return constant(name, OnnxType::I64, {std::int64_t(values.size())}, contentOf(values));
    }
    std::string scalar(const std::string& name, std::int64_t value) { return constant(name, OnnxType::I64, {}, contentOf(Integers{value})); }
    std::string real(const std::string& name, double value) {
        return constant(name, OnnxType::F32, {}, contentOf(std::vector<float>{float(value)}));
    }

    std::string cast(const std::string& x, OnnxType to) { return add("Cast", {x}, {integer("to", std::int64_t(to))}); }
    std::string widened(const std::string& x) { return half_ ? cast(x, OnnxType::F32) : x; }

    // w · x / √(mean(x²) + ε) over the last axis
    std::string rmsNorm(const std::string& x, const std::string& weight) {
        const auto mean = add("ReduceMean", {add("Mul", {x, x})}, {integers("axes", {-1}), integer("keepdims", 1)});
        const auto root = add("Sqrt", {add("Add", {mean, real("epsilon", config_.rmsEps)})});
        return add("Mul", {add("Div", {x, root}), weight});
    }

    // x · Wᵀ + b
    std::string gemm(const std::string& x, const std::string& weight, const std::string& bias) {
        Names inputs{x, widened(weight)};
        if (!bias.empty())
            inputs.push_back(bias);
        return add("Gemm", std::move(inputs), {integer("transB", 1)});
    }
    std::string linear(const std::string& x, const std::string& name, bool bias) { return gemm(x, name + ".weight", bias ? name + ".bias" : ""); }

    // Positions, angles and what a query may see: once, before the first attention.
    void prepareAttention() {
        if (!positions_.empty())
            return;
        const auto saved = std::exchange(scope_, "positions.");
        const auto length = add("Gather", {shape_, scalar("one", 1)}, {integer("axis", 0)});
        positions_ = add("Range", {scalar("zero", 0), length, scalar("one", 1)});
        const auto column = add("Unsqueeze", {cast(positions_, OnnxType::F64), ints("axis1", {1})});
        const auto frequencies = ropeFrequencies(config_);
        const auto angles =
            add("Mul", {column, constant("frequencies", OnnxType::F64, {1, std::int64_t(frequencies.size())}, contentOf(frequencies))});
        // cos x = sin(x + π/2): ONNX Runtime computes Sin in 64 bits, but not Cos. 32 bits would blur the angles of late positions.
        const auto ahead = add("Add", {angles, constant("quarterTurn", OnnxType::F64, {}, contentOf(std::vector{std::numbers::pi / 2}))});
        cos_ = add("Unsqueeze", {cast(add("Sin", {ahead}), OnnxType::F32), ints("axes12", {1, 2})}); // (T,1,1,D/2)
        sin_ = add("Unsqueeze", {cast(add("Sin", {angles}), OnnxType::F32), ints("axes12", {1, 2})});
        scope_ = saved;
    }

    // (T,T): where a query (row) sees a key (column). One per distinct window.
    std::string visible(std::int64_t window) {
        if (const auto found = masks_.find(window); found != masks_.end())
            return found->second;
        const auto saved = std::exchange(scope_, "mask.");
        const auto query = add("Unsqueeze", {positions_, ints("axis1", {1})}), key = add("Unsqueeze", {positions_, ints("axis0", {0})});
        auto mask = add("GreaterOrEqual", {query, key});
        if (window > 0)
            mask = add("And", {mask, add("Less", {add("Sub", {query, key}), scalar("window" + std::to_string(window), window)})});
        scope_ = saved;
        return masks_[window] = mask;
    }

    // Rotate-half, as Hugging Face has it: pair i is (i, i + D/2).
    std::string rotate(const std::string& x) {
        const auto half = config_.headDim / 2;
        const auto a = scope_ + "first." + std::to_string(graph_.nodes.size()), b = scope_ + "second." + std::to_string(graph_.nodes.size());
        graph_.nodes.push_back({"Split", {x, ints("halves", {half, half})}, {a, b}, {integer("axis", -1)}});
        const auto first = add("Sub", {add("Mul", {a, cos_}), add("Mul", {b, sin_})});
        const auto second = add("Add", {add("Mul", {b, cos_}), add("Mul", {a, sin_})});
        return add("Concat", {first, second}, {integer("axis", -1)});
    }

    // (N, heads·D) to (B,T,kvHeads,group,D)
    std::string unfold(const std::string& x, std::int64_t kvHeads, std::int64_t group) {
        const auto tail = ints("heads" + std::to_string(kvHeads) + "x" + std::to_string(group), {kvHeads, group, config_.headDim});
        return add("Reshape", {x, add("Concat", {shape_, tail}, {integer("axis", 0)})});
    }

    std::string attention(std::int64_t index, const LayerShape& layer, const std::string& x) {
        prepareAttention();
        const auto mask = visible(config_.window(index));
        scope_ = "layers." + std::to_string(index) + ".attention.";
        const auto name = [&](const char* part) { return layerParameterName(index, part); };
        const auto h = rmsNorm(x, name("input_layernorm.weight"));
        const auto bias = config_.attentionBias;
        auto q = unfold(linear(h, name("self_attn.q_proj"), bias), layer.kvHeads, layer.heads / layer.kvHeads);
        auto k = unfold(linear(h, name("self_attn.k_proj"), bias), layer.kvHeads, 1);
        const auto v = unfold(linear(h, name("self_attn.v_proj"), bias), layer.kvHeads, 1);
        if (config_.qkNorm) {
            q = rmsNorm(q, name("self_attn.q_norm.weight"));
            k = rmsNorm(k, name("self_attn.k_norm.weight"));
        }
        q = add("Mul", {rotate(q), real("scale", 1 / std::sqrt(double(config_.headDim)))});
        q = add("Transpose", {q}, {integers("perm", {0, 2, 3, 1, 4})});                // (B,K,G,T,D)
        k = add("Transpose", {rotate(k)}, {integers("perm", {0, 2, 3, 4, 1})});        // (B,K,1,D,T)
        const auto values = add("Transpose", {v}, {integers("perm", {0, 2, 3, 1, 4})}); // (B,K,1,T,D)
        const auto scores = add("Where", {mask, add("MatMul", {q, k}), real("hidden", -3e38)});
        const auto mixed = add("MatMul", {add("Softmax", {scores}, {integer("axis", -1)}), values});
        const auto back = add("Transpose", {mixed}, {integers("perm", {0, 3, 1, 2, 4})});
        const auto width = layer.heads * config_.headDim;
        const auto rows = add("Reshape", {back, ints("rows" + std::to_string(width), {-1, width})});
        return add("Add", {x, linear(rows, name("self_attn.o_proj"), config_.attentionOutputBias)});
    }

    std::string feedForward(std::int64_t index, const std::string& x) {
        scope_ = "layers." + std::to_string(index) + ".mlp.";
        const auto name = [&](const char* part) { return layerParameterName(index, part); };
        const auto h = rmsNorm(x, name("post_attention_layernorm.weight"));
        const auto gate = linear(h, name("mlp.gate_proj"), config_.mlpBias);
        const auto silu = add("Mul", {gate, add("Sigmoid", {gate})});
        const auto active = add("Mul", {silu, linear(h, name("mlp.up_proj"), config_.mlpBias)});
        return add("Add", {x, linear(active, name("mlp.down_proj"), config_.mlpBias)});
    }

    const ModelConfig& config_;
    bool half_;
    OnnxGraph graph_;
    std::string scope_, shape_, positions_, cos_, sin_;
    std::set<std::string> constants_;
    std::map<std::int64_t, std::string> masks_;
};

} // namespace

std::size_t onnxTypeSize(std::int64_t type) {
    switch (type) {
    case std::int64_t(OnnxType::Bool): return 1;
    case std::int64_t(OnnxType::F16): return 2;
    case std::int64_t(OnnxType::F32): return 4;
    case std::int64_t(OnnxType::I64):
    case std::int64_t(OnnxType::F64): return 8;
    default: return 0;
    }
}

std::int64_t OnnxTensor::elements() const {
    std::int64_t count = 1;
    for (const auto dim : dims)
        count *= dim;
    return count;
}

OnnxGraph decoderGraph(const ModelConfig& config, DType matrices) { return GraphMaker(config, matrices).make(); }

} // namespace stillhouse::formats
