// SPDX-License-Identifier: GPL-3.0-or-later
// "accuracy>0.95": what a model must reach before it may be used. No torch; any thread.
#pragma once
#include "core/api/events.h"

#include <span>
#include <string>
#include <vector>

namespace stillhouse::evaluate {

enum class Comparison { Less, LessOrEqual, Greater, GreaterOrEqual };

struct Gate {
    std::string metric;
    Comparison comparison = Comparison::Greater;
    double threshold = 0;
};

/// A metric's name, one of > >= < <=, a number; spaces are allowed between. base::Failure for anything else.
Gate parseGate(const std::string& text);

struct GateResult {
    std::string text;
    Gate gate;
    bool measured = false; ///< false: no such metric was measured, and the gate does not pass
    Interval interval;     ///< of the metric
    bool passes = false;   ///< the measured value does
    bool sure = false;     ///< the whole interval does: passing is not luck of the sample
};

std::vector<GateResult> checkGates(std::span<const std::string> gates, std::span<const NamedInterval> metrics);

} // namespace stillhouse::evaluate
