// SPDX-License-Identifier: GPL-3.0-or-later
// The work behind core/api/prune_ffn.h; these throw base::Failure.
#pragma once
#include "core/api/prune_ffn.h"
#include "core/formats/model_config.h"

#include <string>
#include <vector>

namespace stillhouse::shape {

FfnPlan planFfnOf(const FfnTable& table, const FfnRequest& request);
FfnPrediction predictFfnOf(const FfnTable& table, const FfnPlan& plan);

/// Layers in the order in which they go: forced ones, then by the measure, locked ones never.
std::vector<std::int64_t> ffnOrder(const FfnTable& table, const FfnRequest& request);

/// A table in which every FFN is worth the same: for the shapes that a budget leads to, before anything is measured.
FfnTable evenFfnTable(const formats::ModelConfig& config);

/// base::Failure at `key` when the text is no list of layers.
std::vector<std::int64_t> layersFrom(const std::string& text, const std::string& key);

/// base::Failure at `where` when the numbers do not fit the configuration.
void checkFfnTable(const FfnTable& table, const std::string& where);

} // namespace stillhouse::shape
