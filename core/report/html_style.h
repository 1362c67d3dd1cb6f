// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/report.h"

namespace stillhouse::report {

/// The style sheet of a report: system fonts, light and dark, and paper. Pictures are restyled through the classes of core/report/svg.h.
extern const char* const kReportStyle;

} // namespace stillhouse::report
