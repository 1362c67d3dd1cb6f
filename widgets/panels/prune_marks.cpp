// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prune_marks.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace stillhouse::widgets {

PruneMark nextMark(PruneMark mark) {
    return mark == PruneMark::Free ? PruneMark::Locked : mark == PruneMark::Locked ? PruneMark::Removed : PruneMark::Free;
}

void paintPruneMark(QPainter& painter, const QRectF& badge, PruneMark mark) {
    if (mark == PruneMark::Free)
        return;
    const QColor ink = theme().color(mark == PruneMark::Locked ? QStringLiteral("success") : QStringLiteral("error"));
    painter.setPen(QPen(ink, 1.6));
    painter.setBrush(Qt::NoBrush);
    if (mark == PruneMark::Removed) {
        painter.drawLine(badge.topLeft(), badge.bottomRight());
        painter.drawLine(badge.topRight(), badge.bottomLeft());
        return;
    }
    const double size = badge.width();
    QPainterPath shackle;
    const QRectF bow(badge.left() + size * 0.22, badge.top(), size * 0.56, size * 0.7);
    shackle.moveTo(bow.left(), badge.center().y());
    shackle.arcTo(bow, 180, -180);
    painter.drawPath(shackle);
    painter.fillRect(QRectF(badge.left() + size * 0.08, badge.center().y(), size * 0.84, size * 0.5), ink);
}

} // namespace stillhouse::widgets
