// SPDX-License-Identifier: GPL-3.0-or-later
// Which layer of the student looks at which layer of the teacher. Layers without attention take no part.
#pragma once
#include "core/formats/model_config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::distill {

struct LayerPair {
    std::int64_t student = 0, teacher = 0;
    bool operator==(const LayerPair&) const = default;
};

/// Indices of the layers that have attention.
std::vector<std::int64_t> attentionLayers(const formats::ModelConfig& config);

/// The i-th of n student layers looks at number ⌈(i+1)·m/n⌉ (counted from 1) of m teacher layers, so that the last ones meet
/// (TinyBERT, Jiao 2020).
std::vector<LayerPair> uniformMap(const std::vector<std::int64_t>& student, const std::vector<std::int64_t>& teacher);
/// The last `count` of both, in order; count ≤ both.
std::vector<LayerPair> lastMap(const std::vector<std::int64_t>& student, const std::vector<std::int64_t>& teacher, std::int64_t count);
/// "0:1, 1:3": student:teacher, counted from 0. base::Failure at `key` for anything else, and for a pair given twice.
std::vector<LayerPair> parseLayerPairs(const std::string& text, const std::string& key);

struct LayerMapOptions {
    std::string kind = "uniform"; ///< "uniform", "last", "custom"
    std::int64_t last = 1;
    std::string pairs;
};

/// What the options mean for two models. base::Failure at "<where>.last_k" or "<where>.layer_pairs" when a layer does not exist or has no
/// attention, at "<where>.layer_map" when one of the models has none at all.
std::vector<LayerPair> layerPairs(const LayerMapOptions& options, const formats::ModelConfig& student, const formats::ModelConfig& teacher,
                                  const std::string& where);

} // namespace stillhouse::distill
