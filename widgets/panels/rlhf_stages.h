// SPDX-License-Identifier: GPL-3.0-or-later
// What the stages of strategy B mean to the RLHF page, and the settings that its plots draw as bands and lines.
#pragma once
#include "core/api/experiment.h"
#include "core/api/method.h"

#include <limits>
#include <string>
#include <vector>

namespace stillhouse::widgets {

/// The lane whose stages, samples and rounds the page shows.
inline constexpr const char* kFeedbackLane = "B";

enum class FeedbackStage { Other, Reward, Policy, Filter };

struct FeedbackStages {
    std::vector<FeedbackStage> kinds; ///< by stage index
    bool ppo = false;                 ///< one of the policy stages is PPO: value head, β and ratio exist
    double klTarget = std::numeric_limits<double>::quiet_NaN(); ///< nats per answer; NaN: none, or not known before the engine is there
    double ratioClip = std::numeric_limits<double>::quiet_NaN();

    FeedbackStage kind(const std::string& lane, int stageIndex) const;
    bool has(FeedbackStage kind) const;
    bool any() const { return has(FeedbackStage::Reward) || has(FeedbackStage::Policy); }
};

/// Of the experiment's strategy B; skipped stages count as none. Defaults come from the methods' tables.
FeedbackStages feedbackStages(const Experiment& experiment, const std::vector<MethodSpec>& methods);

/// Puts the reward model, PPO and the reward filter into strategy B where they are missing: behind the warm start, before the update.
void addFeedbackStages(Experiment& experiment);

} // namespace stillhouse::widgets
