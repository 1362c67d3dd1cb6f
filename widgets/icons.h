// SPDX-License-Identifier: GPL-3.0-or-later
// The one icon set (resources/icons/*.svg: 20 px, 1.5 px stroke, currentColor), recoloured to the theme when drawn.
#pragma once
#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace stillhouse::widgets {

/// Draws in the theme's text colour, muted when disabled, accent when checked; follows a theme change by itself.
QIcon icon(const QString& name);
/// Always this token's colour (theme.h), e.g. "onAccent" on a primary button.
QIcon icon(const QString& name, const QString& token);
/// One picture at a size in device-independent pixels.
QPixmap iconPixmap(const QString& name, int size, const QColor& color, qreal ratio = 1);

} // namespace stillhouse::widgets
