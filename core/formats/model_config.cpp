// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/model_config.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::formats {

namespace {

constexpr std::int64_t maxCount = std::int64_t{1} << 24;
constexpr std::size_t maxLayers = 4096;

void checkRange(std::int64_t value, std::int64_t low, std::int64_t high, const char* key, const std::string& where) {
    if (value < low || value > high)
        base::fail(
            where,
            Text(SH_TR("%1 is %2; it must lie between %3 and %4"), {key, std::to_string(value), std::to_string(low), std::to_string(high)}),
            SH_TR("Check that the file belongs to this model and is complete"));
}

void checkPositive(double value, const char* key, const std::string& where) {
    if (!std::isfinite(value) || value <= 0)
        base::fail(where, Text(SH_TR("%1 must be a finite number above 0"), {key}));
}

void checkLayer(const LayerShape& layer, std::size_t index, const std::string& where) {
    const std::string place = where + ", layer " + std::to_string(index);
    if (layer.hasAttention) {
        checkRange(layer.heads, 1, maxCount, "num_attention_heads", place);
        checkRange(layer.kvHeads, 1, layer.heads, "num_key_value_heads", place);
        if (layer.heads % layer.kvHeads != 0)
            base::fail(place, Text(SH_TR("%1 query heads cannot share %2 key/value heads evenly"),
                                   {std::to_string(layer.heads), std::to_string(layer.kvHeads)}));
    }
    if (layer.hasFfn)
        checkRange(layer.ffn, 1, maxCount, "intermediate_size", place);
}

void checkIds(const ModelConfig& config, const std::string& where) {
    if (config.bos)
        checkRange(*config.bos, 0, config.vocab - 1, "bos_token_id", where);
    for (const auto id : config.eos)
        checkRange(id, 0, config.vocab - 1, "eos_token_id", where);
}

void checkRope(const ModelConfig& config, const std::string& where) {
    checkPositive(config.ropeTheta, "rope_theta", where);
    const auto& scaling = config.ropeScaling;
    checkPositive(scaling.factor, "rope_scaling.factor", where);
    if (scaling.kind != RopeScaling::Kind::Llama3)
        return;
    checkPositive(scaling.lowFrequencyFactor, "rope_scaling.low_freq_factor", where);
    checkPositive(scaling.highFrequencyFactor, "rope_scaling.high_freq_factor", where);
    if (scaling.highFrequencyFactor <= scaling.lowFrequencyFactor)
        base::fail(where, SH_TR("rope_scaling.high_freq_factor must be larger than low_freq_factor"));
    checkRange(scaling.originalMaxPositions, 1, std::int64_t{1} << 30, "rope_scaling.original_max_position_embeddings", where);
}

} // namespace

std::string architectureName(Architecture architecture) {
    switch (architecture) {
    case Architecture::Llama:
        return "llama";
    case Architecture::Mistral:
        return "mistral";
    case Architecture::Qwen2:
        return "qwen2";
    case Architecture::Qwen3:
        return "qwen3";
    }
    return {};
}

bool ModelConfig::uniform() const {
    return std::all_of(layers.begin(), layers.end(),
                       [this](const LayerShape& layer) { return layer.hasAttention && layer.hasFfn && layer == layers.front(); });
}

std::int64_t ModelConfig::window(std::int64_t index) const {
    return slidingWindow && index >= slidingWindowFrom ? *slidingWindow : 0;
}

void checkConfig(const ModelConfig& config, const std::string& where) {
    checkRange(config.vocab, 1, maxCount, "vocab_size", where);
    checkRange(config.hidden, 1, maxCount, "hidden_size", where);
    checkRange(config.headDim, 2, 65536, "head_dim", where);
    if (config.headDim % 2 != 0)
        base::fail(where, Text(SH_TR("head_dim is %1; rotary embeddings need an even number"), {std::to_string(config.headDim)}));
    if (config.layers.size() > maxLayers)
        base::fail(where, Text(SH_TR("The model has %1 layers; at most %2 are supported"),
                               {std::to_string(config.layers.size()), std::to_string(maxLayers)}));
    for (std::size_t i = 0; i < config.layers.size(); ++i)
        checkLayer(config.layers[i], i, where);
    checkRange(config.maxPositions, 1, std::int64_t{1} << 30, "max_position_embeddings", where);
    if (config.slidingWindow)
        checkRange(*config.slidingWindow, 1, std::int64_t{1} << 30, "sliding_window", where);
    checkPositive(config.rmsEps, "rms_norm_eps", where);
    checkRope(config, where);
    checkIds(config, where);
    parameterCount(config);
}

std::int64_t parameterCount(const ModelConfig& config) {
    std::int64_t total = 0;
    for (const auto& parameter : parameterShapes(config)) {
        std::int64_t count = 1;
        bool overflow = false;
        for (const auto size : parameter.shape)
            overflow |= __builtin_mul_overflow(count, size, &count);
        overflow |= __builtin_add_overflow(total, count, &total);
        if (overflow)
            base::fail(parameter.name, SH_TR("The number of parameters does not fit in 64 bits"));
    }
    return total;
}

double flopsPerToken(const ModelConfig& config, std::int64_t context) {
    const auto d = static_cast<double>(config.hidden);
    double flops = 2 * d * static_cast<double>(config.vocab);
    for (std::int64_t i = 0; i < config.layerCount(); ++i) {
        const auto& layer = config.layers[static_cast<std::size_t>(i)];
        if (layer.hasAttention) {
            const auto queryWidth = static_cast<double>(layer.heads) * static_cast<double>(config.headDim);
            const auto keyWidth = static_cast<double>(layer.kvHeads) * static_cast<double>(config.headDim);
            const auto window = config.window(i);
            const auto keys = static_cast<double>(window > 0 ? std::min(window, context) : context);
            flops += 2 * d * (2 * queryWidth + 2 * keyWidth) + 4 * queryWidth * keys;
        }
        if (layer.hasFfn)
            flops += 6 * d * static_cast<double>(layer.ffn);
    }
    return flops;
}

double kvCacheBytes(const ModelConfig& config, std::int64_t tokens, double bytesPerValue) {
    double values = 0;
    for (const auto& layer : config.layers)
        if (layer.hasAttention)
            values += 2 * static_cast<double>(layer.kvHeads) * static_cast<double>(config.headDim);
    return values * static_cast<double>(tokens) * bytesPerValue;
}

} // namespace stillhouse::formats
