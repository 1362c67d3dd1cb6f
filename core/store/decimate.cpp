// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/decimate.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::store {
namespace {

/// Adds the extremes of [begin, end), at most two points.
void addExtremes(const MetricSeries& in, std::size_t begin, std::size_t end, MetricSeries& out) {
    std::size_t least = begin, most = begin;
    for (std::size_t i = begin + 1; i < end; ++i) {
        const double value = in.values[i];
        if (value < in.values[least] || std::isnan(in.values[least]))
            least = i;
        if (value > in.values[most] || std::isnan(in.values[most]))
            most = i;
    }
    const auto [first, second] = std::minmax(least, most);
    for (std::size_t i : {first, second}) {
        if (!out.steps.empty() && out.steps.back() >= in.steps[i])
            continue; // both extremes are the same point
        out.steps.push_back(in.steps[i]);
        out.values.push_back(in.values[i]);
    }
}

} // namespace

MetricSeries decimate(MetricSeries series, std::int64_t maxPoints) {
    const std::size_t size = series.values.size();
    if (maxPoints <= 0 || size <= static_cast<std::size_t>(maxPoints))
        return series;
    const auto most = static_cast<std::size_t>(maxPoints);
    const bool keepEnds = most >= 4;
    const std::size_t begin = keepEnds ? 1 : 0, end = keepEnds ? size - 1 : size;
    const std::size_t parts = std::max<std::size_t>(1, (most - (keepEnds ? 2 : 0)) / 2);
    MetricSeries out;
    if (keepEnds)
        addExtremes(series, 0, 1, out);
    for (std::size_t i = 0; i < parts; ++i)
        addExtremes(series, begin + (end - begin) * i / parts, begin + (end - begin) * (i + 1) / parts, out);
    if (keepEnds)
        addExtremes(series, size - 1, size, out);
    if (out.values.size() > most) { // one point was asked for, and there were two extremes
        out.steps.resize(most);
        out.values.resize(most);
    }
    return out;
}

} // namespace stillhouse::store
