// SPDX-License-Identifier: GPL-3.0-or-later
// Stage A1: soft targets; the loss is core/train/objective.h.
#include "core/distill/stages.h"
#include "core/train/distil_loop.h"
#include "core/train/on_policy.h"

namespace stillhouse::distill {

namespace {

const base::Fields<train::SoftTargetOptions>& fields() {
    static const auto made = [] {
        base::Fields<train::SoftTargetOptions> f;
        train::addSoftTargetFields(f);
        return f;
    }();
    return made;
}

} // namespace

train::Stage softTargets() {
    train::Stage stage;
    stage.spec = {"distill.soft", MethodKind::Stage, SH_TR("Soft targets"),
                  SH_TR("The student learns the teacher's softened distribution and the labels, under an adaptive temperature"),
                  "Hinton et al. 2015; MiniLLM 2023; GKD 2023; DistiLLM 2024; CTKD 2023", "A", fields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) {
        const auto typed = fields().parse(options, {});
        return train::distil(context, typed);
    };
    stage.check = [](const OptionMap& options, const std::string& where) { train::checkOnPolicy(fields().parse(options, where), where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        return softTargetLoad(fields().parse(options, {}), preset, examples);
    };
    return stage;
}

} // namespace stillhouse::distill
