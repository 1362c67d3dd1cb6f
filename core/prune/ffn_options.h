// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/prune_ffn.h"
#include "core/base/fields.h"
#include "core/formats/model_config.h"
#include "core/train/objective.h"

#include <string>

namespace stillhouse::prune {

/// The options of prune.ffn: what goes, how it is chosen, whether its work is folded, and how the student recovers (A1's loss).
struct FfnOptions : train::SoftTargetOptions {
    double amount = 0.25;
    std::int64_t layers = 0;
    double parameters = 0;
    std::string measure = "cka";
    std::string locks, forced;
    double channels = 0;
    bool fold = true;
    std::int64_t folds = 2;
    bool recover = true;
    std::int64_t calibration = 256;
    std::string importanceFile;
};

const base::Fields<FfnOptions>& ffnFields();

/// The whole budget as a request. base::Failure behind `where` at "locks" or "remove" when the lists of layers cannot be read.
FfnRequest ffnRequestOf(const FfnOptions& options, const std::string& where);

/// The shapes that the budget leaves of `config`. base::Failure with the option's key behind `where`.
formats::ModelConfig shapeBehindFfn(const FfnOptions& options, const formats::ModelConfig& config, const std::string& where);

} // namespace stillhouse::prune
