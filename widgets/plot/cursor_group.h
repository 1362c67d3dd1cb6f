// SPDX-License-Identifier: GPL-3.0-or-later
// One crosshair for several plots over the same x axis.
#pragma once
#include <QObject>

namespace stillhouse::widgets {

class CursorGroup : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// x in data units of the shared axis; `visible` false: the mouse has left.
    void move(double x, bool visible) { Q_EMIT moved(x, visible); }

Q_SIGNALS:
    void moved(double x, bool visible);
};

} // namespace stillhouse::widgets
