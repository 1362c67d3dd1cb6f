// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/model/decoder.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace stillhouse::tests {

/// A model of a few thousand parameters with grouped queries.
inline formats::ModelConfig tinyModel() {
    formats::ModelConfig config;
    config.vocab = 16;
    config.hidden = 12;
    config.headDim = 6;
    config.layers.assign(2, formats::LayerShape{4, 2, 20, true, true});
    config.ropeTheta = 100;
    config.maxPositions = 64;
    config.bos = 1;
    config.eos = {2};
    return config;
}

/// Random weights large enough that attention and activations leave their linear range.
inline model::Decoder livelyModel(const formats::ModelConfig& config, std::uint64_t seed = 1) {
    return model::Decoder::random(config, {seed, 0.5});
}

/// The weights of tests/baselines/decoder_reference.py, in F64.
inline void fillByFormula(model::Decoder& decoder) {
    decoder.to(torch::kDouble);
    std::uint64_t number = 0;
    decoder.visit([&number](const std::string& name, torch::Tensor& weight) {
        const bool norm = name.ends_with("norm.weight"), matrix = weight.dim() == 2 && name != "model.embed_tokens.weight";
        const double scale = matrix ? 4 / std::sqrt(static_cast<double>(weight.size(1))) : weight.dim() == 2 ? 2 : 1;
        weight = torch::empty(weight.sizes(), torch::kDouble);
        for (std::int64_t i = 0; i < weight.numel(); ++i) {
            const auto word = static_cast<std::uint32_t>(2654435761u * static_cast<std::uint64_t>(i) + 40503u * number + 12345u);
            weight.data_ptr<double>()[i] = (word / 4294967296.0 - 0.5) * scale + (norm ? 1 : 0);
        }
        ++number;
    });
}

inline torch::Tensor idTensor(const std::vector<std::int64_t>& ids) {
    return torch::tensor(ids, torch::kLong).unsqueeze(0);
}

inline double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

} // namespace stillhouse::tests
