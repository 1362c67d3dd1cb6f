// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/evaluate/batches.h"
#include "core/train/batch.h"
#include "core/train/stage.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace stillhouse::prune {

/// What FFN pruning looks at: examples of the training split, every token of them. Every fifth example is held out: ridge and place of a
/// fold are chosen there, and errors are told from there.
struct FfnCalibration {
    std::vector<train::Batch> fit, held; ///< every token is a row
    std::int64_t examples = 0, tokens = 0;
    std::int64_t heldTokens = 0;
    std::string lane; ///< of the progress reports
    int stageIndex = 0;
};

/// base::Failure when fewer than two examples have an answer.
FfnCalibration ffnCalibration(train::StageContext& context, std::int64_t examples, std::int64_t maxTokens);
/// The same of examples that are encoded already.
FfnCalibration ffnCalibrationOf(const std::vector<evaluate::EncodedExample>& examples);

/// Calls `take` for each batch, with progress under `activity`. base::Failure (Cancelled) when `control` says stop between two.
void eachBatch(const FfnCalibration& calibration, const std::vector<train::Batch>& batches, const Text& activity, RunControl& control,
               const std::function<void(const train::Batch&)>& take);

} // namespace stillhouse::prune
