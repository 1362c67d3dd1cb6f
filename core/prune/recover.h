// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/train/objective.h"
#include "core/train/train_loop.h"

#include <functional>
#include <vector>

namespace stillhouse::prune {

/// What follows a removal: the smaller student learns by A1's loss on the training split. One object serves all rounds of a stage:
/// examples and the teacher's outputs are prepared once. Rounds share the schedules of learning rate and temperature and one count of
/// steps: round r is steps r·n … (r+1)·n.
class Recovery {
public:
    Recovery(train::StageContext& context, const train::SoftTargetOptions& options, std::int64_t rounds);

    std::int64_t stepsPerRound() const { return steps_; }
    /// Prepares the teacher's outputs; false when cancelled on the way.
    bool prepare() { return objective_.prepare(examples_, rounds_ * steps_); }
    /// The state of the loss, out of a checkpoint.
    void load(const train::Checkpoint& checkpoint) { objective_.load(checkpoint); }
    /// `continues`: the newest checkpoint lies within this round. `save` adds to every checkpoint. The student's shape must stand.
    train::StageOutcome round(std::int64_t round, bool continues, const std::function<void(train::Checkpoint&)>& save);

private:
    train::StepResult gradients(std::int64_t step, const train::Batch& batch);

    train::StageContext& context_;
    const train::SoftTargetOptions& options_;
    std::int64_t rounds_;
    std::vector<evaluate::EncodedExample> examples_;
    std::int64_t steps_ = 0;
    train::Objective objective_;
};

} // namespace stillhouse::prune
