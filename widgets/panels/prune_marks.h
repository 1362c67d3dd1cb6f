// SPDX-License-Identifier: GPL-3.0-or-later
// What a user decides about one head or one FFN, and how it is drawn. Form carries the meaning, colour only helps.
#pragma once
#include <QRectF>

class QPainter;

namespace stillhouse::widgets {

enum class PruneMark { Free, Locked, Removed };

/// Free → Locked → Removed → Free.
PruneMark nextMark(PruneMark mark);
/// A padlock or a cross; nothing for Free.
void paintPruneMark(QPainter& painter, const QRectF& badge, PruneMark mark);

} // namespace stillhouse::widgets
