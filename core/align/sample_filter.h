// SPDX-License-Identifier: GPL-3.0-or-later
// The reward filter of B3: what becomes of each sample. No torch; any thread.
#pragma once
#include "core/train/lane_memory.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::align {

struct FilterRules {
    std::int64_t perPrompt = 1;        ///< best answers of a prompt that stay; 0: all
    std::string rule = "top_fraction"; ///< "none", "threshold", "top_fraction"
    double threshold = 0;              ///< least reward
    double topFraction = 0.8;          ///< of what the earlier steps left
};

/// Sets every fate, in this order: of equal answers to a prompt all but the first are "duplicate"; behind the best `perPrompt` of a prompt
/// "not_best"; then by the rule "below_threshold"; the rest is "accepted". Equal rewards: the lower number is the better one.
void filterSamples(std::vector<train::PolicySample>& samples, const FilterRules& rules);

struct RewardHistogram {
    std::vector<double> edges;               ///< bins + 1
    std::vector<std::int64_t> before, after; ///< samples, accepted samples
};
RewardHistogram rewardHistogram(const std::vector<train::PolicySample>& samples, std::size_t bins = 30);

} // namespace stillhouse::align
