// SPDX-License-Identifier: GPL-3.0-or-later
// Stage B0: supervised warm start. The policy, a copy of the teacher, learns the answers of the training examples by cross-entropy.
#include "core/align/stages.h"
#include "core/train/lora_options.h"
#include "core/train/lora_stage.h"
#include "core/train/supervised_loop.h"

namespace stillhouse::align {

namespace {

struct SupervisedOptions : train::LoopOptions, train::LoraOptions {
    SupervisedOptions() {
        learningRate = 1e-4; // a trained model bears less than a fresh one
        rank = 0;
    }
};

const base::Fields<SupervisedOptions>& supervisedFields() {
    static const auto made = [] {
        base::Fields<SupervisedOptions> f;
        train::addLoopFields(f);
        train::addLoraFields(f, true);
        return f;
    }();
    return made;
}

// A third of the budget: the policy starts from a model that knows the task already.
std::int64_t stepsOf(const SupervisedOptions& o, const std::string& preset, std::int64_t examples) {
    return o.steps > 0 ? o.steps : std::max<std::int64_t>(1, train::stepsFor(o, preset, examples, 2) / 3);
}

constexpr std::int64_t kPolicyLooks = 3; ///< at the validation split

train::StageOutcome runSupervised(train::StageContext& context, const OptionMap& map) {
    const auto options = supervisedFields().parse(map, {});
    const auto& teacher = train::tokenTeacher(context.teachers);
    const bool fresh = !context.policy;
    if (fresh)
        context.policy = std::make_shared<model::Decoder>(teacher.decoder->clone());
    train::StageContext own = train::withStudent(context, *context.policy);
    own.studentFrom = fresh ? std::filesystem::absolute(teacher.spec.path) : std::filesystem::path();
    const auto learn = [&](train::LoraAdapter* adapter) {
        return train::supervise(own, options, [&](std::int64_t examples) { return stepsOf(options, context.preset, examples); }, adapter, kPolicyLooks);
    };
    const auto outcome = options.rank == 0
                             ? learn(nullptr)
                             : train::trainAdapter(own, train::adapterConfig(options, {}, true), [&](train::LoraAdapter& adapter) { return learn(&adapter); });
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
    stage.check = [](const OptionMap& options, const std::string& where) { (void)train::adapterConfig(supervisedFields().parse(options, where), where, true); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        const auto typed = supervisedFields().parse(options, {});
        return train::StageLoad{stepsOf(typed, preset, examples), typed.batchSize, typed.maxTokens};
    };
    stage.trainedParameters = [](const OptionMap& options, const formats::ModelConfig& model, const std::string& where) {
        const auto typed = supervisedFields().parse(options, where);
        return typed.rank > 0 ? train::adapterParameters(train::adapterConfig(typed, where, true), model, where, true) : formats::parameterCount(model);
    };
    return stage;
}

} // namespace stillhouse::align
