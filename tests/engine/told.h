// SPDX-License-Identifier: GPL-3.0-or-later
// What a run of the tiny project tells, for tests that look at its metrics and words.
#pragma once
#include "tests/engine/tiny_project.h"

#include <algorithm>
#include <functional>
#include <map>

namespace stillhouse::tests {

// What a run tells, by metric name and in order of step.
struct Told {
    std::map<std::string, std::vector<double>> metrics;
    std::vector<Event> events;
    std::vector<std::string> subjects;
    Error error;
    bool ok = false;

    bool says(const std::string& part) const {
        return std::any_of(events.begin(), events.end(), [&](const Event& e) { return e.text.english().find(part) != std::string::npos; });
    }
};

inline Told tell(Engine& engine, const RunRequest& request, RunControl& control, const std::function<void(const Metric&)>& act = {}) {
    Told told;
    control.addObserver([&](const Report& r) {
        if (const auto* m = std::get_if<Metric>(&r)) {
            told.metrics[m->name].push_back(m->value);
            if (act)
                act(*m);
        }
        if (const auto* e = std::get_if<Event>(&r))
            told.events.push_back(*e);
    });
    const auto summary = engine.run(request, control);
    told.ok = summary.ok();
    if (!told.ok)
        told.error = summary.error();
    else
        for (const auto& evaluation : summary->evaluations)
            told.subjects.push_back(evaluation.subject);
    return told;
}

inline RunRequest softOnly(const TinyProject& project, const std::string& name) {
    auto request = project.request(name);
    request.lane = "A";
    request.experiment.evaluate.latencyRequests = 0;
    return request;
}

inline Told run(const RunRequest& request) {
    RunControl control;
    return tell(*makeEngine(), request, control);
}

inline OptionMap& soft(RunRequest& request) { return request.experiment.strategies["A"][0].options; }

} // namespace stillhouse::tests
