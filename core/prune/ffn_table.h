// SPDX-License-Identifier: GPL-3.0-or-later
// The table of correlations with everything that a slider needs: the curve and the model of latency.
#pragma once
#include "core/model/torch.h"

#include "core/api/prune_ffn.h"
#include "core/prune/ffn_calibration.h"
#include "core/prune/ffn_options.h"
#include "core/train/stage.h"

#include <cstdint>
#include <filesystem>

namespace stillhouse::prune {

struct FfnTableSettings {
    std::int64_t examples = 256; ///< of the training split, spread evenly over it
    std::int64_t maxTokens = 256;
    std::int64_t folds = 2;
    bool channels = false;      ///< what each channel costs too
    bool alone = true;          ///< the divergence without each single FFN, before and after folding
    bool curve = true;          ///< the least relevant one to four together, with the validation split
    bool latency = true;        ///< time the native engine
    std::filesystem::path file; ///< instead of a file in the context's cache
};

/// What the stage's options need: the plan, not the pictures.
FfnTableSettings ffnTableSettings(const FfnOptions& options);

/// SHA-256 over model, data and settings. What was measured besides the correlations is not part of it: a file that has more will do.
std::string ffnTableKey(const train::StageContext& context, const FfnTableSettings& settings);

/// The table of context.student: from the file that the settings name, or the one in `context.cache`, when it has this key and all that
/// is wanted, else measured and written there. base::Failure, also when cancelled.
FfnTable ffnTable(train::StageContext& context, const FfnTableSettings& settings);

} // namespace stillhouse::prune
