// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/compare.h"

#include <algorithm>
#include <cmath>

namespace stillhouse {
namespace {

bool beats(const std::vector<double>& a, const std::vector<double>& b) {
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] > b[i])
            return false;
        better = better || a[i] < b[i];
    }
    return better;
}

} // namespace

std::vector<bool> nonDominated(const std::vector<std::vector<double>>& points) {
    std::vector<bool> counts(points.size()), frontier(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        counts[i] = std::all_of(points[i].begin(), points[i].end(), [](double v) { return std::isfinite(v); });
    for (std::size_t i = 0; i < points.size(); ++i) {
        frontier[i] = counts[i];
        for (std::size_t other = 0; other < points.size() && frontier[i]; ++other)
            frontier[i] = !counts[other] || !beats(points[other], points[i]);
    }
    return frontier;
}

std::vector<ParetoRow> paretoRows(const std::vector<ComparisonRow>& rows) {
    std::vector<ParetoRow> out;
    std::vector<std::vector<double>> points;
    for (const auto& row : rows) {
        const auto accuracy = measuredIn(row, "accuracy");
        if (!accuracy || row.p50Ms <= 0 || row.fileBytes <= 0)
            continue;
        out.push_back({row.runId, row.runName, row.subject, accuracy->value, row.p50Ms, row.fileBytes, row.parameters, row.native, false});
        points.push_back({-accuracy->value, row.native ? row.p50Ms : std::nan(""), double(row.fileBytes)});
    }
    const auto frontier = nonDominated(points);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].frontier = frontier[i];
    return out;
}

} // namespace stillhouse
