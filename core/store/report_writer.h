// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/events.h"
#include "core/store/connection.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace stillhouse::store {

/// Seconds since the Unix epoch.
double now();

/// The integer key of a run; a base::Failure of kind NotFound when there is none of that id.
std::int64_t runKey(Connection& connection, const std::string& id);

/// Puts reports of a run into its tables: a repeated step, stage, evaluation or measurement replaces the older one, events add up.
/// Progress and pictures are for the screen alone and are not kept.
class ReportWriter {
public:
    explicit ReportWriter(Connection& connection) : connection_(connection) {}

    void write(const std::string& runId, const std::vector<Report>& reports); ///< one transaction: all or nothing

private:
    void put(const Metric& metric);
    void put(const StageState& state);
    void put(const Event& event);
    void put(const Evaluation& evaluation);
    void put(const PairTest& test);
    void put(const LatencyRecord& record);
    void put(const Artifact& artifact);
    void put(const RunState& state);
    void put(const Progress&) {}
    void put(const Picture&) {}
    void putScores(std::int64_t id, const Evaluation& evaluation);
    void putPredictions(std::int64_t id, const std::vector<Prediction>& predictions);
    void rememberModel(const std::string& path, const std::string& hash, std::int64_t parameters, std::int64_t bytes, double flops);
    std::int64_t seriesOf(const Metric& metric);

    Connection& connection_;
    std::int64_t run_ = 0;
    std::map<std::tuple<std::int64_t, std::string, int, std::string>, std::int64_t> series_; ///< of committed transactions and this one
};

} // namespace stillhouse::store
