// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the pages: which project, how far the run is, and the one primary button.
#pragma once
#include "core/api/events.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace stillhouse::widgets {
class Session;
}

namespace stillhouse::app {

class TopBar : public QWidget {
    Q_OBJECT
public:
    struct Actions {
        QAction *runBoth, *pause, *stop, *palette;
    };
    TopBar(widgets::Session& session, const Actions& actions, QMenu* projectMenu, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showRun();
    void showProgress(const Progress& progress);
    void retranslate();

    widgets::Session& session_;
    Progress last_;
    QToolButton *project_, *palette_, *pause_, *stop_;
    QWidget* run_;
    QLabel *stage_, *figures_;
    QProgressBar* bar_;
    QPushButton* primary_;
};

} // namespace stillhouse::app
