// SPDX-License-Identifier: GPL-3.0-or-later
// The work behind core/api/prune.h; these throw base::Failure.
#pragma once
#include "core/api/prune.h"
#include "core/formats/model_config.h"

#include <string>
#include <vector>

namespace stillhouse::shape {

PrunePlan plan(const HeadImportance& importance, const PruneRequest& request);
PrunePrediction predict(const HeadImportance& importance, const PrunePlan& plan);

/// Which FFN channels go, layer by layer: the least important, so many that what is left is a multiple of `ffnMultiple`.
std::vector<std::vector<std::int64_t>> planChannels(const HeadImportance& importance, const PruneRequest& request);

/// The configuration with what the plan takes away. A layer without heads has no attention, one without channels no FFN.
formats::ModelConfig prunedConfig(const formats::ModelConfig& config, const PrunePlan& plan);

/// A table in which all heads and channels are worth the same: for the shapes that a budget leads to, before anything is measured.
HeadImportance evenImportance(const formats::ModelConfig& config);

/// Weights in the matrices of all attentions and of all FFNs: what LatencyModel is linear in.
struct BlockWeights {
    double attention = 0, ffn = 0;
};
BlockWeights blockWeights(const formats::ModelConfig& config);

/// The shapes alone.
std::vector<LayerImportance> shapesOf(const formats::ModelConfig& config);

/// base::Failure at `key` when the text is no list of heads.
std::vector<HeadRef> headsFrom(const std::string& text, const std::string& key = "locks");

/// base::Failure at `where` when the numbers do not fit the configuration.
void checkImportance(const HeadImportance& importance, const std::string& where);

/// Tokens in front of the one whose time and operations are told.
inline constexpr std::int64_t kDepth = 64;

} // namespace stillhouse::shape
