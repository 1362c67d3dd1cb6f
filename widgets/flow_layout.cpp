// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace stillhouse::widgets {

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) {}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item) { items_.emplace_back(item); }

int FlowLayout::count() const { return int(items_.size()); }

QLayoutItem* FlowLayout::itemAt(int index) const { return index >= 0 && index < count() ? items_[std::size_t(index)].get() : nullptr; }

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = items_[std::size_t(index)].release();
    items_.erase(items_.begin() + index);
    return item;
}

template <class Place>
int FlowLayout::flow(int width, Place place) const {
    int x = 0, y = 0, height = 0;
    for (const auto& item : items_) {
        if (item->isEmpty()) // hidden
            continue;
        const QSize wanted = item->sizeHint().expandedTo(item->minimumSize());
        if (x > 0 && x + wanted.width() > width) {
            x = 0;
            y += height + spacing();
            height = 0;
        }
        place(*item, QRect(QPoint(x, y), QSize(std::min(wanted.width(), std::max(width, item->minimumSize().width())), wanted.height())));
        x += wanted.width() + spacing();
        height = std::max(height, wanted.height());
    }
    return y + height;
}

int FlowLayout::heightForWidth(int width) const {
    const QMargins margins = contentsMargins();
    return flow(width - margins.left() - margins.right(), [](QLayoutItem&, const QRect&) {}) + margins.top() + margins.bottom();
}

QSize FlowLayout::sizeHint() const {
    int width = 0, height = 0;
    for (const auto& item : items_)
        if (!item->isEmpty()) {
            width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
            height = std::max(height, item->sizeHint().height());
        }
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto& item : items_)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    const QRect inside = rect.marginsRemoved(contentsMargins());
    const bool mirrored = parentWidget() && parentWidget()->isRightToLeft();
    flow(inside.width(), [&](QLayoutItem& item, QRect where) {
        if (mirrored)
            where.moveRight(inside.width() - 1 - where.left());
        item.setGeometry(where.translated(inside.topLeft()));
    });
}

} // namespace stillhouse::widgets
