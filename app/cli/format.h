// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/engine.h"
#include "core/api/store.h"

#include <nlohmann/json.hpp>
#include <string>

namespace stillhouse::cli {

std::string fixed(double value, int decimals);
/// Rows of cells, each column as wide as its widest cell; the first stands to the left, the others to the right.
std::string aligned(const std::vector<std::vector<std::string>>& rows);

/// An evaluation as the CLI shows it: every metric at top level, its interval under "interval", predictions on request.
nlohmann::json toJson(const Evaluation& evaluation, bool predictions);
nlohmann::json toJson(const PairTest& pair);
nlohmann::json toJson(const LatencyRecord& latency);

/// The comparison of the README: one line per subject, then the paired tests.
std::string comparisonTable(const std::vector<Evaluation>& evaluations, const std::vector<PairTest>& pairs, const std::vector<LatencyRecord>& latencies);
double percentile(std::vector<double> samples, double p);

} // namespace stillhouse::cli
