// SPDX-License-Identifier: GPL-3.0-or-later
// Stage B0: supervised warm start. The policy, a copy of the teacher, learns the answers of the training examples by cross-entropy.
#include "core/align/stages.h"
#include "core/train/batch.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/train_loop.h"
#include "core/train/vocab_loss.h"

namespace stillhouse::align {

namespace {

struct SupervisedOptions : train::LoopOptions {
    SupervisedOptions() { learningRate = 1e-4; } // a trained model bears less than a fresh one
};

const base::Fields<SupervisedOptions>& supervisedFields() {
    static const auto made = [] {
        base::Fields<SupervisedOptions> f;
        train::addLoopFields(f);
        return f;
    }();
    return made;
}

// A third of the budget: the policy starts from a model that knows the task already.
std::int64_t stepsOf(const SupervisedOptions& o, const std::string& preset, std::int64_t examples) {
    return o.steps > 0 ? o.steps : std::max<std::int64_t>(1, train::stepsFor(o, preset, examples, 2) / 3);
}

train::StageOutcome runSupervised(train::StageContext& context, const OptionMap& map) {
    const auto options = supervisedFields().parse(map, {});
    if (!context.policy)
        context.policy = std::make_shared<model::Decoder>(train::tokenTeacher(context.teachers).decoder->clone());
    train::StageContext own = train::withStudent(context, *context.policy);
    const auto examples = train::encodeAll(own, context.data.train, options.maxTokens);
    train::Sampler sampler(train::lengthsOf(examples), options.batchSize, context.seed);
    own.student.setRequiresGrad(true);
    train::AdamW optimizer(own.student, train::adamOptions(options));
    const std::int64_t steps = stepsOf(options, context.preset, std::int64_t(examples.size()));
    train::LoopParts parts;
    parts.gradients = [&](std::int64_t step) {
        const auto batch = train::collate(examples, sampler.batch(step), options.promptWeight);
        const auto hidden = train::scoredRows(own.student.hidden(batch.ids.to(own.student.device())), batch);
        const auto loss = train::vocabLoss(hidden, own.student.headWeight(), batch.targets, {}, {}, batch.weights);
        loss.total.backward();
        return train::StepResult{loss.total.item<double>(), batch.tokens, {{"loss.ce", loss.ce}}};
    };
    parts.afterStep = [&](std::int64_t step) {
        const auto every = options.evaluateEvery > 0 ? options.evaluateEvery : std::max<std::int64_t>(1, steps / 3);
        if (step % every == 0)
            train::reportValidation(own, step, train::kValidationLimit);
        return true;
    };
    const auto outcome = train::runLoop(own, options, steps, optimizer, parts);
    own.student.setRequiresGrad(false);
    return outcome;
}

} // namespace

train::Stage supervised() {
    train::Stage stage;
    stage.spec = {"align.sft", MethodKind::Stage, SH_TR("Supervised warm start"),
                  SH_TR("The policy, a copy of the teacher, learns the answers of the training examples"), "Ouyang et al. 2022 (InstructGPT)", "B", supervisedFields().specs()};
    stage.run = runSupervised;
    stage.needsTokenTeacher = true;
    stage.check = [](const OptionMap& options, const std::string& where) { (void)supervisedFields().parse(options, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        const auto typed = supervisedFields().parse(options, {});
        return train::StageLoad{stepsOf(typed, preset, examples), typed.batchSize, typed.maxTokens};
    };
    return stage;
}

} // namespace stillhouse::align
