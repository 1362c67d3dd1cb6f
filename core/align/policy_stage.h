// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/align/policy_loop.h"

namespace stillhouse::align {

/// What PPO and best-of-n set up in the same way: the lane's policy as what is trained, a frozen copy of it as reference, the prompts of
/// the training examples, the reward.
struct PolicyRun {
    PolicyRun(train::StageContext& context, const PolicyOptions& options);
    /// Freezes the policy and writes the lane's samples to its folder.
    train::StageOutcome finish(train::StageOutcome outcome);

    train::StageContext& context;
    train::StageContext own; ///< its student is the policy
    model::Decoder reference;
    PromptSet prompts;
    Scorer score;
    bool classification;
};

} // namespace stillhouse::align
