// SPDX-License-Identifier: GPL-3.0-or-later
// What stage A2 compares: for every pair of layers the maps of matched heads, or relations.
#pragma once
#include "core/distill/extra_options.h"
#include "core/distill/layer_map.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::distill {

struct AttentionOptions : ExtraOptions {
    std::string layerMap = "uniform";
    std::int64_t lastK = 1;
    std::string layerPairs;
    std::string mode = "auto";
    std::string headAssignment = "hungarian";
    std::int64_t reassessEvery = 0;
    std::int64_t relationHeads = 0;
    std::string rows = "all";
    std::int64_t positions = 0;
};

struct PlannedPair {
    LayerPair layers;
    bool maps = false;               ///< else relations
    std::int64_t relationHeads = 0;  ///< R, for relations
    std::vector<std::int64_t> heads; ///< of the teacher, by head of the student; maps only
};

/// One entry per layer pair, heads in index order. base::Failure at "<where>.…" for what these two models cannot do.
std::vector<PlannedPair> planAttention(const AttentionOptions& options, const formats::ModelConfig& student,
                                       const formats::ModelConfig& teacher, const std::string& where);

} // namespace stillhouse::distill
