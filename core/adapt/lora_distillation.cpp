// SPDX-License-Identifier: GPL-3.0-or-later
// The stage lora.distill: A1's loss, with an adapter that learns instead of the student's weights.
#include "core/model/torch.h"

#include "core/adapt/stages.h"
#include "core/train/distil_loop.h"
#include "core/train/lora_options.h"
#include "core/train/lora_stage.h"
#include "core/train/on_policy.h"

namespace stillhouse::adapt {

namespace {

struct LoraDistilOptions : train::SoftTargetOptions, train::LoraOptions {
    LoraDistilOptions() { weightDecay = 0; }
};

const base::Fields<LoraDistilOptions>& loraDistilFields() {
    static const auto made = [] {
        base::Fields<LoraDistilOptions> f;
        train::addLoraFields(f);
        train::addSoftTargetFields(f);
        return f;
    }();
    return made;
}

} // namespace

train::Stage loraDistillation() {
    train::Stage stage;
    stage.spec = {"lora.distill", MethodKind::Stage, SH_TR("LoRA distillation"),
                  SH_TR("A small adapter beside the frozen weights learns the teacher's softened distribution and the labels, and is then merged into them"),
                  "Hu et al. 2021; Hinton et al. 2015", "A", loraDistilFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& map) {
        const auto options = loraDistilFields().parse(map, {});
        return train::trainAdapter(context, train::adapterConfig(options, {}),
                                   [&](train::LoraAdapter& adapter) { return train::distil(context, options, nullptr, &adapter); });
    };
    stage.check = [](const OptionMap& map, const std::string& where) {
        const auto options = loraDistilFields().parse(map, where);
        (void)train::adapterConfig(options, where);
        train::checkOnPolicy(options, where);
    };
    stage.load = [](const OptionMap& map, const std::string& preset, std::int64_t examples) {
        return train::softTargetLoad(loraDistilFields().parse(map, {}), preset, examples);
    };
    stage.trainedParameters = [](const OptionMap& map, const formats::ModelConfig& student, const std::string& where) {
        return train::adapterParameters(train::adapterConfig(loraDistilFields().parse(map, where), where), student, where);
    };
    return stage;
}

} // namespace stillhouse::adapt
