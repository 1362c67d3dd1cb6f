// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_history.h"

#include <set>

namespace stillhouse::widgets {

namespace {

Result<void> loadCurves(Store& store, const std::string& id, std::int64_t maxPoints, LoadedRun& run) {
    std::set<std::pair<std::string, int>> places;
    for (const auto& stage : run.stages)
        places.insert({stage.lane, stage.stageIndex});
    for (const auto& [lane, stage] : places) {
        const auto names = store.metricNames(id, lane);
        if (!names)
            return names.error();
        for (const auto& name : *names) {
            auto series = store.metric(id, lane, stage, name, maxPoints);
            if (!series)
                return series.error();
            if (!series->steps.empty())
                run.curves.push_back({lane, name, stage, std::move(*series)});
        }
    }
    return {};
}

} // namespace

Result<LoadedRun> loadRun(Store& store, const std::string& id, std::int64_t maxPoints) {
    LoadedRun run;
    auto row = store.run(id);
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorKind::NotFound, Text(SH_TR("The run %1 is not in the project"), {id}), {}, SH_TR("Choose another run"), {}, {}};
    run.row = **row;
    auto stages = store.stages(id);
    if (!stages)
        return stages.error();
    run.stages = std::move(*stages);
    auto events = store.events(id);
    if (!events)
        return events.error();
    run.events = std::move(*events);
    auto artifacts = store.artifacts(id);
    if (!artifacts)
        return artifacts.error();
    for (auto& artifact : *artifacts)
        if (artifact.kind == "checkpoint")
            run.checkpoints.push_back(std::move(artifact));
    if (const auto loaded = loadCurves(store, id, maxPoints, run); !loaded)
        return loaded.error();
    return run;
}

} // namespace stillhouse::widgets
