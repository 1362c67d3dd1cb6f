// SPDX-License-Identifier: GPL-3.0-or-later
// The report's parts, from facts to blocks.
#pragma once
#include "core/report/facts.h"
#include "core/report/words.h"

namespace stillhouse::report {

ReportPage pageOf(const Facts& facts, const Words& words);

// In the order of the page.
ReportBlock headline(const Facts& facts, const Words& words);      ///< what came out, in sentences
ReportTable comparisonTable(const Facts& facts, const Words& words);
ReportBlock pairNotes(const Facts& facts, const Words& words);     ///< every paired test
ReportBlock gateList(const Facts& facts, const Words& words);
ReportTable rivalTable(const Facts& facts, const Words& words);
ReportTable provenance(const Facts& facts, const Words& words);    ///< two columns: what, and its value
ReportBlock caveats(const Facts& facts, const Words& words);

} // namespace stillhouse::report
