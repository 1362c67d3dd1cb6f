// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/policy_options.h"

#include "core/align/policy_loop.h"
#include "core/base/failure.h"

#include <algorithm>

namespace stillhouse::align {

std::int64_t stepsPerRollout(const PolicyOptions& o, std::int64_t learnedAnswers) {
    return o.epochs * ((learnedAnswers + o.batchSize - 1) / o.batchSize);
}

std::int64_t rolloutsFor(const PolicyOptions& o, const std::string& preset, std::int64_t perRollout) {
    if (o.rollouts > 0)
        return o.rollouts;
    if (o.steps > 0)
        return (o.steps + perRollout - 1) / perRollout;
    return preset == "long" ? 200 : preset == "standard" ? 40 : 8;
}

HealthLimits healthLimits(const PolicyOptions& o, double klTarget, bool classification) {
    HealthLimits out;
    out.ratio = o.ratioLimit;
    out.kl = o.klLimit > 0 ? o.klLimit : klTarget > 0 ? 5 * klTarget : 20;
    out.entropy = o.minEntropy >= 0 ? o.minEntropy : classification ? 0 : 0.02;
    out.unended = classification ? 1 : o.unendedLimit;
    return out;
}

Scorer scorerFor(const train::StageContext& context, const PolicyOptions& o, const std::vector<Example>& examples) {
    if (o.reward == "model") {
        if (!context.memory->reward)
            base::fail(context.lane + "/" + context.stage, SH_TR("There is no reward model yet"),
                       SH_TR("Put the stage align.reward before this one, or choose the label as reward"));
        return rewardScorer(context.memory->reward);
    }
    if (context.data.encoder->task().kind != "classification")
        base::fail(context.lane + "/" + context.stage, SH_TR("A generation task has no label to compare with"),
                   SH_TR("Train a reward model and choose it as reward"));
    std::vector<std::int32_t> labels;
    for (const auto& example : examples)
        labels.push_back(context.data.encoder->labelIndex(example.label));
    return labelScorer(*context.data.encoder, std::move(labels));
}

} // namespace stillhouse::align
