// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/recover.h"

#include "core/train/encode.h"
#include "core/train/sampler.h"

#include <algorithm>

namespace stillhouse::prune {

Recovery::Recovery(train::StageContext& context, const train::SoftTargetOptions& options, std::int64_t rounds)
    : context_(context), options_(options), rounds_(rounds), examples_(train::encodeAll(context, context.data.train, options.maxTokens)),
      steps_(train::stepsFor(options, context.preset, std::int64_t(examples_.size()))), objective_(context, options) {}

train::StepResult Recovery::gradients(std::int64_t step, const train::Batch& batch) {
    auto value = objective_.loss(step, batch, train::scoredRows(context_.student.hidden(batch.ids.to(context_.student.device())), batch));
    value.total.backward();
    return {value.total.item<double>(), batch.tokens, std::move(value.metrics)};
}

train::StageOutcome Recovery::round(std::int64_t round, bool continues, const std::function<void(train::Checkpoint&)>& save) {
    auto context = train::withStudent(context_, context_.student);
    context.resume = continues;
    context.secondsAllowed = context_.secondsAllowed / double(rounds_);
    context.student.setRequiresGrad(true);
    const std::int64_t end = (round + 1) * steps_, total = rounds_ * steps_;
    const auto every = options_.evaluateEvery > 0 ? options_.evaluateEvery : std::max<std::int64_t>(1, total / 10);
    train::Sampler sampler(train::lengthsOf(examples_), options_.batchSize, context.seed);
    train::AdamW optimizer(context.student, train::adamOptions(options_));
    train::LoopParts parts;
    parts.firstStep = round * steps_;
    parts.checkpointFirst = true;
    parts.gradients = [&](std::int64_t step) {
        return gradients(step, train::collate(examples_, sampler.batch(step), options_.promptWeight));
    };
    parts.afterStep = [&](std::int64_t step) {
        if (step % every == 0 || step == end)
            train::reportValidation(context, step, train::kValidationLimit);
        return step < end;
    };
    parts.save = [&](train::Checkpoint& c) {
        objective_.save(c);
        save(c);
    };
    parts.load = [this](const train::Checkpoint& c) { objective_.load(c); };
    return train::runLoop(context, options_, total, optimizer, parts);
}

} // namespace stillhouse::prune
