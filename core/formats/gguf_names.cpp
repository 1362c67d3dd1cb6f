// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_names.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace stillhouse::formats {

namespace {

constexpr std::string_view hfLayerPrefix = "model.layers.";

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> parts = {{
    {"input_layernorm", "attn_norm"},
    {"self_attn.q_proj", "attn_q"},
    {"self_attn.k_proj", "attn_k"},
    {"self_attn.v_proj", "attn_v"},
    {"self_attn.o_proj", "attn_output"},
    {"self_attn.q_norm", "attn_q_norm"},
    {"self_attn.k_norm", "attn_k_norm"},
    {"post_attention_layernorm", "ffn_norm"},
    {"mlp.gate_proj", "ffn_gate"},
    {"mlp.up_proj", "ffn_up"},
    {"mlp.down_proj", "ffn_down"},
}};

std::string layerTensorName(std::string_view name) {
    name.remove_prefix(hfLayerPrefix.size());
    const auto dot = name.find('.'), end = name.rfind('.');
    const auto part = name.substr(dot + 1, end - dot - 1);
    for (const auto& [hf, gguf] : parts)
        if (hf == part)
            return "blk." + std::string(name.substr(0, dot + 1)) + std::string(gguf) + std::string(name.substr(end));
    return {};
}

} // namespace

std::string ggufTensorName(const std::string& name) {
    if (name == embeddingName)
        return "token_embd.weight";
    if (name == finalNormName)
        return "output_norm.weight";
    if (name == headName)
        return "output.weight";
    const auto found = name.starts_with(hfLayerPrefix) ? layerTensorName(name) : std::string();
    if (found.empty())
        base::fail(name, SH_TR("GGUF has no name for this tensor"), {}, ErrorKind::Internal);
    return found;
}

std::int64_t ggufReorderedHeads(const ModelConfig& config, const std::string& name) {
    const bool llama = config.architecture == Architecture::Llama || config.architecture == Architecture::Mistral;
    const bool query = name.find(".self_attn.q_proj.") != std::string::npos, key = name.find(".self_attn.k_proj.") != std::string::npos;
    if (!llama || !(query || key))
        return 0;
    const auto& layer = config.layers.at(std::stoul(name.substr(hfLayerPrefix.size())));
    return query ? layer.heads : layer.kvHeads;
}

void reorderRows(std::span<const float> from, std::span<float> to, std::int64_t width, std::int64_t headDim, bool toFile) {
    const auto rows = std::int64_t(from.size()) / width;
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto other = hfRowOfGguf(row, headDim);
        std::copy_n(from.begin() + (toFile ? other : row) * width, width, to.begin() + (toFile ? row : other) * width);
    }
}

} // namespace stillhouse::formats
