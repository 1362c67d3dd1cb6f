// SPDX-License-Identifier: GPL-3.0-or-later
// Crosshair with the values of all series, shared within a group, and the handle at the right edge.
#include "widgets/plot/line_plot_state.h"
#include "widgets/theme.h"

#include <QPainter>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr double kGrab = 10; ///< pixels around the handle

} // namespace

void LinePlot::setGroup(CursorGroup* group) {
    if (state_->group)
        disconnect(state_->group, nullptr, this, nullptr);
    state_->group = group;
    if (group)
        connect(group, &CursorGroup::moved, this, [this](double x, bool visible) {
            state_->cursorX = x;
            state_->cursorShown = visible;
            repaintOverlay();
        });
}

void LinePlot::setHandle(double y, const std::string& token) {
    state_->handleToken = token;
    if (!state_->handleHeld)
        state_->handle = y;
    repaintOverlay();
}

double LinePlot::handle() const { return state_->handle; }
bool LinePlot::handleHeld() const { return state_->handleHeld; }

QPointF LinePlot::handlePixel() const {
    const QRect rect = parts().plot->axisRect()->rect();
    const double y = parts().plot->yAxis->coordToPixel(state_->handle);
    return {double(rect.right()) + 6, std::clamp<double>(y, rect.top(), rect.bottom())};
}

bool LinePlot::mousePressed(const QPointF& at, Qt::MouseButton button) {
    if (button != Qt::LeftButton || std::isnan(state_->handle) || QLineF(at, handlePixel()).length() > kGrab)
        return false;
    state_->handleHeld = true;
    Q_EMIT handleGrabbed();
    Q_EMIT handleMoved(state_->handle);
    repaintOverlay();
    return true;
}

bool LinePlot::mouseMoved(const QPointF& at) {
    if (state_->handleHeld) {
        const auto range = parts().plot->yAxis->range();
        state_->handle = std::clamp(toData(at).y(), range.lower, range.upper);
        Q_EMIT handleMoved(state_->handle);
        repaintOverlay();
        return true;
    }
    const bool onHandle = !std::isnan(state_->handle) && QLineF(at, handlePixel()).length() <= kGrab;
    parts().plot->setCursor(onHandle ? Qt::SizeVerCursor : Qt::ArrowCursor);
    const bool inside = parts().plot->axisRect()->rect().contains(at.toPoint());
    state_->cursorX = toData(at).x();
    state_->cursorShown = state_->cursorHere = inside;
    if (state_->group)
        state_->group->move(state_->cursorX, inside);
    Q_EMIT hovered(state_->cursorX, inside);
    repaintOverlay();
    return false;
}

bool LinePlot::mouseReleased(const QPointF&) {
    if (!state_->handleHeld)
        return false;
    state_->handleHeld = false;
    Q_EMIT handleReleased();
    repaintOverlay();
    return true;
}

void LinePlot::mouseLeft() {
    state_->cursorShown = state_->cursorHere = false;
    if (state_->group)
        state_->group->move(state_->cursorX, false);
    Q_EMIT hovered(state_->cursorX, false);
    repaintOverlay();
}

void LinePlot::paintOverlay(QPainter& painter) {
    if (!std::isnan(state_->handle)) {
        const QPointF at = handlePixel();
        const QColor color = theme().color(QString::fromStdString(state_->handleToken));
        painter.setPen(QPen(color, 2));
        painter.setBrush(state_->handleHeld ? color : theme().color(QStringLiteral("surface")));
        painter.drawEllipse(at, 6, 6);
    }
    if (state_->cursorShown)
        paintCursor(painter);
}

void LinePlot::paintCursor(QPainter& painter) {
    const QRect rect = parts().plot->axisRect()->rect();
    const double pixel = parts().plot->xAxis->coordToPixel(state_->cursorX);
    if (pixel < rect.left() || pixel > rect.right())
        return;
    painter.setPen(QPen(theme().color(QStringLiteral("muted")), 1));
    painter.drawLine(QPointF(pixel, rect.top()), QPointF(pixel, rect.bottom()));
    std::vector<CursorLine> lines;
    double heading = state_->cursorX; // the place of the values shown, not of the mouse
    for (const auto& series : state_->series) {
        const auto& data = series->data;
        if (!series->visible || data.size() == 0)
            continue;
        const std::size_t i = data.nearest(state_->cursorX);
        if (lines.empty())
            heading = data.x(i);
        const bool smoothed = series->style.smoothed && state_->smoothing > 0;
        const double value = smoothed ? data.smooth(i) : data.y(i);
        const QColor color = series->color();
        const QString shown = std::isnan(value) ? QStringLiteral("–") : QLocale::c().toString(value, 'g', 5);
        lines.push_back({color, series->name + QStringLiteral("  ") + shown});
        if (const QPointF dot = toPixel(data.x(i), value); std::isfinite(dot.y()) && rect.contains(dot.toPoint())) {
            painter.setPen(QPen(theme().color(QStringLiteral("surface")), 1.5));
            painter.setBrush(color);
            painter.drawEllipse(dot, 4, 4);
        }
    }
    for (const auto& event : state_->events)
        if (!state_->alternateX && std::abs(parts().plot->xAxis->coordToPixel(event.x) - pixel) <= 4 && !event.label.isEmpty())
            lines.push_back({theme().color(QString::fromStdString(event.token)), event.label});
    if (lines.empty())
        return;
    const QString x = parts().xText + QStringLiteral("  ") + QLocale::c().toString(heading, 'g', 7);
    paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), QPointF(pixel, rect.center().y()), x, lines);
}

} // namespace stillhouse::widgets
