// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/checkpoint.h"
#include "core/train/loop_options.h"
#include "core/train/optimizer.h"
#include "core/train/stage.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::train {

/// What one step did: gradients are in the parameters, the numbers are here.
struct StepResult {
    double loss = 0;
    std::int64_t tokens = 0;
    std::vector<std::pair<std::string, double>> metrics; ///< besides loss, lr and grad_norm
};

/// The loop that every stage shares: pause, cancel, checkpoints, metrics, progress, time limit. A stage gives it a function that
/// computes gradients; the loop does the rest.
struct LoopParts {
    std::function<StepResult(std::int64_t step)> gradients; ///< forward and backward of one batch
    /// Called after the optimizer's step and before a checkpoint at the same step; may change weights (roll-back). False ends the stage.
    std::function<bool(std::int64_t step)> afterStep;
    /// Whether a checkpoint is due after `step`; by default every `checkpointEvery` steps.
    std::function<bool(std::int64_t step)> checkpointDue;
    /// Where the loop begins without a checkpoint: behind the steps of an earlier loop of the same stage. `steps` counts both.
    std::int64_t firstStep = 0;
    bool checkpointFirst = false; ///< write one before the first step too: what stands before it was costly
    /// What learns instead of the student's weights (an adapter): a checkpoint holds these as "adapter/…" and leaves the student out.
    NamedTensors adapter;
    /// More state that a checkpoint must carry, and its way back.
    std::function<void(Checkpoint&)> save;
    std::function<void(const Checkpoint&)> load;
};

/// Runs steps [from, steps): `from` is the newest checkpoint's step when the context says resume. A cancelled loop has written a
/// checkpoint. A loss that is not finite is a base::Failure naming the step.
StageOutcome runLoop(StageContext& context, const LoopOptions& options, std::int64_t steps, AdamW& optimizer, const LoopParts& parts);

/// Steps for a stage that leaves them to the budget: "quick" 300, "standard" 2,000, "long" 10,000, but at most `epochs` times the data.
std::int64_t stepsFor(const LoopOptions& options, const std::string& preset, std::int64_t examples, double epochs = 20);

/// How a model does on the validation split.
struct Validation {
    double nll = 0, accuracy = -1; ///< nats per token of the answers; −1 in a generation task; both NaN where nothing could be measured
};
/// On the first `limit` examples of the split, which must not be empty. base::Failure (Cancelled) when `control` says stop.
Validation validate(const model::Decoder& decoder, const RunData& data, std::int64_t limit, RunControl* control = nullptr);

/// accuracy and nll (classification), or nll (generation), of the student on the validation split, reported as eval.*; at most `limit`
/// examples. Returns the number that is better when higher (accuracy, or −nll).
double reportValidation(StageContext& context, std::int64_t step, std::int64_t limit);

/// The same context with another model as the one that is trained (B0 trains the policy).
StageContext withStudent(const StageContext& context, model::Decoder& student);

void reportEvent(StageContext& context, std::int64_t step, Severity severity, const std::string& kind, Text text, const std::string& json = {});

} // namespace stillhouse::train
