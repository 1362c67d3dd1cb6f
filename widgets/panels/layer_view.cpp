// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/layer_view.h"

#include "widgets/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kRow = 26, kLegend = 28, kBar = 14, kNumber = 84;

QString parametersText(std::int64_t count) {
    const QLocale locale;
    if (count >= 10'000'000)
        return locale.toString(double(count) / 1e6, 'f', 0) + QStringLiteral(" M");
    if (count >= 1'000'000)
        return locale.toString(double(count) / 1e6, 'f', 2) + QStringLiteral(" M");
    return locale.toString(qlonglong(count));
}

} // namespace

LayerView::LayerView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LayerView::setModel(const ModelInfo& info) {
    info_ = info;
    build();
}

void LayerView::build() {
    rows_.clear();
    const std::int64_t headDim = info_.heads > 0 ? info_.hidden / info_.heads : 0;
    std::int64_t inLayers = 0;
    Row embedding{tr("Embedding"), tr("%1 tokens × %2").arg(info_.vocab).arg(info_.hidden)};
    embedding.other = info_.vocab * info_.hidden;
    rows_.push_back(embedding);
    for (std::size_t i = 0; i < info_.layerInfo.size(); ++i) {
        const LayerInfo& layer = info_.layerInfo[i];
        Row row{tr("Layer %1").arg(i), {}};
        row.hasAttention = layer.hasAttention;
        row.hasFfn = layer.hasFfn;
        row.ffn = layer.hasFfn ? std::min(layer.parameters, 3 * info_.hidden * layer.ffn) : 0;
        row.attention = layer.hasAttention ? std::min(layer.parameters - row.ffn, 2 * info_.hidden * headDim * (layer.heads + layer.kvHeads)) : 0;
        row.other = layer.parameters - row.attention - row.ffn;
        const QString heads = layer.hasAttention ? tr("%1 heads, %2 key/value").arg(layer.heads).arg(layer.kvHeads) : tr("no attention");
        row.shape = heads + QStringLiteral(" · ") + (layer.hasFfn ? tr("feed-forward %1").arg(layer.ffn) : tr("no feed-forward"));
        inLayers += layer.parameters;
        rows_.push_back(row);
    }
    Row head{tr("Output"), info_.tied ? tr("shares the embedding") : tr("%1 × %2 tokens").arg(info_.hidden).arg(info_.vocab)};
    head.other = std::max<std::int64_t>(0, info_.parameters - inLayers - embedding.other);
    rows_.push_back(head);
    QStringList spoken;
    for (const Row& row : rows_)
        spoken << row.name + QStringLiteral(": ") + parametersText(row.total());
    setAccessibleName(tr("Architecture layer by layer"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize LayerView::sizeHint() const { return {560, kLegend + int(rows_.size()) * kRow}; }

void LayerView::paintLegend(QPainter& painter) const {
    int x = 4;
    const std::pair<const char*, QString> parts[] = {{"accent", tr("Attention")}, {"teacher", tr("Feed-forward")}, {"baseline", tr("Embedding, norms, output")}};
    painter.setFont(theme().font(Theme::Type::Caption));
    for (const auto& [token, name] : parts) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().color(QLatin1String(token)));
        painter.drawRoundedRect(QRect(x, kLegend / 2 - 5, 10, 10), 2, 2);
        painter.setPen(theme().color(QStringLiteral("muted")));
        const int width = painter.fontMetrics().horizontalAdvance(name);
        painter.drawText(QRect(x + 16, 0, width + 4, kLegend), Qt::AlignVCenter | Qt::AlignLeft, name);
        x += width + 36;
    }
}

void LayerView::paintRow(QPainter& painter, const QRect& area, const Row& row, std::int64_t largest) const {
    const int nameWidth = 84, shapeWidth = std::min(250, area.width() / 3);
    painter.setFont(theme().font(Theme::Type::Body));
    painter.setPen(theme().color(QStringLiteral("text")));
    painter.drawText(QRect(area.left() + 4, area.top(), nameWidth, area.height()), Qt::AlignVCenter | Qt::AlignLeft, row.name);
    painter.drawText(area.adjusted(0, 0, -4, 0), Qt::AlignVCenter | Qt::AlignRight, parametersText(row.total()));
    painter.setFont(theme().font(Theme::Type::Caption));
    painter.setPen(theme().color(QStringLiteral("muted")));
    const QRect shape(area.left() + 4 + nameWidth, area.top(), shapeWidth, area.height());
    painter.drawText(shape, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(row.shape, Qt::ElideRight, shapeWidth));
    const double left = shape.right() + 8, full = area.right() - 4 - kNumber - left;
    if (full < 8 || largest <= 0)
        return;
    double x = left;
    painter.setPen(Qt::NoPen);
    for (const auto& [token, count] : {std::pair{"accent", row.attention}, std::pair{"teacher", row.ffn}, std::pair{"baseline", row.other}}) {
        const double width = full * double(count) / double(largest);
        if (width <= 0)
            continue;
        painter.setBrush(theme().color(QLatin1String(token)));
        painter.drawRect(QRectF(x, area.center().y() - kBar / 2.0 + 1, std::max(1.0, width - 1), kBar));
        x += width;
    }
}

void LayerView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    paintLegend(painter);
    std::int64_t largest = 0;
    for (const Row& row : rows_)
        largest = std::max(largest, row.total());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const QRect area(0, kLegend + int(i) * kRow, width(), kRow);
        if (area.intersects(event->rect()))
            paintRow(painter, area, rows_[i], largest);
    }
}

bool LayerView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = (help->pos().y() - kLegend) / kRow;
    if (help->pos().y() >= kLegend && row < int(rows_.size())) {
        const Row& r = rows_[std::size_t(row)];
        const QLocale locale;
        QToolTip::showText(help->globalPos(),
                           tr("%1: %2 parameters\nattention %3, feed-forward %4, other %5\n%6")
                               .arg(r.name, locale.toString(qlonglong(r.total())), locale.toString(qlonglong(r.attention)),
                                    locale.toString(qlonglong(r.ffn)), locale.toString(qlonglong(r.other)), r.shape),
                           this);
    }
    return true;
}

void LayerView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        build();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
