// SPDX-License-Identifier: GPL-3.0-or-later
// The window's command line.
#pragma once
#include "app/screenshot.h"

#include <optional>
#include <QCoreApplication>
#include <QString>

namespace stillhouse::app {

struct WorkbenchOptions {
    QString project;               ///< its folder, its project.db or its experiment.json
    QString theme, lang;           ///< empty: as in the preferences
    std::optional<QString> report; ///< write this file and end
    QString reportRun;             ///< of this run; empty: the newest measured one
    bool sample = false;
    std::optional<Screenshot> screenshot;
};

/// Ends the program where the command line asks for help or the version, or is wrong; nothing comes back where a panel has no such name.
std::optional<WorkbenchOptions> readOptions(const QCoreApplication& app);

} // namespace stillhouse::app
