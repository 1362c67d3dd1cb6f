// SPDX-License-Identifier: GPL-3.0-or-later
// What the window of each process shows, in a small file of its own that is replaced whole at every change: after a crash the next start goes
// on where it was. Nothing is synced, so nobody waits for the disk: the files survive the process, not a power cut. UI thread.
#pragma once
#include <QByteArray>
#include <QString>
#include <optional>

namespace stillhouse::app {

struct OpenWindow {
    QString project, page;
    QByteArray geometry, docks; ///< QWidget::saveGeometry and QMainWindow::saveState
};

/// Replaces what is known of this process. Nothing happens where the file cannot be written.
void rememberOpenWindow(const OpenWindow& window);
/// This process ends as it should: nothing is to be taken up.
void forgetOpenWindow();
/// What a process showed that is gone without having forgotten it; its file goes, so that only one start gets it.
std::optional<OpenWindow> takeAbandonedWindow();

} // namespace stillhouse::app
