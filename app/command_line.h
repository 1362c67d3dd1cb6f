// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's program may be started with.
#pragma once
#include <QSize>
#include <QString>

class QCoreApplication;

namespace stillhouse::app {

struct CommandLine {
    QString project; ///< folder, project.db or experiment.json; empty: none
    bool sample = false;
    QString theme, lang; ///< empty: as the preferences say
    QString report, reportRun; ///< a file to write without a window, and the run it is about
    // For pictures and measurements, not in the help.
    QString screenshot, panel;
    QSize size;
    int delayMs = 0;
    bool run = false;
    bool startUp = false;
};

/// Ends the program with a message on --help, --version, an unknown option or an unknown panel.
CommandLine readCommandLine(const QCoreApplication& app);

} // namespace stillhouse::app
