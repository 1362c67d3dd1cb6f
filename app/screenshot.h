// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the window into a PNG and ends the program, for galleries and for looking at a layout without a screen.
#pragma once
#include <QSize>
#include <QString>

namespace stillhouse::app {

class MainWindow;

struct Screenshot {
    QString path, panel;
    QSize size{1280, 800};
    int delayMs = 2500; ///< for engine and data to arrive
    bool run = false;   ///< start both strategies first
};

void takeScreenshot(MainWindow& window, const Screenshot& screenshot);

} // namespace stillhouse::app
