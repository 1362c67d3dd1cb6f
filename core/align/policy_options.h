// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/align/ppo_health.h"
#include "core/base/fields.h"
#include "core/train/loop_options.h"

#include <cstdint>
#include <string>

namespace stillhouse::align {

/// What PPO and best-of-n have in common: the policy answers, a reward judges, the policy learns. The loop's `batch_size` is the
/// minibatch of answers.
struct PolicyOptions : train::LoopOptions {
    PolicyOptions() {
        rateShape = "linear";
        checkpointEvery = 64;
    }
    std::int64_t rollouts = 0; ///< 0: what the budget says
    std::int64_t answers = 256;
    std::int64_t epochs = 4;
    std::int64_t maxNew = 48;
    std::string reward = "model";
    double missingEnd = 0;
    double ratioLimit = 10;
    double klLimit = 0;
    double minEntropy = -1;
    double unendedLimit = 0.95;
    std::string derailed = "stop";
};

template <class Options> void addPolicyFields(base::Fields<Options>& f) {
    using O = Options;
    f.integer("rollouts", &O::rollouts, 0, 1e6, "rollouts", SH_TR("Rollouts"),
              SH_TR("How often the policy answers before it learns; 0 takes it from the budget"));
    f.integer("answers", &O::answers, 1, 1 << 20, "answers", SH_TR("Answers per rollout"),
              SH_TR("Sampled by the policy as it is at that time"));
    f.integer("epochs", &O::epochs, 1, 100, "", SH_TR("Epochs per rollout"),
              SH_TR("How often the answers of one rollout are learned from"));
    f.integer("max_new", &O::maxNew, 1, 1 << 16, "tokens", SH_TR("Longest answer"),
              SH_TR("Of a generation task; a classification task answers with one of its verbalizers"));
    f.choice("reward", &O::reward, {"model", "label"}, SH_TR("Reward"),
             SH_TR("The reward model of an earlier stage, or 1 for the example's own label and 0 for anything else"));
    f.number("missing_end", &O::missingEnd, 0, 1e6, "", SH_TR("Penalty without end"),
             SH_TR("Taken from the reward of an answer that does not end by itself"))
        .advanced();
    f.number("ratio_limit", &O::ratioLimit, 1.01, 1e9, "", SH_TR("Ratio limit"),
             SH_TR("The stage stops when the mean probability ratio of a minibatch leaves [1/limit, limit]"))
        .advanced();
    f.number("kl_limit", &O::klLimit, 0, 1e9, "nats", SH_TR("KL limit"),
             SH_TR("The stage stops beyond so many nats per answer; 0: five times the target, or 20 without one"))
        .advanced();
    f.number("min_entropy", &O::minEntropy, -1, 100, "nats", SH_TR("Least entropy"),
             SH_TR("The stage stops below so many nats per token; -1: 0.02 in a generation task, no rule in a classification"))
        .advanced();
    f.number("unended_limit", &O::unendedLimit, 0, 1, "", SH_TR("Unended answers"),
             SH_TR("The stage stops when a larger share does not end by itself; 1 switches the rule off"))
        .advanced();
    f.choice("derailed", &O::derailed, {"stop", "keep"}, SH_TR("When a rule fires"),
             SH_TR("Stop the run with the last healthy policy as its checkpoint, or go on to the next stage with that policy"));
    train::addLoopFields(f);
}

/// Rollouts of a stage: the option, or "quick" 8, "standard" 40, "long" 200; `stepsPerRollout` turns `steps` into rollouts.
std::int64_t rolloutsFor(const PolicyOptions& options, const std::string& preset, std::int64_t stepsPerRollout);

HealthLimits healthLimits(const PolicyOptions& options, double klTarget, bool classification);

} // namespace stillhouse::align
