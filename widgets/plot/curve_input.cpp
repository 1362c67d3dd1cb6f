// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keyboard and handles of the curve editor.
#include "widgets/plot/curve_state.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr double kPointGrab = 11, kPointRadius = 5.5;

} // namespace

int CurveEditor::pointAt(const QPointF& at) const {
    int best = -1;
    double closest = kPointGrab;
    for (int i = 0; i < int(state_->points.size()); ++i) {
        const auto& [t, value] = state_->points[std::size_t(i)];
        if (const double distance = QLineF(at, toPixel(t, value)).length(); distance <= closest) {
            closest = distance;
            best = i;
        }
    }
    return best;
}

bool CurveEditor::mousePressed(const QPointF& at, Qt::MouseButton button) {
    if (button != Qt::LeftButton)
        return false;
    state_->held = pointAt(at);
    state_->moved = false;
    setSelected(state_->held);
    return true; // the axes are fixed: there is nothing to pan
}

bool CurveEditor::mouseMoved(const QPointF& at) {
    if (state_->held >= 0) {
        const QPointF data = toData(at);
        state_->moved = true;
        movePoint(state_->held, data.x(), data.y());
        return true;
    }
    state_->hovered = pointAt(at);
    parts().plot->setCursor(state_->hovered >= 0 ? Qt::SizeAllCursor : Qt::CrossCursor);
    repaintOverlay();
    return true;
}

bool CurveEditor::mouseReleased(const QPointF&) {
    const int held = std::exchange(state_->held, -1);
    if (held >= 0 && state_->moved)
        Q_EMIT editFinished();
    return held >= 0;
}

bool CurveEditor::doubleClicked(const QPointF& at) {
    if (pointAt(at) < 0) {
        const QPointF data = toData(at);
        insertPoint(data.x(), data.y());
    }
    return true;
}

void CurveEditor::mouseLeft() {
    state_->hovered = -1;
    repaintOverlay();
}

void CurveEditor::keyPressEvent(QKeyEvent* event) {
    const int count = int(state_->points.size()), at = state_->selected;
    const bool fine = event->modifiers().testFlag(Qt::ShiftModifier);
    const double across = fine ? 0.005 : 0.02, up = fine ? 1.01 : 1.05;
    const auto move = [&](double dt, double factor) {
        if (at < 0)
            return;
        const auto [t, value] = state_->points[std::size_t(at)];
        movePoint(at, t + dt, value * factor);
        Q_EMIT editFinished();
    };
    switch (event->key()) {
    case Qt::Key_Left: move(-across, 1); return;
    case Qt::Key_Right: move(across, 1); return;
    case Qt::Key_Up: move(0, up); return;
    case Qt::Key_Down: move(0, 1 / up); return;
    case Qt::Key_PageDown: setSelected(count > 0 ? (at + 1) % count : -1); return;
    case Qt::Key_PageUp: setSelected(count > 0 ? (at <= 0 ? count : at) - 1 : -1); return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: removePoint(at); return;
    case Qt::Key_Insert:
        if (count >= 2) {
            const auto left = std::size_t(std::clamp(at, 0, count - 2));
            const auto &a = state_->points[left], &b = state_->points[left + 1];
            insertPoint((a.first + b.first) / 2, std::sqrt(a.second * b.second));
        }
        return;
    case Qt::Key_L: return; // τ stays on its logarithmic axis
    default: PlotFrame::keyPressEvent(event);
    }
}

void CurveEditor::paintOverlay(QPainter& painter) {
    const QColor color = theme().color(QStringLiteral("A")), surface = theme().color(QStringLiteral("surface"));
    const QRect rect = parts().plot->axisRect()->rect();
    if (state_->nowT >= 0) {
        const QPointF now = toPixel(state_->nowT, state_->nowValue);
        painter.setPen(QPen(theme().color(QStringLiteral("muted")), 1, Qt::DotLine));
        painter.drawLine(QPointF(now.x(), rect.top()), QPointF(now.x(), rect.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().color(QStringLiteral("text")));
        painter.drawEllipse(now, 4, 4);
    }
    for (int i = 0; i < int(state_->points.size()); ++i) {
        const auto& [t, value] = state_->points[std::size_t(i)];
        const QPointF at = toPixel(t, value);
        const bool chosen = i == state_->selected;
        if (chosen && hasFocus()) {
            painter.setPen(QPen(theme().color(QStringLiteral("focus")), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(at, kPointRadius + 4, kPointRadius + 4);
        }
        painter.setPen(QPen(color, 2));
        painter.setBrush(chosen || i == state_->hovered ? color : surface);
        // Points that do not shape the curve yet, because a formula does, are drawn faint.
        painter.setOpacity(state_->drawn ? 1 : 0.45);
        painter.drawEllipse(at, kPointRadius, kPointRadius);
        painter.setOpacity(1);
    }
    const int named = state_->held >= 0 ? state_->held : state_->hovered >= 0 ? state_->hovered : hasFocus() ? state_->selected : -1;
    if (named >= 0 && named < int(state_->points.size())) {
        const auto& [t, value] = state_->points[std::size_t(named)];
        paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), toPixel(t, value),
                       QStringLiteral("t %1 · τ %2").arg(t, 0, 'f', 2).arg(value, 0, 'f', 2), {});
    }
}

} // namespace stillhouse::widgets
