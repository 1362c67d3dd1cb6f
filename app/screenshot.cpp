// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshot.h"

#include "app/main_window.h"

#include <QApplication>
#include <QTimer>

namespace stillhouse::app {

void takeScreenshot(MainWindow& window, const Screenshot& screenshot) {
    window.resize(screenshot.size);
    if (screenshot.run)
        QObject::connect(&window.session(), &widgets::Session::engineArrived, &window,
                         [&window] { Q_EMIT window.session().startRequested({}, false, {}); });
    const auto show = [&window, screenshot] {
        for (const QString& panel : screenshot.panel.split(u',', Qt::SkipEmptyParts))
            window.showPanel(panel);
    };
    QTimer::singleShot(screenshot.delayMs / 2, &window, show);
    QTimer::singleShot(screenshot.delayMs, &window, [&window, screenshot] {
        if (!window.grab().save(screenshot.path))
            qWarning("Cannot write %s", qPrintable(screenshot.path));
        window.close();
    });
}

} // namespace stillhouse::app
