// SPDX-License-Identifier: GPL-3.0-or-later
// Stage A2: attention transfer; the term is core/distill/attention_loss.h and core/distill/relations.h.
#include "core/distill/attention_term.h"
#include "core/distill/option_key.h"
#include "core/distill/stages.h"
#include "core/distill/white_box_teacher.h"

namespace stillhouse::distill {

namespace {

const base::Fields<AttentionOptions>& attentionFields() {
    using O = AttentionOptions;
    static const auto made = [] {
        base::Fields<O> f;
        f.choice("layer_map", &O::layerMap, {"uniform", "last", "custom"}, SH_TR("Layer map"),
                 SH_TR("Which layers are compared: spread evenly over both models, the last ones, or the pairs below"));
        f.integer("last_k", &O::lastK, 1, 4096, "layers", SH_TR("Last layers"), SH_TR("How many, for the map 'last'"));
        f.string("layer_pairs", &O::layerPairs, SH_TR("Layer pairs"),
                 SH_TR("For the map 'custom': student:teacher, counted from 0, like 0:1, 1:3"));
        f.choice("mode", &O::mode, {"auto", "maps", "relations"}, SH_TR("What is compared"),
                 SH_TR("Attention maps head by head, or relations of queries, keys and values (MiniLMv2); auto takes maps where the head "
                       "counts agree"));
        f.choice("head_assignment", &O::headAssignment, {"hungarian", "index"}, SH_TR("Head matching"),
                 SH_TR("Heads that are closest at the start of the stage (Hungarian method), or in index order"));
        f.integer("reassess_every", &O::reassessEvery, 0, 1e9, "steps", SH_TR("Match again every"),
                  SH_TR("Steps until the heads are matched anew; 0: once"))
            .advanced();
        f.integer("relation_heads", &O::relationHeads, 0, 4096, "heads", SH_TR("Relation heads"),
                  SH_TR("Must divide the attention widths of both models; 0: as many as fit, up to the teacher's heads"))
            .advanced();
        f.choice("rows", &O::rows, {"all", "scored"}, SH_TR("Query rows"),
                 SH_TR("Every token's row of a map, or the rows at scored positions alone"));
        f.integer("row_limit", &O::positions, 0, 1 << 20, "rows", SH_TR("Rows per step"),
                  SH_TR("Query positions that are compared per step, drawn anew each time; 0: all"))
            .advanced();
        addExtraFields(f);
        return f;
    }();
    return made;
}

train::StageOutcome runAttention(train::StageContext& context, const AttentionOptions& options) {
    AttentionTerm term(context, options, whiteBoxTeacher(context));
    auto extra = extraFrom(options, "attention");
    extra.start = [&](std::span<const evaluate::EncodedExample> examples) { term.start(examples); };
    extra.request = [&](model::Hooks& hooks) { term.request(hooks); };
    extra.term = [&](std::int64_t step, const train::Batch& batch, const model::Hooks& hooks, const torch::Tensor&) {
        return term.term(step, batch, hooks);
    };
    extra.save = [&](train::Checkpoint& c) { term.save(c); };
    extra.load = [&](const train::Checkpoint& c) { term.load(c); };
    return train::distil(context, options, &extra);
}

void checkAttention(const OptionMap& options, const std::string& where) {
    const auto typed = attentionFields().parse(options, where);
    train::checkOnPolicy(typed, where);
    if (typed.layerMap == "custom")
        (void)parseLayerPairs(typed.layerPairs, optionKey(where, "layer_pairs"));
}

train::StageLoad loadOf(const AttentionOptions& options, const std::string& preset, std::int64_t examples) {
    auto out = softTargetLoad(options, preset, examples);
    out.teacherPasses += 1;
    out.comparedLayers = options.layerMap == "uniform" ? -1
                         : options.layerMap == "last"  ? options.lastK
                                                       : std::int64_t(parseLayerPairs(options.layerPairs, "layer_pairs").size());
    return out;
}

} // namespace

train::Stage attentionTransfer() {
    train::Stage stage;
    stage.spec = {"distill.attention",
                  MethodKind::Stage,
                  SH_TR("Attention transfer"),
                  SH_TR("The student's heads learn to look where the teacher's look, beside the soft targets"),
                  "Zagoruyko & Komodakis 2017; TinyBERT 2020; MiniLMv2 2021",
                  "A",
                  attentionFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) {
        return runAttention(context, attentionFields().parse(options, {}));
    };
    stage.check = checkAttention;
    stage.needsTokenTeacher = true;
    stage.checkModels = [](const OptionMap& options, const formats::ModelConfig& student, const formats::ModelConfig& teacher,
                           const std::string& where) {
        (void)planAttention(attentionFields().parse(options, where), student, teacher, where);
    };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        return loadOf(attentionFields().parse(options, {}), preset, examples);
    };
    return stage;
}

} // namespace stillhouse::distill
