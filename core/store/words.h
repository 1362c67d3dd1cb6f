// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of core/api/events.h stand in the project file: words and JSON lists, so that plain SQL can read them.
#pragma once
#include "core/api/events.h"

#include <string>
#include <vector>

namespace stillhouse::store {

std::string wordOf(StageStatus status); ///< "waiting", "running", "done", "failed", "cancelled", "skipped"
std::string wordOf(Severity severity);  ///< "debug", "info", "warning", "error"
std::string wordOf(RunStatus status);   ///< "running", "finished", "cancelled", "failed"
StageStatus stageStatusOf(const std::string& word);
Severity severityOf(const std::string& word);

/// Numbers are written with as many digits as bring the same number back; NaN and infinities become null, which reads as NaN.
std::string jsonOf(const std::vector<std::string>& list);
std::string jsonOf(const std::vector<double>& list);
std::vector<std::string> textsOf(const std::string& json, const std::string& where);
std::vector<double> numbersOf(const std::string& json, const std::string& where);

} // namespace stillhouse::store
