// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshot.h"

#include "app/main_window.h"

#include <QApplication>
#include <QTabWidget>
#include <QTimer>

namespace stillhouse::app {

namespace {

// "ID" or "ID/N": a page and, counted from 1, one of its tabs.
void showTab(MainWindow& window, const QString& panel) {
    const QString id = panel.section(u'/', 0, 0);
    window.showPanel(id);
    const auto* page = window.findChild<QWidget*>(QStringLiteral("panel.") + id);
    if (auto* tabs = page && panel.contains(u'/') ? page->findChild<QTabWidget*>() : nullptr)
        tabs->setCurrentIndex(panel.section(u'/', 1).toInt() - 1);
}

} // namespace

void takeScreenshot(MainWindow& window, const Screenshot& screenshot) {
    window.resize(screenshot.size);
    if (screenshot.run)
        QObject::connect(&window.session(), &widgets::Session::engineArrived, &window,
                         [&window] { Q_EMIT window.session().startRequested({}, false, {}); });
    const auto show = [&window, screenshot] {
        for (const QString& panel : screenshot.panel.split(u',', Qt::SkipEmptyParts)) // "demo:present": with what the page is asked for
            if (panel.contains(u':'))
                Q_EMIT window.session().panelRequested(panel.section(u':', 0, 0), panel.section(u':', 1));
            else
                showTab(window, panel);
    };
    QTimer::singleShot(screenshot.delayMs / 2, &window, show);
    QTimer::singleShot(screenshot.delayMs, &window, [&window, screenshot] {
        QWidget* shown = &window;
        for (QWidget* other : QApplication::topLevelWidgets())
            if (other->isFullScreen() && other->isVisible())
                shown = other; // a presentation stands in front
        if (shown != &window)
            shown->resize(screenshot.size);
        if (!shown->grab().save(screenshot.path))
            qWarning("Cannot write %s", qPrintable(screenshot.path));
        window.close();
    });
}

} // namespace stillhouse::app
