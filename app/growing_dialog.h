// SPDX-License-Identifier: GPL-3.0-or-later
// A dialog that grows with its text: Qt sizes a window once, as if nothing in it wrapped. It never shrinks by itself. UI thread.
#pragma once
#include <QDialog>

namespace stillhouse::app {

class GrowingDialog : public QDialog {
    Q_OBJECT
public:
    using QDialog::QDialog;

protected:
    bool event(QEvent* event) override;
};

} // namespace stillhouse::app
