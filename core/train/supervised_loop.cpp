// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/supervised_loop.h"

#include "core/base/seed.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/vocab_loss.h"

namespace stillhouse::train {

std::vector<AdamGroup> trainedGroups(const model::Decoder& student, const LoraAdapter* adapter) {
    AdamGroup group;
    group.parameters = adapter ? adapter->parameters() : student.namedParameters();
    return {group};
}

torch::Tensor trainingPass(StageContext& context, LoraAdapter* adapter, std::int64_t step, const Batch& batch, const model::ForwardOptions& forward) {
    if (adapter)
        adapter->drop(base::mix(base::mix(context.seed, 0xd209), std::uint64_t(step)));
    auto hidden = context.student.hidden(batch.ids.to(context.student.device()), forward);
    if (adapter)
        adapter->keepAll();
    return hidden;
}

StageOutcome supervise(StageContext& context, const LoopOptions& options, const std::function<std::int64_t(std::int64_t examples)>& stepsOf, LoraAdapter* adapter,
                       std::int64_t looks) {
    const auto examples = encodeAll(context, context.data.train, options.maxTokens);
    const auto steps = stepsOf(std::int64_t(examples.size()));
    Sampler sampler(lengthsOf(examples), options.batchSize, context.seed);
    context.student.setRequiresGrad(!adapter);
    AdamW optimizer(trainedGroups(context.student, adapter), adamOptions(options));
    LoopParts parts;
    if (adapter)
        parts.adapter = adapter->parameters();
    parts.gradients = [&](std::int64_t step) {
        const auto batch = collate(examples, sampler.batch(step), options.promptWeight);
        const auto hidden = scoredRows(trainingPass(context, adapter, step, batch), batch); // (R,d)
        const auto loss = vocabLoss(hidden, context.student.headWeight(), batch.targets, {}, {}, batch.weights);
        loss.total.backward();
        return StepResult{loss.total.item<double>(), batch.tokens, {{"loss.ce", loss.ce}}};
    };
    parts.afterStep = [&](std::int64_t step) {
        const auto every = options.evaluateEvery > 0 ? options.evaluateEvery : std::max<std::int64_t>(1, steps / looks);
        if (step % every == 0)
            reportValidation(context, step, kValidationLimit);
        return true;
    };
    return runLoop(context, options, steps, optimizer, parts);
}

} // namespace stillhouse::train
