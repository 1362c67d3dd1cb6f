// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/api/run_control.h"
#include "core/evaluate/task_encoding.h"
#include "core/model/decoder.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::prune {

struct ImportanceSettings {
    std::string measure = "first_order"; ///< see core/api/prune.h
    bool channels = false;               ///< of the FFN too
    double alpha = 0.7; ///< share of the teacher in the loss: L = α·τ²·KL(teacher ‖ model) + (1−α)·CE, mean over an example's scored rows
    double temperature = 2; ///< τ
    std::uint64_t seed = 1; ///< of "random" alone
    std::string lane;       ///< of the progress reports
    int stageIndex = 0;
};

/// What each head and channel is worth on the examples, as LayerImportance says. Gradients are taken per example: every example has
/// gates of its own, so that one backward pass over a batch gives each example's |∂L/∂g| exactly. Without a teacher the loss is CE
/// alone. base::Failure, with kind Cancelled when `control` says stop between two batches.
std::vector<LayerImportance> measureImportance(const model::Decoder& model, const model::Decoder* teacher,
                                               std::span<const evaluate::EncodedExample> examples, const ImportanceSettings& settings,
                                               RunControl& control);

/// "first_order", "fisher", "output_norm", "weight_norm", "random"
const std::vector<std::string>& importanceMeasures();

} // namespace stillhouse::prune
