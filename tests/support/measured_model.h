// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/events.h"

#include <cstdint>
#include <string>

namespace stillhouse::tests {

/// A model of a run as the engine would have measured it on two labels: accuracy ± 0.02, ECE ± half of it, four bytes per parameter.
inline Evaluation measuredModel(const std::string& subject, double accuracy, double ece, std::int64_t parameters, std::int64_t examples) {
    Evaluation e;
    e.subject = e.modelPath = subject;
    e.split = "test";
    e.examples = examples;
    e.metrics = {{"accuracy", {accuracy, accuracy - 0.02, accuracy + 0.02}}, {"ece", {ece, ece / 2, ece * 3 / 2}}};
    e.labels = {"low", "high"};
    e.parameters = parameters;
    e.fileBytes = parameters * 4;
    return e;
}

} // namespace stillhouse::tests
