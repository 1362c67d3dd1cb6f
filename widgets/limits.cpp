// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/limits.h"

namespace stillhouse::widgets {

namespace {

std::int64_t pointsLimit = 4000;

} // namespace

std::int64_t maxPointsPerCurve() { return pointsLimit; }

void setMaxPointsPerCurve(std::int64_t points) { pointsLimit = points; }

} // namespace stillhouse::widgets
