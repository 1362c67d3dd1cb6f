// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods.h"

#include "core/adapt/stages.h"
#include "core/align/stages.h"
#include "core/base/failure.h"
#include "core/base/spelling.h"
#include "core/distill/stages.h"
#include "core/engine/quantize_stage.h"
#include "core/prune/stages.h"

namespace stillhouse::engine {

const std::vector<train::Stage>& stages() {
    static const std::vector<train::Stage> all = [] {
        std::vector<train::Stage> list = distill::stages();
        const auto& more = align::stages();
        list.insert(list.end(), more.begin(), more.end());
        const auto& pruners = prune::stages();
        list.insert(list.end(), pruners.begin(), pruners.end());
        const auto& adapters = adapt::stages();
        list.insert(list.end(), adapters.begin(), adapters.end());
        const auto last = quantizeStages();
        list.insert(list.end(), last.begin(), last.end());
        return list;
    }();
    return all;
}

const train::Stage& stageNamed(const std::string& id, const std::string& where) {
    std::vector<std::string> known;
    for (const auto& stage : stages()) {
        if (stage.spec.id == id)
            return stage;
        known.push_back(stage.spec.id);
    }
    base::failAt(where, Text(SH_TR("There is no stage '%1'"), {id}), Text(SH_TR("Did you mean '%1'?"), {base::nearestSpelling(id, known)}));
}

} // namespace stillhouse::engine
