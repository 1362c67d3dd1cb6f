// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/store.h"

namespace stillhouse::store {

/// At most `maxPoints` points of a series in ascending steps: the series is cut into runs of equal length, and of each run its
/// smallest and its largest value stay, in their order. A spike of one point is never lost; first and last point stay
/// (for maxPoints ≥ 4; below that the extremes of the whole series). NaN stays only where a whole run is NaN. 0: everything.
MetricSeries decimate(MetricSeries series, std::int64_t maxPoints);

} // namespace stillhouse::store
