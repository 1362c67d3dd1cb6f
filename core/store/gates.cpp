// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/compare.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace stillhouse {
namespace {

std::string withoutBlanks(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// from_chars does not depend on the locale: "0.95" is the same number for a user with decimal commas.
double limitOf(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

std::optional<Interval> measuredIn(const ComparisonRow& subject, const std::string& metric) {
    for (const auto& one : subject.metrics)
        if (one.name == metric)
            return std::isfinite(one.interval.value) ? std::optional(one.interval) : std::nullopt;
    const double ms = metric == "p50_ms" ? subject.p50Ms : metric == "p90_ms" ? subject.p90Ms : metric == "p99_ms" ? subject.p99Ms : 0;
    return ms > 0 ? std::optional(Interval{ms, ms, ms}) : std::nullopt;
}

Gate judgeGate(const std::string& text, const ComparisonRow& subject) {
    Gate gate;
    gate.text = text;
    gate.subject = subject.subject;
    const auto at = text.find_first_of("<>");
    if (at == std::string::npos)
        return gate;
    const bool orEqual = at + 1 < text.size() && text[at + 1] == '=', greater = text[at] == '>';
    gate.metric = withoutBlanks(text.substr(0, at));
    gate.limit = limitOf(withoutBlanks(text.substr(at + (orEqual ? 2 : 1))));
    const auto found = measuredIn(subject, gate.metric);
    if (!found || !std::isfinite(gate.limit))
        return gate;
    const auto holds = [&](double v) { return greater ? (orEqual ? v >= gate.limit : v > gate.limit) : (orEqual ? v <= gate.limit : v < gate.limit); };
    gate.measured = true;
    gate.interval = *found;
    gate.value = found->value;
    gate.passed = holds(found->value);
    gate.sure = holds(found->low) == gate.passed && holds(found->high) == gate.passed;
    return gate;
}

std::vector<std::string> gatesOf(const RunRow& run, const std::string& projectFolder) {
    const auto experiment = parseExperiment(run.experiment, run.id, projectFolder);
    if (!experiment)
        return {};
    if (!experiment->evaluate.gates.empty() || experiment->data.task.empty())
        return experiment->evaluate.gates;
    const auto task = readTask(experiment->data.task);
    return task ? task->gates : std::vector<std::string>{};
}

} // namespace stillhouse
