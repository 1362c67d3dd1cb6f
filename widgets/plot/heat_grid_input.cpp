// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do with a HeatGrid, and the numbers inside its cells.
#include "widgets/plot/heat_grid_state.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

namespace stillhouse::widgets {

namespace {

bool lightBehind(const QColor& colour) { return 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue() > 140; }

} // namespace

void HeatGrid::placeTexts() {
    auto& s = *state_;
    if (s.texts.empty())
        return;
    const QFontMetricsF metrics(theme().font(Theme::Type::Caption));
    const double wide = std::abs(toPixel(1, 0).x() - toPixel(0, 0).x()) - 4, high = std::abs(toPixel(0, 1).y() - toPixel(0, 0).y()) - 2;
    // All or none: a grid with some numbers left out reads as if those were missing.
    bool fits = high >= metrics.height() - 3 && !s.cells.empty();
    for (const auto& cell : s.cells)
        fits = fits && metrics.horizontalAdvance(cell.text) <= wide;
    for (std::size_t i = 0; i < s.cells.size() && i < s.texts.size(); ++i)
        s.texts[i]->setVisible(fits && !s.cells[i].text.isEmpty());
}

void HeatGrid::restyle() {
    auto& s = *state_;
    QCPColorGradient colours = s.map->gradient();
    for (std::size_t i = 0; i < s.cells.size() && i < s.texts.size(); ++i) {
        const double value = s.cells[i].value;
        const QColor behind = std::isnan(value) ? theme().color(QStringLiteral("surface"))
                                                : QColor::fromRgb(colours.color(value, s.map->dataRange(), s.map->dataScaleType() == QCPAxis::stLogarithmic));
        s.texts[i]->setFont(theme().font(Theme::Type::Caption));
        s.texts[i]->setColor(lightBehind(behind) ? QColor(0x1B, 0x1F, 0x27) : Qt::white);
    }
    auto* scale = s.bar->axis();
    scale->setTickLabelFont(theme().font(Theme::Type::Caption));
    scale->setTickLabelColor(theme().color(QStringLiteral("axis")));
    scale->setLabelFont(theme().font(Theme::Type::Caption));
    scale->setLabelColor(theme().color(QStringLiteral("muted")));
}

int HeatGrid::cellAt(const QPointF& at) const {
    if (!parts().plot->axisRect()->rect().contains(at.toPoint()))
        return -1;
    const QPointF place = toData(at);
    const int column = int(std::lround(place.x())), row = int(std::lround(place.y()));
    return column >= 0 && row >= 0 && column < columnCount() && row < rowCount() ? row * columnCount() + column : -1;
}

int HeatGrid::current() const { return state_->current; }

QRectF HeatGrid::cellRect(int cell) const {
    const double x = cell % columnCount(), y = cell / columnCount();
    return QRectF(toPixel(x - 0.5, y - 0.5), toPixel(x + 0.5, y + 0.5)).normalized();
}

QString HeatGrid::tipOf(int cell) const {
    const auto& s = *state_;
    return s.tip ? s.tip(cell / columnCount(), cell % columnCount()) : s.cells[std::size_t(cell)].tip;
}

void HeatGrid::setCurrentCell(int row, int column) {
    const bool there = row >= 0 && column >= 0 && row < rowCount() && column < columnCount();
    state_->current = there ? row * columnCount() + column : -1;
    setAccessibleDescription(there ? tipOf(state_->current) : QString());
    repaintOverlay();
}

void HeatGrid::setCurrent(int cell) {
    setCurrentCell(cell / columnCount(), cell % columnCount());
    Q_EMIT cellClicked(cell / columnCount(), cell % columnCount());
}

bool HeatGrid::mousePressed(const QPointF& at, Qt::MouseButton button) {
    state_->pressed = button == Qt::LeftButton ? cellAt(at) : -1;
    return state_->pressed >= 0;
}

bool HeatGrid::mouseMoved(const QPointF& at) {
    state_->hovered = cellAt(at);
    repaintOverlay();
    return state_->hovered >= 0;
}

bool HeatGrid::mouseReleased(const QPointF& at) {
    const int pressed = std::exchange(state_->pressed, -1);
    if (pressed < 0 || cellAt(at) != pressed)
        return false;
    setCurrent(pressed);
    return true;
}

void HeatGrid::mouseLeft() {
    state_->hovered = -1;
    repaintOverlay();
}

void HeatGrid::keyPressEvent(QKeyEvent* event) {
    const int count = int(state_->cells.size());
    const int step = event->key() == Qt::Key_Right  ? 1
                     : event->key() == Qt::Key_Left ? -1
                     : event->key() == Qt::Key_Down ? columnCount()
                     : event->key() == Qt::Key_Up   ? -columnCount()
                                                    : 0;
    if (step == 0 || count == 0)
        return PlotFrame::keyPressEvent(event);
    const int next = state_->current < 0 ? 0 : state_->current + step;
    if (next >= 0 && next < count)
        setCurrent(next);
}

void HeatGrid::paintOverlay(QPainter& painter) {
    const auto& s = *state_;
    const int shown = s.hovered >= 0 ? s.hovered : hasFocus() ? s.current : -1;
    for (const int cell : {s.current, shown}) {
        if (cell < 0 || cell >= int(s.cells.size()))
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().color(QStringLiteral("text")), 1.5));
        painter.drawRect(cellRect(cell));
    }
    if (shown < 0 || shown >= int(s.cells.size()))
        return;
    QStringList lines = tipOf(shown).split(u'\n', Qt::SkipEmptyParts);
    if (lines.isEmpty())
        return;
    const QString heading = lines.takeFirst();
    const double value = s.cells[std::size_t(shown)].value;
    QCPColorGradient colours = s.map->gradient();
    // A tile has no single colour: its mark is neutral.
    const QColor mark = std::isnan(value) || s.side > 0
                            ? theme().color(QStringLiteral("muted"))
                            : QColor::fromRgb(colours.color(value, s.map->dataRange(), s.map->dataScaleType() == QCPAxis::stLogarithmic));
    std::vector<CursorLine> rows;
    for (const QString& line : lines)
        rows.push_back({mark, line});
    paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), toPixel(shown % columnCount(), shown / columnCount()), heading, rows);
}

} // namespace stillhouse::widgets
