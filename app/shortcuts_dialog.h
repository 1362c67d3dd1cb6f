// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the window with its keys, as the actions themselves say, and the keys that belong to a page.
#pragma once
#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace stillhouse::app {

class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    /// Lists the actions found under `window`.
    explicit ShortcutsDialog(QWidget* window);

private:
    void fill(QWidget* window);
    void filter();

    QLineEdit* search_;
    QTreeWidget* list_;
};

} // namespace stillhouse::app
