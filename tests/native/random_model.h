// SPDX-License-Identifier: GPL-3.0-or-later
// Small random models of every switch of the architecture.
#pragma once
#include "core/base/seed.h"
#include "core/formats/hf_writer.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/packed_model.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace stillhouse::tests {

struct ModelCase {
    const char* name;
    std::function<void(formats::ModelConfig&)> change;
};

inline formats::ModelConfig smallConfig() {
    formats::ModelConfig config;
    config.vocab = 96;
    config.hidden = 32;
    config.headDim = 8;
    config.layers.assign(2, formats::LayerShape{4, 2, 40, true, true});
    config.ropeTheta = 100;
    config.maxPositions = 128;
    config.bos = 1;
    config.eos = {2};
    return config;
}

inline const std::vector<ModelCase>& modelCases() {
    using Kind = formats::RopeScaling::Kind;
    static const std::vector<ModelCase> all = {
        {"grouped", [](auto&) {}},
        {"ungrouped", [](auto& c) { c.layers.assign(2, {4, 4, 24, true, true}); }},
        {"tied", [](auto& c) { c.tiedEmbeddings = true; }},
        {"qwen2_bias", [](auto& c) { c.architecture = formats::Architecture::Qwen2; c.attentionBias = true; }},
        {"every_bias", [](auto& c) { c.attentionBias = c.attentionOutputBias = c.mlpBias = true; }},
        {"qwen3_norm", [](auto& c) { c.architecture = formats::Architecture::Qwen3; c.qkNorm = true; }},
        {"window", [](auto& c) { c.architecture = formats::Architecture::Mistral; c.slidingWindow = 5; }},
        {"window_above", [](auto& c) { c.architecture = formats::Architecture::Qwen2; c.attentionBias = true; c.slidingWindow = 7; c.slidingWindowFrom = 1; }},
        {"linear_rope", [](auto& c) { c.ropeScaling = {Kind::Linear, 4, 1, 4, 8192}; }},
        {"llama3_rope", [](auto& c) { c.ropeScaling = {Kind::Llama3, 8, 1, 4, 16}; }},
        {"pruned", [](auto& c) { c.layers = {{4, 2, 20, true, true}, {0, 0, 9, false, true}, {2, 1, 0, true, false}, {6, 2, 33, true, true}}; }},
        {"no_attention", [](auto& c) { c.layers = {{0, 0, 16, false, true}}; }},
    };
    return all;
}

inline formats::ModelConfig caseConfig(const ModelCase& one) {
    auto config = smallConfig();
    one.change(config);
    return config;
}

/// Writes a folder with weights lively enough that attention is uneven. Norms lie around 1 and biases are not 0.
inline void writeRandomModel(const std::filesystem::path& folder, const formats::ModelConfig& config, std::uint64_t seed = 1) {
    base::Random random(seed);
    formats::HfWriter writer(folder, config, {});
    for (const auto& parameter : formats::parameterShapes(config)) {
        std::size_t count = 1;
        for (const auto dim : parameter.shape)
            count *= std::size_t(dim);
        const double middle = parameter.name.ends_with("norm.weight") ? 1 : 0;
        std::vector<float> values(count);
        for (auto& value : values)
            value = float(middle + (random.uniform() - 0.5));
        writer.write(parameter.name, values);
    }
    writer.commit();
}

} // namespace stillhouse::tests
