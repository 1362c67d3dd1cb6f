// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/quiet_timer.h"

#include <QApplication>
#include <QEvent>

namespace stillhouse::app {

QuietTimer::QuietTimer(QObject* parent) : QTimer(parent) {
    setSingleShot(true);
    qApp->installEventFilter(this);
}

bool QuietTimer::eventFilter(QObject*, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
        if (isActive())
            start(std::max(kQuietMs, remainingTime()));
        break;
    default:
        break;
    }
    return false;
}

} // namespace stillhouse::app
