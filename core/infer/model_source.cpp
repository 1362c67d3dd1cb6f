// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/model_source.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"

namespace stillhouse::infer {

namespace {

PackedLinear linear(const ModelSource& source, const std::string& name, bool bias) {
    return {source.matrix(name + ".weight"), bias ? source.vector(name + ".bias") : std::vector<float>()};
}

PackedLayer buildLayer(const ModelSource& source, std::int64_t index) {
    const auto& config = source.config();
    const auto& shape = config.layers[std::size_t(index)];
    const auto name = [&](const char* part) { return formats::layerParameterName(index, part); };
    PackedLayer out;
    if (shape.hasAttention) {
        auto& a = out.attention.emplace();
        a.norm = source.vector(name("input_layernorm.weight"));
        a.q = linear(source, name("self_attn.q_proj"), config.attentionBias);
        a.k = linear(source, name("self_attn.k_proj"), config.attentionBias);
        a.v = linear(source, name("self_attn.v_proj"), config.attentionBias);
        if (config.qkNorm) {
            a.qNorm = source.vector(name("self_attn.q_norm.weight"));
            a.kNorm = source.vector(name("self_attn.k_norm.weight"));
        }
        a.o = linear(source, name("self_attn.o_proj"), config.attentionOutputBias);
    }
    if (shape.hasFfn) {
        auto& f = out.ffn.emplace();
        f.norm = source.vector(name("post_attention_layernorm.weight"));
        f.gate = linear(source, name("mlp.gate_proj"), config.mlpBias);
        f.up = linear(source, name("mlp.up_proj"), config.mlpBias);
        f.down = linear(source, name("mlp.down_proj"), config.mlpBias);
    }
    return out;
}

} // namespace

PackedModel buildModel(const ModelSource& source) {
    PackedModel model;
    model.config = source.config();
    model.embedding = source.matrix(formats::embeddingName);
    for (std::int64_t i = 0; i < model.config.layerCount(); ++i)
        model.layers.push_back(buildLayer(source, i));
    model.finalNorm = source.vector(formats::finalNormName);
    model.head = model.config.tiedEmbeddings ? model.embedding : source.matrix(formats::headName);
    model.precision = std::string(packingName(model.embedding.packing));
    return model;
}

PackedMatrix packAs(std::span<const float> weights, std::int64_t rows, std::int64_t cols, Packing packing) {
    return isInteger(packing) ? packRoundToNearest(weights, rows, cols, packing) : packFloat(weights, rows, cols, packing);
}

void checkPackable(std::optional<Packing> packing) {
    if (packing == Packing::Int4Codebook)
        base::failAt("quant", SH_TR("Non-uniform INT4 needs codebooks that are learned from the weights"), SH_TR("Use f16, int8 or int4"));
}

} // namespace stillhouse::infer
