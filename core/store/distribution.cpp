// SPDX-License-Identifier: GPL-3.0-or-later
// Distributions of single latencies, and what they cost.
#include "core/api/compare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace stillhouse {
namespace {

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

std::vector<double> ascending(std::vector<double> samples) {
    std::erase_if(samples, [](double v) { return !std::isfinite(v); });
    std::sort(samples.begin(), samples.end());
    return samples;
}

double quantileOf(const std::vector<double>& sorted, double q) {
    const double rank = q * double(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const double rest = rank - double(below);
    return rest > 0 ? sorted[below] + rest * (sorted[below + 1] - sorted[below]) : sorted[below];
}

Interval times(const Interval& interval, double factor) { return {interval.value * factor, interval.low * factor, interval.high * factor}; }

} // namespace

std::vector<EcdfStep> ecdf(std::vector<double> samples) {
    const auto sorted = ascending(std::move(samples));
    std::vector<EcdfStep> steps;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (i + 1 == sorted.size() || sorted[i + 1] != sorted[i])
            steps.push_back({sorted[i], double(i + 1) / double(sorted.size())});
    return steps;
}

BoxSummary boxOf(std::vector<double> samples) {
    const auto sorted = ascending(std::move(samples));
    BoxSummary box;
    box.samples = std::int64_t(sorted.size());
    if (sorted.empty()) {
        box.minimum = box.lowWhisker = box.lowQuartile = box.median = box.highQuartile = box.highWhisker = box.maximum = notMeasured;
        return box;
    }
    box.minimum = sorted.front();
    box.maximum = sorted.back();
    box.lowQuartile = quantileOf(sorted, 0.25);
    box.median = quantileOf(sorted, 0.5);
    box.highQuartile = quantileOf(sorted, 0.75);
    const double reach = 1.5 * (box.highQuartile - box.lowQuartile);
    const auto low = std::lower_bound(sorted.begin(), sorted.end(), box.lowQuartile - reach);
    const auto high = std::upper_bound(sorted.begin(), sorted.end(), box.highQuartile + reach);
    box.lowWhisker = *low;
    box.highWhisker = *(high - 1);
    box.outliers.assign(sorted.begin(), low);
    box.outliers.insert(box.outliers.end(), high, sorted.end());
    return box;
}

Interval meanOf(const std::vector<double>& samples) {
    const auto sorted = ascending(samples);
    if (sorted.empty())
        return {notMeasured, notMeasured, notMeasured};
    const double mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / double(sorted.size());
    if (sorted.size() < 2)
        return {mean, notMeasured, notMeasured};
    std::mt19937_64 random(1); // the standard fixes its numbers, so the interval is the same everywhere
    std::vector<double> means(2000);
    for (double& one : means) {
        one = 0;
        for (std::size_t i = 0; i < sorted.size(); ++i)
            one += sorted[random() % sorted.size()];
        one /= double(sorted.size());
    }
    std::sort(means.begin(), means.end());
    return {mean, quantileOf(means, 0.025), quantileOf(means, 0.975)};
}

std::vector<CostRow> costRows(const Comparison& comparison, double pricePerCpuHour) {
    std::vector<CostRow> rows;
    for (const auto& [runId, latency] : comparison.latencies) {
        if (latency.kind != "classify" || latency.samples.empty())
            continue;
        CostRow row{runId, {}, latency.subject, std::int64_t(latency.samples.size()), latency.threads, latency.native, meanOf(latency.samples), {}, {}};
        for (const auto& subject : comparison.rows)
            if (subject.runId == runId)
                row.runName = subject.runName;
        row.cpuHours = times(row.latencyMs, latency.native ? std::max(latency.threads, 1) / 3.6 : notMeasured);
        row.cost = times(row.cpuHours, pricePerCpuHour);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace stillhouse
