// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/gates.h"

#include "core/base/failure.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace stillhouse::evaluate {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool holds(const Gate& gate, double value) {
    switch (gate.comparison) {
    case Comparison::Less:
        return value < gate.threshold;
    case Comparison::LessOrEqual:
        return value <= gate.threshold;
    case Comparison::Greater:
        return value > gate.threshold;
    case Comparison::GreaterOrEqual:
        return value >= gate.threshold;
    }
    return false;
}

} // namespace

Gate parseGate(const std::string& text) {
    const auto sign = text.find_first_of("<>");
    const bool orEqual = sign != std::string::npos && text.substr(sign + 1).starts_with('=');
    const std::string metric = trimmed(text.substr(0, sign));
    const std::string number = sign == std::string::npos ? std::string() : trimmed(text.substr(sign + (orEqual ? 2 : 1)));
    double threshold = 0;
    // from_chars does not depend on the locale: "0.95" is the same number for a user with decimal commas.
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), threshold);
    if (metric.empty() || number.empty() || error != std::errc() || end != number.data() + number.size() || !std::isfinite(threshold))
        base::fail("gates", Text(SH_TR("'%1' is no gate"), {text}), SH_TR("Write a metric, a comparison and a number: accuracy>0.95"));
    const bool greater = text[sign] == '>';
    const Comparison comparison =
        greater ? (orEqual ? Comparison::GreaterOrEqual : Comparison::Greater) : (orEqual ? Comparison::LessOrEqual : Comparison::Less);
    return {metric, comparison, threshold};
}

std::vector<GateResult> checkGates(std::span<const std::string> gates, std::span<const NamedInterval> metrics) {
    std::vector<GateResult> out;
    for (const std::string& text : gates) {
        GateResult result{text, parseGate(text)};
        const auto found =
            std::find_if(metrics.begin(), metrics.end(), [&](const NamedInterval& metric) { return metric.name == result.gate.metric; });
        if (found != metrics.end()) {
            result.measured = true;
            result.interval = found->interval;
            result.passes = holds(result.gate, found->interval.value);
            result.sure = result.passes && holds(result.gate, found->interval.low) && holds(result.gate, found->interval.high);
        }
        out.push_back(std::move(result));
    }
    return out;
}

} // namespace stillhouse::evaluate
