// SPDX-License-Identifier: GPL-3.0-or-later
// What each window of the program shows, kept in the settings from change to change (atomically, QSettings): after a crash the next start
// goes on where it was. Several windows have several entries; that of a living process is left alone. UI thread.
#pragma once
#include <QString>
#include <optional>

namespace stillhouse::app {

struct OpenWindow {
    QString project, page;
};

/// Writes what this process shows; returns when it is on the way to the disk.
void rememberOpenWindow(const OpenWindow& window);
/// This process ends as it should: nothing is to be taken up.
void forgetOpenWindow();
/// The entry of a process that is gone without having forgotten it; taken out, so that only one start gets it.
std::optional<OpenWindow> takeAbandonedWindow();

} // namespace stillhouse::app
