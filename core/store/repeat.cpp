// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/store.h"
#include "core/base/failure.h"
#include "core/base/guard.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace stillhouse {

namespace {

template <class T>
T valueOf(Result<T>&& result) {
    if (!result)
        throw base::Failure(result.error());
    return std::move(result.value());
}

RunRow rowOf(Store& store, const std::string& id) {
    auto row = valueOf(store.run(id));
    if (!row)
        base::fail(id, SH_TR("There is no such run in the project"), SH_TR("`compare` and the Compare page list the runs"), ErrorKind::NotFound);
    return std::move(*row);
}

// Of the runs it was forked from, the oldest first, and its own.
std::vector<Event> history(Store& store, const RunRow& row, int depth = 0) {
    constexpr int kForks = 64; // a chain of forks is short; a damaged file may hold a circle
    std::vector<Event> events;
    if (!row.parent.empty() && depth < kForks)
        if (const auto parent = valueOf(store.run(row.parent)))
            events = history(store, *parent, depth + 1);
    auto own = valueOf(store.events(row.id));
    events.insert(events.end(), own.begin(), own.end());
    return events;
}

// A finished run has stages of each strategy that it was asked for; one without any was not asked for then, and is not now.
void keepWhatRan(Store& store, const RunRow& row, Experiment& experiment) {
    std::set<std::string> ran;
    for (const StageState& stage : valueOf(store.stages(row.id)))
        ran.insert(stage.lane);
    if (row.status == "finished" && !ran.empty())
        std::erase_if(experiment.strategies, [&ran](const auto& strategy) { return ran.count(strategy.first) == 0; });
}

} // namespace

std::map<std::pair<std::string, int>, std::vector<OverrideSpec>> overridesOf(const std::vector<Event>& events) {
    std::map<std::pair<std::string, int>, std::vector<OverrideSpec>> out;
    for (const Event& event : events) {
        const auto json = nlohmann::json::parse(event.json, nullptr, false);
        if (!json.is_object() || !json.contains("key") || !json["key"].is_string())
            continue;
        const auto key = json["key"].get<std::string>();
        auto& stage = out[{event.lane, event.stageIndex}];
        if (key == "resume") // the steps from here on were lost, and are taken again
            std::erase_if(stage, [&](const OverrideSpec& held) { return held.step >= event.step; });
        else if (event.kind == "override" && json.contains("value") && (json["value"].is_number() || json["value"].is_null()))
            stage.push_back({event.step, key, json["value"].is_null() ? std::nullopt : std::optional(json["value"].get<double>())});
    }
    std::erase_if(out, [](const auto& entry) { return entry.second.empty(); });
    return out;
}

Result<Experiment> experimentToRepeat(Store& store, const std::string& runId) {
    return base::guard([&] {
        const RunRow row = rowOf(store, runId);
        auto experiment = valueOf(parseExperiment(row.experiment, runId, {}));
        keepWhatRan(store, row, experiment);
        for (auto& [lane, stages] : experiment.strategies)
            for (auto& stage : stages)
                stage.overrides.clear(); // the run told of them as events of its own
        for (auto& [place, held] : overridesOf(history(store, row))) {
            const auto lane = experiment.strategies.find(place.first);
            if (lane != experiment.strategies.end() && std::size_t(place.second) < lane->second.size())
                lane->second[std::size_t(place.second)].overrides = std::move(held);
        }
        return experiment;
    });
}

} // namespace stillhouse
