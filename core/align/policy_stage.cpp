// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/policy_stage.h"

#include "core/align/memory_checkpoint.h"

namespace stillhouse::align {

namespace {

train::StageContext withPolicy(train::StageContext& context) {
    if (!context.policy)
        context.policy = std::make_shared<model::Decoder>(train::tokenTeacher(context.teachers).decoder->clone());
    return train::withStudent(context, *context.policy);
}

} // namespace

PolicyRun::PolicyRun(train::StageContext& given, const PolicyOptions& options)
    : context(given), own(withPolicy(given)), reference(own.student.clone()),
      prompts(promptSet(given, given.data.train, options.maxTokens, options.maxNew)), score(scorerFor(given, options, given.data.train)),
      classification(given.data.encoder->task().kind == "classification") {
    reference.setRequiresGrad(false);
    own.student.setRequiresGrad(true);
}

train::StageOutcome PolicyRun::finish(train::StageOutcome outcome) {
    own.student.setRequiresGrad(false);
    if (outcome.status != RunStatus::Finished)
        return outcome;
    reportSamples(context);
    return outcome;
}

} // namespace stillhouse::align
