// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/parameter_shapes.h"

namespace stillhouse::formats {

namespace {

class ShapeList {
public:
    explicit ShapeList(const ModelConfig& config) : config_(config) {}

    void layer(std::int64_t index, const LayerShape& shape) {
        index_ = index;
        if (shape.hasAttention)
            attention(shape);
        if (shape.hasFfn)
            feedForward(shape);
    }

    std::vector<NamedShape> shapes;

private:
    void attention(const LayerShape& shape) {
        const auto query = shape.heads * config_.headDim, key = shape.kvHeads * config_.headDim;
        add("input_layernorm.weight", {config_.hidden});
        matrix("self_attn.q_proj", query, config_.hidden, config_.attentionBias);
        matrix("self_attn.k_proj", key, config_.hidden, config_.attentionBias);
        matrix("self_attn.v_proj", key, config_.hidden, config_.attentionBias);
        if (config_.qkNorm) {
            add("self_attn.q_norm.weight", {config_.headDim});
            add("self_attn.k_norm.weight", {config_.headDim});
        }
        matrix("self_attn.o_proj", config_.hidden, query, config_.attentionOutputBias);
    }

    void feedForward(const LayerShape& shape) {
        add("post_attention_layernorm.weight", {config_.hidden});
        matrix("mlp.gate_proj", shape.ffn, config_.hidden, config_.mlpBias);
        matrix("mlp.up_proj", shape.ffn, config_.hidden, config_.mlpBias);
        matrix("mlp.down_proj", config_.hidden, shape.ffn, config_.mlpBias);
    }

    void matrix(const std::string& part, std::int64_t out, std::int64_t in, bool bias) {
        add((part + ".weight").c_str(), {out, in});
        if (bias)
            add((part + ".bias").c_str(), {out});
    }

    void add(const char* part, std::vector<std::int64_t> shape) { shapes.push_back({layerParameterName(index_, part), std::move(shape)}); }

    const ModelConfig& config_;
    std::int64_t index_ = 0;
};

} // namespace

std::string layerParameterName(std::int64_t index, const char* part) { return "model.layers." + std::to_string(index) + "." + part; }

std::vector<NamedShape> parameterShapes(const ModelConfig& config) {
    ShapeList list(config);
    list.shapes.push_back({embeddingName, {config.vocab, config.hidden}});
    for (std::int64_t i = 0; i < config.layerCount(); ++i)
        list.layer(i, config.layers[static_cast<std::size_t>(i)]);
    list.shapes.push_back({finalNormName, {config.hidden}});
    if (!config.tiedEmbeddings)
        list.shapes.push_back({headName, {config.vocab, config.hidden}});
    return std::move(list.shapes);
}

} // namespace stillhouse::formats
