// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prune_shapes.h"

#include "widgets/theme.h"

#include <algorithm>
#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

namespace stillhouse::widgets {

namespace {

constexpr int kShapeRow = 40, kShapeLegend = 28, kShapeBar = 14, kName = 72;

QString arrow(std::int64_t before, std::int64_t after) {
    return before == after ? QString::number(before) : QStringLiteral("%1 → %2").arg(before).arg(after);
}

} // namespace

PruneShapes::PruneShapes(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("pruneShapes"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PruneShapes::setShapes(const std::vector<LayerImportance>& before, const std::vector<LayerImportance>& after, std::int64_t headWidth,
                            std::int64_t hidden) {
    before_ = before;
    after_ = after.size() == before.size() ? after : before;
    headWidth_ = headWidth;
    hidden_ = hidden;
    build();
}

void PruneShapes::build() {
    rows_.clear();
    largest_ = 0;
    QStringList spoken;
    const auto attention = [this](const LayerImportance& l) { return double(2 * (l.heads + l.kvHeads) * headWidth_ * hidden_); };
    const auto ffn = [this](const LayerImportance& l) { return double(3 * l.ffn * hidden_); };
    for (std::size_t i = 0; i < before_.size(); ++i) {
        const auto &b = before_[i], &a = after_[i];
        const QString heads = b.kvHeads == b.heads ? tr("%1 heads").arg(arrow(b.heads, a.heads))
                                                   : tr("%1 heads, %2 key/value").arg(arrow(b.heads, a.heads), arrow(b.kvHeads, a.kvHeads));
        Row row{{attention(b), attention(a), heads}, {ffn(b), ffn(a), tr("FFN %1").arg(arrow(b.ffn, a.ffn))}};
        largest_ = std::max(largest_, row.attention.before + row.ffn.before);
        spoken << tr("Layer %1: %2, %3").arg(i).arg(row.attention.text, row.ffn.text);
        rows_.push_back(std::move(row));
    }
    setAccessibleName(tr("Architecture before and after, to scale"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize PruneShapes::sizeHint() const {
    return {560, kShapeLegend + std::max(1, int(rows_.size())) * kShapeRow};
}

void PruneShapes::paintLegend(QPainter& painter) const {
    int x = 4;
    painter.setFont(theme().font(Theme::Type::Caption));
    const std::tuple<const char*, QString, bool> parts[] = {
        {"accent", tr("Attention"), true}, {"teacher", tr("Feed-forward"), true}, {"lineStrong", tr("taken out"), false}};
    for (const auto& [token, name, filled] : parts) {
        painter.setPen(filled ? Qt::NoPen : QPen(theme().color(QLatin1String(token)), 1));
        painter.setBrush(filled ? QBrush(theme().color(QLatin1String(token)))
                                : QBrush(theme().color(QLatin1String(token)), Qt::BDiagPattern));
        painter.drawRect(QRect(x, kShapeLegend / 2 - 5, 10, 10));
        painter.setPen(theme().color(QStringLiteral("muted")));
        const int width = painter.fontMetrics().horizontalAdvance(name);
        painter.drawText(QRect(x + 16, 0, width + 4, kShapeLegend), Qt::AlignVCenter | Qt::AlignLeft, name);
        x += width + 36;
    }
}

void PruneShapes::paintPart(QPainter& painter, const QRectF& area, const Part& part, const char* token) const {
    const double scale = part.before > 0 ? area.width() / part.before : 0;
    const QRectF left(area.left(), area.top(), part.after * scale, kShapeBar), gone(left.right(), area.top(), area.right() - left.right(), kShapeBar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(QLatin1String(token)));
    painter.drawRect(left);
    if (gone.width() > 0.5) {
        painter.setPen(QPen(theme().color(QStringLiteral("lineStrong")), 1));
        painter.setBrush(QBrush(theme().color(QStringLiteral("lineStrong")), Qt::BDiagPattern));
        painter.drawRect(gone.adjusted(0, 0.5, -0.5, -0.5));
    }
    painter.setPen(theme().color(QStringLiteral("muted")));
    painter.drawText(QRectF(area.left(), area.top() + kShapeBar, area.width() + 120, 16), Qt::AlignLeft | Qt::AlignVCenter, part.text);
}

void PruneShapes::paintRow(QPainter& painter, int index) const {
    const auto& row = rows_[std::size_t(index)];
    const int top = kShapeLegend + index * kShapeRow;
    painter.setFont(theme().font(Theme::Type::Body));
    painter.setPen(theme().color(QStringLiteral("text")));
    painter.drawText(QRect(4, top, kName, kShapeBar + 4), Qt::AlignLeft | Qt::AlignVCenter, tr("Layer %1").arg(index));
    painter.setFont(theme().font(Theme::Type::Caption));
    const double full = width() - kName - 24;
    if (full <= 0 || largest_ <= 0)
        return;
    const double attention = full * row.attention.before / largest_, ffn = full * row.ffn.before / largest_;
    paintPart(painter, QRectF(kName, top + 2, attention, kShapeBar), row.attention, "accent");
    paintPart(painter, QRectF(kName + attention + 8, top + 2, ffn, kShapeBar), row.ffn, "teacher");
}

void PruneShapes::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    if (rows_.empty()) {
        painter.setPen(theme().color(QStringLiteral("muted")));
        painter.drawText(QRect(4, 0, width() - 8, height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                         tr("Every layer stands here to scale, before and after, once importance or correlation is computed."));
        return;
    }
    paintLegend(painter);
    for (int i = 0; i < int(rows_.size()); ++i)
        if (QRect(0, kShapeLegend + i * kShapeRow, width(), kShapeRow).intersects(event->rect()))
            paintRow(painter, i);
}

void PruneShapes::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        build();
}

} // namespace stillhouse::widgets
