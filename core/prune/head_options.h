// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/base/fields.h"
#include "core/formats/model_config.h"
#include "core/train/objective.h"

#include <string>

namespace stillhouse::prune {

/// The options of prune.heads: what goes, how it is chosen, and how the student recovers (A1's loss).
/// Steps are those of one round.
struct HeadOptions : train::SoftTargetOptions {
    double amount = 0.25;
    std::string mode = "uniform";
    std::string importance = "first_order";
    std::int64_t floor = 1;
    bool normalise = true;
    std::string locks, forced;
    double ffn = 0;
    std::int64_t rounds = 1;
    bool recover = true;
    std::int64_t calibration = 256;
    std::string importanceFile;
};

const base::Fields<HeadOptions>& headFields();

/// The whole budget as a request. base::Failure behind `where` at "locks" or "remove" when the lists of heads cannot be read.
PruneRequest requestOf(const HeadOptions& options, const std::string& where);

/// The shapes that the budget leaves of `config`. base::Failure with the option's key behind `where`.
formats::ModelConfig shapeBehind(const HeadOptions& options, const formats::ModelConfig& config, const std::string& where);

} // namespace stillhouse::prune
