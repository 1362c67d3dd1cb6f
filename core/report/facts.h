// SPDX-License-Identifier: GPL-3.0-or-later
// What a report is made of, read from the store once.
#pragma once
#include "core/api/compare.h"
#include "core/api/report.h"

#include <optional>
#include <string>
#include <vector>

namespace stillhouse::report {

/// The loss of one stage; steps count over the whole lane.
struct StageCurve {
    std::string stage;
    std::vector<double> steps, values;
};

struct Lane {
    std::string name;
    std::vector<StageState> stages;
    std::vector<StageCurve> loss;
};

struct Facts {
    RunRow run;
    std::string folder;                        ///< of the project
    std::vector<ComparisonRow> subjects;       ///< teacher, A, B, then the others
    std::vector<PairTest> pairs;
    std::vector<LatencyRecord> latencies;
    std::vector<Gate> gates;
    std::vector<Lane> lanes;
    std::optional<Experiment> experiment;      ///< as it was run, paths below the project relative
    std::vector<std::string> devices;          ///< where it was computed, in order; none: an older run
    bool synthetic = false;                    ///< the data says so of itself
    std::vector<ComparisonRow> rivals;         ///< imported measurements of other programs
    std::vector<std::pair<std::string, LatencyRecord>> rivalSpeeds; ///< (run name, record)

    const ComparisonRow* subject(const std::string& name) const;
};

/// base::Failure of kind NotFound: no such run, or none that was measured.
Facts collectFacts(Store& store, const ReportRequest& request);

const Interval* metricOf(const ComparisonRow& row, const std::string& name); ///< null: not measured
/// The test of `second` − `first` in a metric, turned where it was stored the other way round.
std::optional<PairTest> pairOf(const std::vector<PairTest>& pairs, const std::string& first, const std::string& second, const std::string& metric);
/// `path` below `folder` without it; another one's last part alone: a report names no place of the machine.
std::string shortPath(const std::string& path, const std::string& folder);

} // namespace stillhouse::report
