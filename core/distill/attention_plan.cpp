// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/attention_plan.h"

#include "core/distill/option_key.h"
#include "core/distill/relations.h"

#include <numeric>

namespace stillhouse::distill {

namespace {

std::int64_t relationHeadsFor(const AttentionOptions& options, std::int64_t widths, std::int64_t teacherHeads, const std::string& where) {
    if (options.relationHeads == 0)
        return usualRelationHeads(widths, teacherHeads);
    if (widths % options.relationHeads != 0)
        base::failAt(optionKey(where, "relation_heads"),
                     Text(SH_TR("%1 relation heads do not divide the widths of both models"), {std::to_string(options.relationHeads)}),
                     Text(SH_TR("Choose a divisor of %1, or 0"), {std::to_string(widths)}));
    return options.relationHeads;
}

} // namespace

std::vector<PlannedPair> planAttention(const AttentionOptions& options, const formats::ModelConfig& student,
                                       const formats::ModelConfig& teacher, const std::string& where) {
    std::vector<PlannedPair> out;
    for (const auto& layers : layerPairs({options.layerMap, options.lastK, options.layerPairs}, student, teacher, where)) {
        const auto mine = student.layers[std::size_t(layers.student)].heads, theirs = teacher.layers[std::size_t(layers.teacher)].heads;
        if (options.mode == "maps" && mine != theirs)
            base::failAt(
                optionKey(where, "mode"),
                Text(SH_TR("Layer %1 of the student has %2 heads, layer %3 of the teacher %4: their maps cannot be matched head by head"),
                     {std::to_string(layers.student), std::to_string(mine), std::to_string(layers.teacher), std::to_string(theirs)}),
                SH_TR("Choose auto or relations"));
        PlannedPair pair{layers, options.mode != "relations" && mine == theirs, 0, {}};
        if (pair.maps) {
            pair.heads.resize(std::size_t(mine));
            std::iota(pair.heads.begin(), pair.heads.end(), 0);
        } else {
            pair.relationHeads = relationHeadsFor(options, relationWidths(student, layers.student, teacher, layers.teacher), theirs, where);
        }
        out.push_back(std::move(pair));
    }
    return out;
}

} // namespace stillhouse::distill
