// SPDX-License-Identifier: GPL-3.0-or-later
// The discs, which are drawn over the plot so that hovering costs no redraw, and what mouse and keyboard do with them.
#include "widgets/plot/scatter_state.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

namespace stillhouse::widgets {

int ScatterPlot::nearest(const QPointF& at) const {
    int best = -1;
    double closest = 1e300;
    for (int i = 0; i < int(state_->points.size()); ++i) {
        const QPointF centre = toPixel(state_->points[std::size_t(i)].x, state_->points[std::size_t(i)].y);
        const double distance = QLineF(at, centre).length();
        if (distance <= radius(i) + 4 && distance < closest) {
            closest = distance;
            best = i;
        }
    }
    return best;
}

bool ScatterPlot::mousePressed(const QPointF& at, Qt::MouseButton button) {
    state_->pressed = button == Qt::LeftButton ? nearest(at) : -1;
    return state_->pressed >= 0;
}

bool ScatterPlot::mouseMoved(const QPointF& at) {
    state_->hovered = nearest(at);
    parts().plot->setCursor(state_->hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    repaintOverlay();
    return state_->hovered >= 0;
}

bool ScatterPlot::mouseReleased(const QPointF& at) {
    const int pressed = std::exchange(state_->pressed, -1);
    if (pressed < 0 || nearest(at) != pressed)
        return false;
    const QString id = state_->points[std::size_t(pressed)].id;
    setSelected(id);
    Q_EMIT pointClicked(id);
    return true;
}

void ScatterPlot::mouseLeft() {
    state_->hovered = -1;
    repaintOverlay();
}

void ScatterPlot::keyPressEvent(QKeyEvent* event) {
    const int count = int(state_->points.size());
    const bool next = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if (count > 0 && (next || event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)) {
        int at = -1;
        for (int i = 0; i < count; ++i)
            if (state_->points[std::size_t(i)].id == state_->selected)
                at = i;
        setSelected(state_->points[std::size_t(at < 0 ? 0 : (at + (next ? 1 : count - 1)) % count)].id);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !state_->selected.isEmpty()) {
        Q_EMIT pointClicked(state_->selected);
    } else {
        PlotFrame::keyPressEvent(event);
    }
}

void ScatterPlot::paintOverlay(QPainter& painter) {
    const QRect rect = parts().plot->axisRect()->rect();
    for (int i = 0; i < int(state_->points.size()); ++i) {
        const auto& point = state_->points[std::size_t(i)];
        const QPointF at = toPixel(point.x, point.y);
        if (!std::isfinite(at.x()) || !std::isfinite(at.y()) || !rect.adjusted(-8, -8, 8, 8).contains(at.toPoint()))
            continue;
        QColor color = theme().color(QString::fromStdString(point.token));
        const bool marked = point.id == state_->selected || i == state_->hovered;
        painter.setPen(QPen(marked ? theme().color(QStringLiteral("text")) : color, marked ? 2 : 1.5));
        color.setAlphaF(point.hollow ? 0.12F : 0.75F);
        painter.setBrush(color);
        painter.drawEllipse(at, radius(i), radius(i));
        if (point.frontier) {
            painter.setPen(QPen(theme().color(QStringLiteral("text")), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(at, radius(i) + kRingGap, radius(i) + kRingGap);
        }
        if (std::size_t(i) < state_->places.size() && state_->places[std::size_t(i)] && state_->places[std::size_t(i)]->leader) {
            painter.setPen(QPen(theme().color(QStringLiteral("lineStrong")), 1));
            painter.drawLine(*state_->places[std::size_t(i)]->leader);
        }
    }
    if (state_->hovered < 0 || state_->hovered >= int(state_->points.size()))
        return;
    const auto& point = state_->points[std::size_t(state_->hovered)];
    std::vector<CursorLine> lines;
    for (const auto& line : point.details.split(u'\n', Qt::SkipEmptyParts))
        lines.push_back({theme().color(QString::fromStdString(point.token)), line});
    paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), toPixel(point.x, point.y), point.name, lines);
}

} // namespace stillhouse::widgets
