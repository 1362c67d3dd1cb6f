// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace stillhouse::app {

/// `stillhouse --project DIR --report FILE`: writes the report of a run (the newest measured one when `run` is empty) without a window, says on
/// stderr what happened, and returns the exit code.
int writeReportHeadless(const QString& project, const QString& run, const QString& path);

} // namespace stillhouse::app
