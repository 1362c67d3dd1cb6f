// SPDX-License-Identifier: GPL-3.0-or-later
// Stage A3: gradient matching of the last layers; the term is core/distill/gram.h.
#include "core/distill/gradient_term.h"
#include "core/distill/stages.h"
#include "core/distill/white_box_teacher.h"

namespace stillhouse::distill {

namespace {

const base::Fields<GradientOptions>& gradientFields() {
    using O = GradientOptions;
    static const auto made = [] {
        base::Fields<O> f;
        f.choice("matching", &O::matching, {"gram", "direct"}, SH_TR("Matching"),
                 SH_TR("gram compares which positions pull alike, for models of any width; direct compares the head's gradient itself and "
                       "needs equal widths"));
        f.integer("positions", &O::positions, 2, 4096, "positions", SH_TR("Positions"),
                  SH_TR("Scored positions that are compared per step; cost grows with their square"));
        f.integer("blocks", &O::blocks, 1, 4096, "layers", SH_TR("Last blocks"),
                  SH_TR("Layers from the last that learn beside the final norm and the head; the rest is frozen. A tied embedding is the "
                        "head and learns"));
        addExtraFields(f);
        return f;
    }();
    return made;
}

train::StageOutcome runMatching(train::StageContext& context, const GradientOptions& options) {
    const GradientTerm term(context, options, whiteBoxTeacher(context));
    auto extra = extraFrom(options, "gradient");
    extra.term = [&](std::int64_t step, const train::Batch& batch, const model::Hooks&, const torch::Tensor& hidden) {
        return term.term(step, batch, hidden);
    };
    extra.freeze = [&](model::Decoder& student) { freezeBelow(student, options.blocks); };
    return train::distil(context, options, &extra);
}

} // namespace

train::Stage gradientMatching() {
    train::Stage stage;
    stage.spec = {"distill.gradient",
                  MethodKind::Stage,
                  SH_TR("Gradient matching"),
                  SH_TR("The student's last layers learn until the same positions pull its head the same way as the teacher's"),
                  "Zhao et al. 2021 (gradient matching); Kornblith et al. 2019 (centred Gram matrices)",
                  "A",
                  gradientFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) {
        return runMatching(context, gradientFields().parse(options, {}));
    };
    stage.check = [](const OptionMap& options, const std::string& where) {
        train::checkOnPolicy(gradientFields().parse(options, where), where);
    };
    stage.needsTokenTeacher = true;
    stage.checkModels = [](const OptionMap& options, const formats::ModelConfig& student, const formats::ModelConfig& teacher,
                           const std::string& where) { checkGradient(gradientFields().parse(options, where), student, teacher, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        auto load = softTargetLoad(gradientFields().parse(options, {}), preset, examples);
        load.teacherPasses += 1;
        return load;
    };
    return stage;
}

} // namespace stillhouse::distill
