// SPDX-License-Identifier: GPL-3.0-or-later
// The report's pictures.
#pragma once
#include "core/report/facts.h"
#include "core/report/words.h"

#include <optional>

namespace stillhouse::report {

/// One measure of every subject with its 95 % interval: accuracy, or the first that was measured. Empty: none has one.
std::optional<ReportFigure> intervalFigure(const Facts& facts, const Words& words);
/// Share of requests answered within so many milliseconds (ECDF), per subject; simulated formats dashed. Empty: no latency was measured.
std::optional<ReportFigure> latencyFigure(const Facts& facts, const Words& words);
/// Loss over the steps of all stages of a lane, raw and smoothed (exponential, 0.9, bias corrected); a gap between stages, whose losses are
/// different functions. Empty: the lane has no loss.
std::optional<ReportFigure> lossFigure(const Lane& lane, const Words& words);

/// "Teacher", "Strategy A", and the subject itself for others.
std::string subjectTitle(const std::string& subject, const Words& words);
/// "Accuracy"; the name itself for a measure that is not known.
std::string measureTitle(const std::string& name, const Words& words);
/// Linear between the two nearest ranks (Hyndman & Fan 1996, type 7), as the store's views. `sorted` is not empty.
double quantile(const std::vector<double>& sorted, double share);

} // namespace stillhouse::report
