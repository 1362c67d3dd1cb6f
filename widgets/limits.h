// SPDX-License-Identifier: GPL-3.0-or-later
// Limits that the user sets for everything that draws. UI thread only.
#pragma once
#include <cstdint>

namespace stillhouse::widgets {

/// How many points of one recorded curve are read from the store; a longer one is thinned, minima and maxima stay.
std::int64_t maxPointsPerCurve();
void setMaxPointsPerCurve(std::int64_t points);

} // namespace stillhouse::widgets
