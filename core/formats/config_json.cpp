// SPDX-License-Identifier: GPL-3.0-or-later
// config.json in and out. Older and newer releases of the format name some things differently; both are read.
#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/formats/json_fields.h"
#include "core/formats/model_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stillhouse::formats {

namespace {

using Json = nlohmann::json;

constexpr std::size_t maxConfigBytes = 16u << 20;

Architecture readArchitecture(const JsonFields& fields) {
    const auto name = fields.string("model_type", "");
    for (const auto architecture : {Architecture::Llama, Architecture::Mistral, Architecture::Qwen2, Architecture::Qwen3})
        if (architectureName(architecture) == name)
            return architecture;
    fields.fail("model_type", Text(SH_TR("The architecture “%1” is not supported"), {name}),
                SH_TR("Supported are llama, mistral, qwen2 and qwen3"), ErrorKind::Unsupported);
}

void readRope(const JsonFields& fields, ModelConfig& config) {
    // transformers 5 moved theta into `rope_parameters`; before, it stood beside `rope_scaling`.
    const auto modern = fields.object("rope_parameters");
    const auto scaling = modern ? modern : fields.object("rope_scaling");
    config.ropeTheta = fields.number("rope_theta", 10000);
    if (!scaling)
        return;
    config.ropeTheta = scaling->number("rope_theta", config.ropeTheta);
    const auto kind = scaling->string("rope_type", scaling->string("type", "default"));
    auto& out = config.ropeScaling;
    if (kind == "default")
        return;
    if (kind == "linear")
        out.kind = RopeScaling::Kind::Linear;
    else if (kind == "llama3")
        out.kind = RopeScaling::Kind::Llama3;
    else
        scaling->fail("rope_type", Text(SH_TR("The rope scaling “%1” is not supported"), {kind}), SH_TR("Supported are linear and llama3"),
                      ErrorKind::Unsupported);
    out.factor = scaling->number("factor", 1);
    out.lowFrequencyFactor = scaling->number("low_freq_factor", out.lowFrequencyFactor);
    out.highFrequencyFactor = scaling->number("high_freq_factor", out.highFrequencyFactor);
    out.originalMaxPositions = scaling->integer("original_max_position_embeddings", out.originalMaxPositions);
}

void readWindow(const JsonFields& fields, ModelConfig& config) {
    if (config.architecture == Architecture::Mistral) {
        // A Mistral config that does not mention the window means 4096; null means none.
        config.slidingWindow = fields.mentions("sliding_window") ? fields.optionalInteger("sliding_window") : 4096;
    } else if (config.architecture != Architecture::Llama && fields.boolean("use_sliding_window", false)) {
        config.slidingWindow = fields.optionalInteger("sliding_window");
        config.slidingWindowFrom = fields.integer("max_window_layers", 0);
    }
}

void readBiases(const JsonFields& fields, ModelConfig& config) {
    const bool declared = fields.boolean("attention_bias", false);
    config.attentionBias = declared || config.architecture == Architecture::Qwen2;
    config.attentionOutputBias = declared && config.architecture != Architecture::Qwen2;
    config.mlpBias = fields.boolean("mlp_bias", false);
    config.qkNorm = config.architecture == Architecture::Qwen3;
}

LayerShape readLayer(const JsonFields& fields) {
    LayerShape layer;
    layer.hasAttention = fields.boolean("attention", true);
    layer.hasFfn = fields.boolean("feed_forward", true);
    layer.heads = layer.hasAttention ? fields.integer("heads") : 0;
    layer.kvHeads = layer.hasAttention ? fields.integer("kv_heads") : 0;
    layer.ffn = layer.hasFfn ? fields.integer("ffn") : 0;
    return layer;
}

void readLayers(const JsonFields& fields, ModelConfig& config) {
    LayerShape common;
    common.heads = fields.integer("num_attention_heads");
    common.kvHeads = fields.integer("num_key_value_heads", common.heads);
    common.ffn = fields.integer("intermediate_size");
    const auto count = fields.integerIn("num_hidden_layers", 0, 4096);
    config.layers.assign(static_cast<std::size_t>(count), common);
    if (const auto own = fields.objects("stillhouse_layers")) {
        if (own->size() != config.layers.size())
            fields.fail("stillhouse_layers", Text(SH_TR("It lists %1 layers, but num_hidden_layers is %2"),
                                                  {std::to_string(own->size()), std::to_string(count)}));
        std::transform(own->begin(), own->end(), config.layers.begin(), readLayer);
    }
    if (fields.has("head_dim") || config.architecture == Architecture::Qwen3) {
        config.headDim = fields.integer("head_dim", 128);
        return;
    }
    if (common.heads <= 0 || config.hidden % common.heads != 0)
        fields.fail("num_attention_heads", Text(SH_TR("%1 heads do not divide hidden_size %2, and there is no head_dim"),
                                                {std::to_string(common.heads), std::to_string(config.hidden)}));
    config.headDim = config.hidden / common.heads;
}

void refuseWhatChangesTheResult(const JsonFields& fields) {
    const auto activation = fields.string("hidden_act", "silu");
    if (activation != "silu" && activation != "swish")
        fields.fail("hidden_act", Text(SH_TR("The activation “%1” is not supported"), {activation}), {}, ErrorKind::Unsupported);
    if (fields.number("partial_rotary_factor", 1) != 1)
        fields.fail("partial_rotary_factor", SH_TR("Partial rotary embeddings are not supported"), {}, ErrorKind::Unsupported);
    if (fields.has("quantization_config"))
        fields.fail("quantization_config", SH_TR("The weights are already quantized"),
                    SH_TR("Open the unquantized model; Stillhouse quantizes it itself"), ErrorKind::Unsupported);
}

DType readDtype(const JsonFields& fields) {
    const auto name = fields.string("torch_dtype", fields.string("dtype", "float32"));
    const auto type = dtypeFromTorchName(name);
    if (!type || !isFloating(*type))
        fields.fail("torch_dtype", Text(SH_TR("The precision “%1” is not known"), {name}));
    return *type;
}

Json layersJson(const ModelConfig& config) {
    Json list = Json::array();
    for (const auto& layer : config.layers)
        list.push_back({{"heads", layer.heads},
                        {"kv_heads", layer.kvHeads},
                        {"ffn", layer.ffn},
                        {"attention", layer.hasAttention},
                        {"feed_forward", layer.hasFfn}});
    return list;
}

Json ropeScalingJson(const RopeScaling& scaling) {
    if (scaling.kind == RopeScaling::Kind::None)
        return nullptr;
    Json json = {{"factor", scaling.factor}, {"rope_type", "linear"}};
    if (scaling.kind == RopeScaling::Kind::Llama3)
        json.update({{"rope_type", "llama3"},
                     {"low_freq_factor", scaling.lowFrequencyFactor},
                     {"high_freq_factor", scaling.highFrequencyFactor},
                     {"original_max_position_embeddings", scaling.originalMaxPositions}});
    return json;
}

std::string className(const ModelConfig& config) {
    if (!config.uniform())
        return "StillhouseForCausalLM";
    switch (config.architecture) {
    case Architecture::Llama:
        return "LlamaForCausalLM";
    case Architecture::Mistral:
        return "MistralForCausalLM";
    case Architecture::Qwen2:
        return "Qwen2ForCausalLM";
    case Architecture::Qwen3:
        return "Qwen3ForCausalLM";
    }
    return {};
}

void writeShapes(const ModelConfig& config, Json& json) {
    LayerShape widest;
    for (const auto& layer : config.layers) {
        widest.heads = std::max(widest.heads, layer.heads);
        widest.kvHeads = std::max(widest.kvHeads, layer.kvHeads);
        widest.ffn = std::max(widest.ffn, layer.ffn);
    }
    json["num_attention_heads"] = widest.heads;
    json["num_key_value_heads"] = widest.kvHeads;
    json["intermediate_size"] = widest.ffn;
    json["num_hidden_layers"] = config.layerCount();
    if (!config.uniform())
        json["stillhouse_layers"] = layersJson(config);
}

void writeWindow(const ModelConfig& config, Json& json) {
    if (config.architecture == Architecture::Llama)
        return;
    json["sliding_window"] = config.slidingWindow ? Json(*config.slidingWindow) : Json(nullptr);
    if (config.architecture == Architecture::Mistral)
        return;
    json["use_sliding_window"] = config.slidingWindow.has_value();
    json["max_window_layers"] = config.slidingWindow ? config.slidingWindowFrom : config.layerCount();
}

void writeIds(const ModelConfig& config, Json& json) {
    json["bos_token_id"] = config.bos ? Json(*config.bos) : Json(nullptr);
    json["eos_token_id"] = config.eos.empty() ? Json(nullptr) : config.eos.size() == 1 ? Json(config.eos.front()) : Json(config.eos);
    if (config.pad)
        json["pad_token_id"] = *config.pad;
}

} // namespace

ModelConfig parseConfig(const std::string& text, const std::string& where) {
    const auto json = base::parseJson(text, where);
    const JsonFields fields(json, where);
    ModelConfig config;
    config.architecture = readArchitecture(fields);
    refuseWhatChangesTheResult(fields);
    config.vocab = fields.integer("vocab_size");
    config.hidden = fields.integer("hidden_size");
    readLayers(fields, config);
    readRope(fields, config);
    readWindow(fields, config);
    readBiases(fields, config);
    config.rmsEps = fields.number("rms_norm_eps", 1e-6);
    config.tiedEmbeddings = fields.boolean("tie_word_embeddings", false);
    config.maxPositions = fields.integer("max_position_embeddings", 2048);
    config.bos = fields.optionalInteger("bos_token_id");
    config.eos = fields.integers("eos_token_id");
    config.pad = fields.optionalInteger("pad_token_id");
    config.dtype = readDtype(fields);
    checkConfig(config, where);
    return config;
}

ModelConfig readConfig(const std::filesystem::path& path) {
    return parseConfig(base::readFile(path, maxConfigBytes), path.string());
}

std::string configJson(const ModelConfig& config) {
    Json json = {{"architectures", {className(config)}},
                 {"model_type", architectureName(config.architecture)},
                 {"vocab_size", config.vocab},
                 {"hidden_size", config.hidden},
                 {"head_dim", config.headDim},
                 {"hidden_act", "silu"},
                 {"rope_theta", config.ropeTheta},
                 {"rope_scaling", ropeScalingJson(config.ropeScaling)},
                 {"rms_norm_eps", config.rmsEps},
                 {"tie_word_embeddings", config.tiedEmbeddings},
                 {"max_position_embeddings", config.maxPositions},
                 {"torch_dtype", torchDtypeName(config.dtype)},
                 {"attention_bias", config.attentionBias},
                 {"mlp_bias", config.mlpBias}};
    writeShapes(config, json);
    writeWindow(config, json);
    writeIds(config, json);
    return json.dump(2) + "\n";
}

void writeConfig(const ModelConfig& config, const std::filesystem::path& path) {
    base::writeAtomically(path, configJson(config));
}

} // namespace stillhouse::formats
