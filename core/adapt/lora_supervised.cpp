// SPDX-License-Identifier: GPL-3.0-or-later
// The stage lora.sft: an adapter on the student learns the answers of the training examples by cross-entropy.
#include "core/model/torch.h"

#include "core/adapt/stages.h"
#include "core/train/lora_options.h"
#include "core/train/lora_stage.h"
#include "core/train/supervised_loop.h"

namespace stillhouse::adapt {

namespace {

struct LoraSupervisedOptions : train::LoopOptions, train::LoraOptions {
    LoraSupervisedOptions() { weightDecay = 0; } // decaying B pulls the model back to where it began
};

const base::Fields<LoraSupervisedOptions>& loraSupervisedFields() {
    static const auto made = [] {
        base::Fields<LoraSupervisedOptions> f;
        train::addLoraFields(f);
        train::addLoopFields(f);
        return f;
    }();
    return made;
}

constexpr std::int64_t kLooks = 10; ///< at the validation split

} // namespace

train::Stage loraSupervised() {
    train::Stage stage;
    stage.spec = {"lora.sft", MethodKind::Stage, SH_TR("LoRA fine-tuning"),
                  SH_TR("A small adapter beside the frozen weights learns the labels, and is then merged into them"), "Hu et al. 2021; Kalajdzievski 2023 (rsLoRA)", "AB",
                  loraSupervisedFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& map) {
        const auto options = loraSupervisedFields().parse(map, {});
        return train::trainAdapter(context, train::adapterConfig(options, {}), [&](train::LoraAdapter& adapter) {
            return train::supervise(context, options, [&](std::int64_t examples) { return train::stepsFor(options, context.preset, examples); }, &adapter, kLooks);
        });
    };
    stage.check = [](const OptionMap& map, const std::string& where) { (void)train::adapterConfig(loraSupervisedFields().parse(map, where), where); };
    stage.load = [](const OptionMap& map, const std::string& preset, std::int64_t examples) {
        const auto options = loraSupervisedFields().parse(map, {});
        train::StageLoad load{train::stepsFor(options, preset, examples), options.batchSize, options.maxTokens};
        load.asksTeachers = false;
        return load;
    };
    stage.trainedParameters = [](const OptionMap& map, const formats::ModelConfig& student, const std::string& where) {
        return train::adapterParameters(train::adapterConfig(loraSupervisedFields().parse(map, where), where), student, where);
    };
    return stage;
}

} // namespace stillhouse::adapt
