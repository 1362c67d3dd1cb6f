// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prune_map.h"

#include "widgets/theme.h"

#include <algorithm>
#include <limits>
#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

namespace stillhouse::widgets {

PruneMap::PruneMap(QWidget* parent) : HeatGrid(parent) {
    setObjectName(QStringLiteral("headMap"));
    setFocusPolicy(Qt::StrongFocus);
    fill();
}

void PruneMap::setImportance(const HeadImportance& importance) {
    importance_ = importance;
    planned_.clear();
    anchor_ = corner_ = -1;
    const auto gone = [this](const HeadRef& ref) {
        return std::size_t(ref.layer) >= importance_.layers.size() || ref.head >= importance_.layers[std::size_t(ref.layer)].heads;
    };
    std::erase_if(locked_, gone);
    std::erase_if(removed_, gone);
    fill();
}

void PruneMap::fill() {
    std::int64_t most = 0;
    for (const auto& layer : importance_.layers)
        most = std::max(most, layer.heads);
    QStringList rows, columns;
    for (std::size_t l = 0; l < importance_.layers.size(); ++l)
        rows << QString::number(l);
    for (std::int64_t h = 0; h < most; ++h)
        columns << QString::number(h);
    const bool nats = importance_.measure == "first_order";
    std::vector<HeatCell> cells;
    for (std::size_t l = 0; l < importance_.layers.size(); ++l)
        for (std::int64_t h = 0; h < most; ++h) {
            const auto& layer = importance_.layers[l];
            if (h >= std::int64_t(layer.head.size())) {
                cells.push_back({std::numeric_limits<double>::quiet_NaN(), {}, tr("Layer %1, head %2\nNot there").arg(l).arg(h)});
                continue;
            }
            const double value = layer.head[std::size_t(h)];
            const QString text = QLocale::c().toString(value, 'g', 3);
            const QString group = layer.kvHeads > 0 && layer.kvHeads < layer.heads
                                      ? tr("\nKey/value group %1").arg(h / (layer.heads / layer.kvHeads))
                                      : QString();
            cells.push_back(
                {value, text, tr("Layer %1, head %2\nImportance %3").arg(l).arg(h).arg(nats ? tr("%1 nats").arg(text) : text) + group});
        }
    setTitle(tr("Importance of each head"));
    setAxes(tr("Head"), tr("Layer"));
    setUnit(importance_.layers.empty()        ? QString()
            : nats                            ? tr("|∂L/∂gate|, nats")
            : importance_.measure == "fisher" ? tr("Fisher, nats")
                                              : tr("norm"));
    setCells(rows, columns, std::move(cells));
}

void PruneMap::setPlan(const PrunePlan& plan) {
    planned_.clear();
    for (std::size_t l = 0; l < plan.layers.size(); ++l)
        for (const auto h : plan.layers[l].heads)
            planned_.insert({std::int64_t(l), h});
    repaintOverlay();
}

bool PruneMap::isHead(int cell) const {
    if (cell < 0 || columnCount() == 0)
        return false;
    const auto ref = headOf(cell);
    return std::size_t(ref.layer) < importance_.layers.size() && ref.head < importance_.layers[std::size_t(ref.layer)].heads;
}

PruneMap::Mark PruneMap::mark(const HeadRef& head) const {
    return locked_.count(head) ? Mark::Locked : removed_.count(head) ? Mark::Removed : Mark::Free;
}

void PruneMap::setMark(const HeadRef& head, Mark mark) {
    locked_.erase(head);
    removed_.erase(head);
    if (mark == Mark::Locked)
        locked_.insert(head);
    if (mark == Mark::Removed)
        removed_.insert(head);
    repaintOverlay();
    Q_EMIT marksChanged();
}

void PruneMap::cycle(int cell) {
    if (!isHead(cell))
        return;
    const auto ref = headOf(cell);
    setMark(ref, nextMark(mark(ref)));
}

std::vector<HeadRef> PruneMap::selection() const {
    std::vector<HeadRef> out;
    const int from = anchor_ >= 0 ? anchor_ : current(), to = anchor_ >= 0 ? corner_ : current();
    if (from < 0 || to < 0 || columnCount() == 0)
        return out;
    const int wide = columnCount();
    const auto [top, bottom] = std::minmax({from / wide, to / wide});
    const auto [left, right] = std::minmax({from % wide, to % wide});
    for (int row = top; row <= bottom; ++row)
        for (int column = left; column <= right; ++column)
            if (isHead(row * wide + column))
                out.push_back({row, column});
    return out;
}

void PruneMap::markSelection(Mark mark) {
    const auto heads = selection();
    for (const auto& head : heads) {
        locked_.erase(head);
        removed_.erase(head);
        if (mark == Mark::Locked)
            locked_.insert(head);
        if (mark == Mark::Removed)
            removed_.insert(head);
    }
    repaintOverlay();
    if (!heads.empty())
        Q_EMIT marksChanged();
}

void PruneMap::clearMarks() {
    locked_.clear();
    removed_.clear();
    repaintOverlay();
    Q_EMIT marksChanged();
}

QPointF PruneMap::placeOf(const HeadRef& head) const {
    return toPixel(double(head.head), double(head.layer));
}

void PruneMap::select(int from, int to) {
    anchor_ = from;
    corner_ = to;
    repaintOverlay();
    Q_EMIT selectionChanged();
}

bool PruneMap::mousePressed(const QPointF& at, Qt::MouseButton button) {
    const int cell = button == Qt::LeftButton ? cellAt(at) : -1;
    if (cell < 0)
        return false;
    setFocus(Qt::MouseFocusReason);
    anchor_ = corner_ = cell;
    dragging_ = true;
    return true;
}

// The second click of a quick pair is a click like any other.
bool PruneMap::doubleClicked(const QPointF& at) {
    return mousePressed(at, Qt::LeftButton);
}

bool PruneMap::mouseMoved(const QPointF& at) {
    const bool over = HeatGrid::mouseMoved(at);
    if (!dragging_)
        return over;
    if (const int cell = cellAt(at); cell >= 0 && cell != corner_)
        select(anchor_, cell);
    return true;
}

bool PruneMap::mouseReleased(const QPointF& at) {
    if (!std::exchange(dragging_, false))
        return false;
    setCurrent(corner_);
    if (anchor_ == corner_ && cellAt(at) == corner_) {
        const int cell = corner_;
        select(-1, -1);
        cycle(cell);
    }
    return true;
}

void PruneMap::keyPressEvent(QKeyEvent* event) {
    const bool arrow =
        event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const int before = current();
    if (arrow) {
        HeatGrid::keyPressEvent(event);
        if (event->modifiers() & Qt::ShiftModifier)
            select(anchor_ >= 0 ? anchor_ : std::max(before, 0), current());
        else
            select(-1, -1);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space:
        cycle(current());
        return;
    case Qt::Key_K:
        markSelection(Mark::Locked);
        return;
    case Qt::Key_X:
    case Qt::Key_Delete:
        markSelection(Mark::Removed);
        return;
    case Qt::Key_F:
        markSelection(Mark::Free);
        return;
    default:
        HeatGrid::keyPressEvent(event);
    }
}

void PruneMap::paintMark(QPainter& painter, const QRectF& cell, Mark mark) const {
    const double size = std::clamp(std::min(cell.width(), cell.height()) * 0.4, 6.0, 14.0);
    const QRectF badge(cell.right() - size - 3, cell.top() + 3, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(QStringLiteral("surface")));
    painter.drawRoundedRect(badge.adjusted(-2, -2, 2, 2), 3, 3);
    paintPruneMark(painter, badge, mark);
}

void PruneMap::paintOverlay(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    const auto cellOf = [this](const HeadRef& ref) { return int(ref.layer) * columnCount() + int(ref.head); };
    // A band at the foot of the cell: the number above it stays readable.
    for (const auto& ref : planned_) {
        QRectF band = cellRect(cellOf(ref)).adjusted(1, 1, -1, -1);
        band.setTop(band.bottom() - std::clamp(band.height() * 0.25, 4.0, 12.0));
        painter.fillRect(band, theme().color(QStringLiteral("surface")));
        painter.fillRect(band, QBrush(theme().color(QStringLiteral("text")), Qt::BDiagPattern));
    }
    for (const auto& ref : locked_)
        paintMark(painter, cellRect(cellOf(ref)), Mark::Locked);
    for (const auto& ref : removed_)
        paintMark(painter, cellRect(cellOf(ref)), Mark::Removed);
    if (anchor_ >= 0 && corner_ >= 0) {
        painter.setPen(QPen(theme().color(QStringLiteral("accent")), 2));
        QColor tint = theme().color(QStringLiteral("accent"));
        tint.setAlpha(40);
        painter.setBrush(tint);
        painter.drawRect(cellRect(anchor_).united(cellRect(corner_)));
    }
    HeatGrid::paintOverlay(painter);
}

void PruneMap::changeEvent(QEvent* event) {
    HeatGrid::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fill();
}

} // namespace stillhouse::widgets
