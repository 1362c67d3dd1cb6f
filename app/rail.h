// SPDX-License-Identifier: GPL-3.0-or-later
// The workflow rail: the pages in the order of the work, icon and word each, Ctrl+1 … Ctrl+9, Ctrl+0.
#pragma once
#include <QWidget>
#include <vector>

class QAction;
class QActionGroup;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace stillhouse::app {

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    /// A checkable action as one more page.
    void addPage(QAction* action);
    /// A quiet button at the foot.
    void addFoot(QAction* action);
    /// A small dot beside a page: something is going on there.
    void setBusy(QAction* page, bool busy);

private:
    QToolButton* makeButton(QAction* action);

    QVBoxLayout *pages_, *foot_;
    std::vector<std::pair<QAction*, QToolButton*>> buttons_;
};

} // namespace stillhouse::app
