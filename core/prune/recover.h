// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/prune/head_options.h"
#include "core/train/teacher_cache.h"
#include "core/train/train_loop.h"

#include <functional>
#include <memory>
#include <vector>

namespace stillhouse::prune {

/// What follows a removal: the smaller student learns L = α·τ²·KL(z_T/τ ‖ z_S/τ) + (1−α)·CE on the training split, τ constant. One
/// object serves all rounds of a stage: examples and the teacher's outputs are prepared once. Rounds share one schedule of the learning
/// rate and one count of steps, and round r is steps r·n … (r+1)·n.
class Recovery {
public:
    Recovery(train::StageContext& context, const HeadOptions& options);

    std::int64_t stepsPerRound() const { return steps_; }
    /// Prepares the teacher's outputs; false when cancelled on the way.
    bool prepare();
    /// `continues`: the newest checkpoint lies within this round. `save` adds to every checkpoint. The student's shape must stand.
    train::StageOutcome round(std::int64_t round, bool continues, const std::function<void(train::Checkpoint&)>& save);

private:
    train::StepResult gradients(const train::Batch& batch);

    train::StageContext& context_;
    const HeadOptions& options_;
    std::vector<evaluate::EncodedExample> examples_;
    std::unique_ptr<train::TeacherCache> cache_;
    std::int64_t steps_ = 0;
};

} // namespace stillhouse::prune
