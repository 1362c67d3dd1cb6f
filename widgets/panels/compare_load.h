// SPDX-License-Identifier: GPL-3.0-or-later
// What the Compare panel shows of one run, read on the store-reader thread.
#pragma once
#include "core/api/store.h"
#include "widgets/panels/compare_cascade.h"

#include <map>
#include <string>
#include <vector>

namespace stillhouse::widgets {

struct Gate {
    std::string text, metric, subject; ///< "accuracy>0.95"
    double limit = 0, value = 0;
    bool measured = false, passed = false;
};

/// One example on which two subjects may differ.
struct ComparedExample {
    std::string id, prompt, truth;
    std::map<std::string, std::string> predicted;  ///< by subject
    std::map<std::string, double> confidence;      ///< of the predicted label
};

struct ComparedRun {
    RunRow row;
    std::vector<ComparisonRow> subjects;
    std::vector<PairTest> pairs;
    std::vector<LatencyRecord> latencies;
    std::vector<Gate> gates;
    std::vector<CascadeGain> cascades; ///< what adapters gained
    std::vector<ComparedExample> examples; ///< those on which at least two subjects differ
};

/// Gates hold for the measured value itself; an unknown metric or a malformed gate is not measured.
Gate judgeGate(const std::string& text, const ComparisonRow& subject);
Result<ComparedRun> loadComparedRun(Store& store, const std::string& runId, const std::string& projectFolder);

} // namespace stillhouse::widgets
