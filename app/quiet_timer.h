// SPDX-License-Identifier: GPL-3.0-or-later
// For work on the UI thread that can wait: a single shot that starts anew whenever somebody uses keyboard or mouse. UI thread.
#pragma once
#include <QTimer>

namespace stillhouse::app {

class QuietTimer : public QTimer {
    Q_OBJECT
public:
    static constexpr int kQuietMs = 700; ///< after the last key or movement, at least

    explicit QuietTimer(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
};

} // namespace stillhouse::app
