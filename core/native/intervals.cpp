// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/intervals.h"

#include "core/base/seed.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::native {
namespace {

double sortedQuantile(const std::vector<double>& sorted, double q) {
    if (sorted.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const double place = std::clamp(q, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

Interval percentileInterval(double value, std::vector<double> resampled, double level) {
    std::erase_if(resampled, [](double x) { return std::isnan(x); });
    if (resampled.empty())
        return {value, value, value};
    std::sort(resampled.begin(), resampled.end());
    return {value, sortedQuantile(resampled, (1 - level) / 2), sortedQuantile(resampled, (1 + level) / 2)};
}

/// Row s: statistic s over all resamples.
std::vector<std::vector<double>> resampleAll(std::size_t examples, std::size_t count, const Statistics& statistics,
                                             const BootstrapOptions& options) {
    const auto resamples = static_cast<std::size_t>(std::max(options.resamples, 0));
    std::vector<std::vector<double>> out(count, std::vector<double>(resamples));
    std::vector<double> values(count);
    Resampler resampler(examples, options.seed);
    for (std::size_t r = 0; r < resamples && examples > 0; ++r) {
        statistics(resampler.draw(r), values);
        for (std::size_t s = 0; s < count; ++s)
            out[s][r] = values[s];
    }
    if (examples == 0)
        std::fill(out.begin(), out.end(), std::vector<double>{});
    return out;
}

} // namespace

Weights Resampler::draw(std::uint64_t resample) {
    std::fill(counts_.begin(), counts_.end(), 0u);
    base::Random random(base::mix(seed_, resample));
    for (std::size_t i = 0; i < counts_.size(); ++i)
        ++counts_[static_cast<std::size_t>(random.below(counts_.size()))];
    return counts_;
}

std::vector<Interval> bootstrap(std::size_t examples, std::size_t count, const Statistics& statistics, const BootstrapOptions& options) {
    std::vector<double> values(count);
    statistics({}, values);
    auto resampled = resampleAll(examples, count, statistics, options);
    std::vector<Interval> out;
    for (std::size_t s = 0; s < count; ++s)
        out.push_back(percentileInterval(values[s], std::move(resampled[s]), options.level));
    return out;
}

Interval bootstrapMean(std::span<const double> values, const BootstrapOptions& options) {
    const Statistics mean = [&](Weights weights, std::span<double> out) {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += weights.empty() ? values[i] : weights[i] * values[i];
        out[0] = values.empty() ? 0 : sum / static_cast<double>(values.size());
    };
    return bootstrap(values.size(), 1, mean, options).front();
}

PairedDifference pairedBootstrap(std::size_t examples, const Statistics& both, const BootstrapOptions& options) {
    const Statistics difference = [&](Weights weights, std::span<double> out) {
        double pair[2] = {0, 0};
        both(weights, pair);
        out[0] = pair[1] - pair[0];
    };
    double value = 0;
    difference({}, {&value, 1});
    std::vector<double> resampled = std::move(resampleAll(examples, 1, difference, options).front());
    std::erase_if(resampled, [](double x) { return std::isnan(x); });
    PairedDifference out;
    if (!resampled.empty()) {
        const auto low = std::count_if(resampled.begin(), resampled.end(), [](double x) { return x <= 0; });
        const auto high = std::count_if(resampled.begin(), resampled.end(), [](double x) { return x >= 0; });
        out.pValue = std::min(1.0, 2.0 * static_cast<double>(std::min(low, high) + 1) / static_cast<double>(resampled.size() + 1));
    }
    out.difference = percentileInterval(value, std::move(resampled), options.level);
    return out;
}

double mcnemarExact(std::int64_t b, std::int64_t c) {
    const std::int64_t n = b + c, low = std::min(b, c);
    if (n <= 0 || low < 0)
        return 1;
    // log C(n,k) − n·log 2, term by term: exact enough for any count and never out of range.
    double tail = 0;
    double logTerm = -static_cast<double>(n) * std::log(2.0);
    for (std::int64_t k = 0; k <= low; ++k) {
        tail += std::exp(logTerm);
        logTerm += std::log(static_cast<double>(n - k)) - std::log(static_cast<double>(k + 1));
    }
    return std::min(1.0, 2 * tail);
}

double quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return sortedQuantile(values, q);
}

} // namespace stillhouse::native
