// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of reinforcement: answer, score, judge the health, learn; then again. What learning means is a PolicyUpdate's: PPO
// (ppo.cpp) or best-of-n (best_of_n.cpp). The lane's samples are the answers of all rollouts. Resumes bit for bit. Engine thread.
#pragma once
#include "core/align/policy_options.h"
#include "core/align/rollout.h"
#include "core/train/train_loop.h"

#include <map>

namespace stillhouse::align {

using NamedNumbers = std::vector<std::pair<std::string, double>>;

class PolicyUpdate {
public:
    virtual ~PolicyUpdate() = default;
    virtual const ValueHead* value() const { return nullptr; }
    /// Prompts of a rollout, one entry per answer.
    virtual std::vector<std::int64_t> draw(std::int64_t rollout) = 0;
    virtual double temperature() const { return 1; }
    /// Called once with every rollout that is healthy. Returns what to show of it.
    virtual NamedNumbers prepare(const Rollout& rollout) = 0;
    /// The answers that are learned from: always the same number.
    virtual std::vector<std::int64_t> learned(const Rollout& rollout) const = 0;
    struct Step {
        train::StepResult result;
        double ratio = 1; ///< mean π/π_old, for the health rules
    };
    /// Gradients of one minibatch of answers.
    virtual Step gradients(const Rollout& rollout, const std::vector<std::int64_t>& answers, std::int64_t step) = 0;
    virtual std::vector<train::AdamGroup> parameters() = 0;
    virtual void save(train::Checkpoint&) const {}
    virtual void load(const train::Checkpoint&) {}
};

struct PolicyTask {
    const PromptSet& prompts;
    const Scorer& score;
    const model::Decoder& reference;
    HealthLimits health;
    std::int64_t rollouts = 1;
    std::int64_t learnedAnswers = 1; ///< per rollout
};

/// `context.student` is the policy. A rule that fires ends in a base::Failure, with the last healthy policy in the model and as newest
/// checkpoint; with derailed = "keep" the stage ends well with that policy.
train::StageOutcome runPolicyLoop(train::StageContext& context, const PolicyOptions& options, const PolicyTask& task, PolicyUpdate& update,
                                  const train::AdamOptions& adam);

/// What both stages need before they can begin: the policy, the reward they shall use. Failures say which stage is missing.
Scorer scorerFor(const train::StageContext& context, const PolicyOptions& options, const std::vector<Example>& examples);

std::int64_t stepsPerRollout(const PolicyOptions& options, std::int64_t learnedAnswers);

} // namespace stillhouse::align
