// SPDX-License-Identifier: GPL-3.0-or-later
// What the Compare panel shows of one run, read on the store-reader thread.
#pragma once
#include "core/api/compare.h"

#include <map>
#include <string>
#include <vector>

namespace stillhouse::widgets {

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

Result<ComparedRun> loadComparedRun(Store& store, const std::string& runId, const std::string& projectFolder);

} // namespace stillhouse::widgets
