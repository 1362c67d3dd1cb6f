// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/adapter.h"
#include "core/api/compare.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace stillhouse {
namespace {

const ComparisonRow* subjectOf(const std::vector<ComparisonRow>& rows, const std::string& subject) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ComparisonRow& row) { return row.subject == subject; });
    return found == rows.end() ? nullptr : &*found;
}

double accuracyOf(const ComparisonRow& row) {
    const auto found = measuredIn(row, "accuracy");
    return found ? found->value : 0;
}

bool takeTest(const std::vector<PairTest>& pairs, CascadeGain& gain) {
    for (const auto& pair : pairs) {
        const bool straight = pair.first == gain.before && pair.second == gain.after, turned = pair.first == gain.after && pair.second == gain.before;
        if (pair.metric != "accuracy" || !(straight || turned))
            continue;
        gain.test = pair;
        if (turned) {
            gain.test.difference = {-pair.difference.value, -pair.difference.high, -pair.difference.low};
            std::swap(gain.test.wrongToRight, gain.test.rightToWrong);
        }
        return true;
    }
    return false;
}

} // namespace

std::vector<CascadeGain> cascadeGains(const std::vector<ComparisonRow>& subjects, const std::vector<PairTest>& pairs, const std::vector<Event>& events) {
    static const std::string mark = " before LoRA";
    std::map<std::string, std::map<int, AdapterReport>> reports; // by lane and stage: a stage that ran again counts once
    for (const auto& event : events)
        if (event.kind == "lora")
            if (auto report = parseAdapterReport(event.json))
                reports[event.lane][event.stageIndex] = std::move(report.value());
    std::map<std::string, int> seen;
    std::vector<CascadeGain> out;
    for (const auto& row : subjects) {
        const auto at = row.subject.find(mark);
        if (at == std::string::npos)
            continue;
        CascadeGain gain;
        gain.lane = row.subject.substr(0, at);
        gain.before = row.subject;
        gain.after = subjectOf(subjects, gain.lane + " after LoRA") ? gain.lane + " after LoRA" : gain.lane;
        const auto* after = subjectOf(subjects, gain.after);
        const auto& said = reports[gain.lane];
        const int index = seen[gain.lane]++;
        if (!after || !takeTest(pairs, gain))
            continue;
        gain.beforeValue = accuracyOf(row);
        gain.afterValue = accuracyOf(*after);
        if (index < int(said.size())) {
            const auto& report = std::next(said.begin(), index)->second;
            gain.trained = report.trained;
            gain.parameters = report.parameters;
        }
        out.push_back(std::move(gain));
    }
    return out;
}

} // namespace stillhouse
