// SPDX-License-Identifier: GPL-3.0-or-later
// An earlier run as the Run and Temperature panels show it: read on the store-reader thread.
#pragma once
#include "core/api/store.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

struct RunCurve {
    std::string lane, name;
    int stageIndex = 0;
    MetricSeries series;
};

struct LoadedRun {
    RunRow row;
    std::vector<RunCurve> curves;
    std::vector<StageState> stages;
    std::vector<Event> events;
    std::vector<Artifact> checkpoints;
};

/// Everything of one run, curves thinned to at most `maxPoints` each with their spikes kept.
Result<LoadedRun> loadRun(Store& store, const std::string& id, std::int64_t maxPoints);

} // namespace stillhouse::widgets
