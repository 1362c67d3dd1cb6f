// SPDX-License-Identifier: GPL-3.0-or-later
// The report as a PDF, and as what core writes. Any thread, also without a window on screen.
#pragma once
#include "core/api/report.h"

#include <string>

namespace stillhouse::widgets {

/// Paints the page on A4 with vector plots and embedded fonts. The file appears whole or not at all. Io: it cannot be written.
Result<void> writeReportPdf(const ReportPage& page, const std::string& path);

/// A .pdf through writeReportPdf, everything else through core's writeReport.
Result<void> writeReportFile(Store& store, const ReportRequest& request, const std::string& path);

} // namespace stillhouse::widgets
