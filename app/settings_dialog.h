// SPDX-License-Identifier: GPL-3.0-or-later
// Theme, language, threads, points per curve. Every change takes effect at once and is remembered; there is nothing to confirm.
#pragma once
#include "app/growing_dialog.h"
#include "app/preferences.h"

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QSpinBox;

namespace stillhouse::app {

class SettingsDialog : public GrowingDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const Preferences& preferences, QWidget* parent = nullptr);

Q_SIGNALS:
    void changed(const stillhouse::app::Preferences& preferences);

protected:
    void changeEvent(QEvent* event) override;

private:
    void edit();
    void retranslate();

    Preferences preferences_;
    QLabel *themeLabel_, *languageLabel_, *threadsLabel_, *pointsLabel_, *threadsHelp_, *pointsHelp_;
    QComboBox *theme_, *language_;
    QSpinBox *threads_, *points_;
    QDialogButtonBox* buttons_;
};

} // namespace stillhouse::app
