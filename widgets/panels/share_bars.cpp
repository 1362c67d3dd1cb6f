// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/share_bars.h"

#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kNumberGap = 8;

// Both grow with a font larger than the window's.
int shareRow(const QWidget& widget) { return std::max(24, widget.fontMetrics().height() * 5 / 4); }
int shareBar(const QWidget& widget) { return std::max(8, widget.fontMetrics().height() * 2 / 5); }

} // namespace

ShareBars::ShareBars(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ShareBars::setShares(std::vector<Share> shares, double full) {
    shares_ = std::move(shares);
    full_ = full;
    QStringList spoken;
    for (const Share& share : shares_) {
        spoken << share.name + QStringLiteral(": ") + share.number;
        if (full <= 0)
            full_ = std::max(full_, share.value);
    }
    if (full_ <= 0)
        full_ = 1;
    current_ = std::clamp(current_, 0, std::max(0, int(shares_.size()) - 1));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void ShareBars::setClickable(bool clickable) {
    clickable_ = clickable;
    setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QSize ShareBars::sizeHint() const { return {240, std::max(1, int(shares_.size())) * shareRow(*this)}; }

QSize ShareBars::minimumSizeHint() const { return {140, sizeHint().height()}; }

int ShareBars::rowAt(const QPoint& point) const {
    const int row = point.y() / shareRow(*this);
    return point.y() >= 0 && row < int(shares_.size()) ? row : -1;
}

void ShareBars::paintRow(QPainter& painter, const QRect& area, const Share& share, bool marked) const {
    int numberWidth = 0, nameWidth = 0;
    for (const Share& other : shares_) {
        numberWidth = std::max(numberWidth, painter.fontMetrics().horizontalAdvance(other.number));
        nameWidth = std::max(nameWidth, painter.fontMetrics().horizontalAdvance(other.name));
    }
    nameWidth = std::min(nameWidth + 4, area.width() * 2 / 5);
    if (marked)
        painter.fillRect(area, theme().color(QStringLiteral("hover")));
    painter.setPen(theme().color(QStringLiteral("text")));
    const QRect name(area.left() + 4, area.top(), nameWidth, area.height());
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(share.name, Qt::ElideRight, nameWidth));
    painter.setPen(theme().color(QStringLiteral("muted")));
    painter.drawText(area.adjusted(0, 0, -4, 0), Qt::AlignVCenter | Qt::AlignRight, share.number);
    const int left = name.right() + kNumberGap, right = area.right() - 4 - numberWidth - kNumberGap;
    if (right <= left)
        return;
    const int width = int(std::clamp(share.value / full_, 0.0, 1.0) * (right - left));
    const int bar = shareBar(*this);
    const QRect track(left, area.center().y() - bar / 2 + 1, right - left, bar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(QStringLiteral("hover")));
    if (!marked)
        painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(theme().color(QString::fromStdString(share.token)));
    painter.drawRoundedRect(QRect(track.left(), track.top(), std::max(share.value > 0 ? 2 : 0, width), bar), 2, 2);
}

void ShareBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int height = shareRow(*this);
    for (int i = 0; i < int(shares_.size()); ++i)
        paintRow(painter, QRect(0, i * height, width(), height), shares_[std::size_t(i)], clickable_ && (i == hover_ || (hasFocus() && i == current_)));
    if (hasFocus() && !shares_.empty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme().color(QStringLiteral("focus")));
        painter.drawRoundedRect(QRect(0, current_ * height, width() - 1, height - 1), 4, 4);
    }
}

void ShareBars::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(event->position().toPoint());
    if (!clickable_ || row < 0 || event->button() != Qt::LeftButton)
        return;
    current_ = row;
    Q_EMIT clicked(shares_[std::size_t(row)].key);
}

void ShareBars::mouseMoveEvent(QMouseEvent* event) {
    hover_ = rowAt(event->position().toPoint());
    update();
}

void ShareBars::leaveEvent(QEvent*) {
    hover_ = -1;
    update();
}

void ShareBars::keyPressEvent(QKeyEvent* event) {
    if (!clickable_ || shares_.empty())
        return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        current_ = std::clamp(current_ + (event->key() == Qt::Key_Down ? 1 : -1), 0, int(shares_.size()) - 1);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT clicked(shares_[std::size_t(current_)].key);
    else
        return QWidget::keyPressEvent(event);
    update();
}

bool ShareBars::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const int row = rowAt(help->pos()); row >= 0)
            QToolTip::showText(help->globalPos(), shares_[std::size_t(row)].name + QStringLiteral(": ") + shares_[std::size_t(row)].number, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace stillhouse::widgets
