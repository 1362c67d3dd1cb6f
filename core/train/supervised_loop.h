// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/batch.h"
#include "core/train/lora.h"
#include "core/train/train_loop.h"

#include <functional>
#include <vector>

namespace stillhouse::train {

/// What the optimizer moves: the adapter's matrices, or without one all weights of the student.
std::vector<AdamGroup> trainedGroups(const model::Decoder& student, const LoraAdapter* adapter);

/// The hidden states (B,T,d) of a batch in training: with an adapter, its dropout is on for this pass alone. The masks follow from the
/// stage's seed and the step.
torch::Tensor trainingPass(StageContext& context, LoraAdapter* adapter, std::int64_t step, const Batch& batch, const model::ForwardOptions& forward = {});

/// A whole supervised stage: the student (or the adapter attached to it) learns the answers of the training examples by cross-entropy.
/// `stepsOf`: steps for so many examples with an answer. Validation `looks` times in the stage, where the options leave that open.
StageOutcome supervise(StageContext& context, const LoopOptions& options, const std::function<std::int64_t(std::int64_t examples)>& stepsOf, LoraAdapter* adapter,
                       std::int64_t looks);

} // namespace stillhouse::train
