// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/ffn_bars.h"

#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace stillhouse::widgets {

namespace {

constexpr int kFfnRow = 24, kFfnHead = 24, kFfnBar = 10, kFfnMargin = 4;

QString barNumber(double value, int digits) {
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

} // namespace

FfnBars::FfnBars(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("ffnBars"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FfnBars::setTable(const FfnTable& table) {
    table_ = table;
    planned_.clear();
    std::erase_if(marks_, [this](const auto& mark) { return !isFfn(int(mark.first)); });
    current_ = std::clamp(current_, 0, std::max(0, int(table_.layers.size()) - 1));
    setMeasure(measure_);
    updateGeometry();
}

void FfnBars::setMeasure(const std::string& measure) {
    measure_ = measure;
    full_ = measure == "cka" ? 1 : 0;
    for (const auto& layer : table_.layers)
        full_ = std::max(full_, layer.width > 0 && std::isfinite(valueOf(layer)) ? valueOf(layer) : 0);
    describe();
    update();
}

void FfnBars::setPlan(const FfnPlan& plan) {
    planned_ = plan.removed;
    describe();
    update();
}

bool FfnBars::isFfn(int row) const {
    return row >= 0 && row < int(table_.layers.size()) && table_.layers[std::size_t(row)].width > 0;
}

double FfnBars::valueOf(const FfnLayer& layer) const {
    return measure_ == "share" ? layer.share : measure_ == "loss" ? layer.folded : layer.relevance;
}

FfnBars::Mark FfnBars::mark(std::int64_t layer) const {
    const auto found = marks_.find(layer);
    return found == marks_.end() ? Mark::Free : found->second;
}

void FfnBars::setMark(std::int64_t layer, Mark mark) {
    if (!isFfn(int(layer)))
        return;
    if (mark == Mark::Free)
        marks_.erase(layer);
    else
        marks_[layer] = mark;
    describe();
    update();
    Q_EMIT marksChanged();
}

void FfnBars::clearMarks() {
    marks_.clear();
    describe();
    update();
    Q_EMIT marksChanged();
}

std::vector<std::int64_t> FfnBars::marked(Mark mark) const {
    std::vector<std::int64_t> out;
    for (const auto& [layer, is] : marks_)
        if (is == mark)
            out.push_back(layer);
    return out;
}

QPoint FfnBars::placeOf(std::int64_t layer) const {
    return {width() / 2, kFfnHead + int(layer) * kFfnRow + kFfnRow / 2};
}

QSize FfnBars::sizeHint() const {
    return {420, kFfnHead + std::max(1, int(table_.layers.size())) * kFfnRow};
}

int FfnBars::rowAt(const QPoint& point) const {
    const int row = (point.y() - kFfnHead) / kFfnRow;
    return point.y() >= kFfnHead && row < int(table_.layers.size()) ? row : -1;
}

QString FfnBars::lossText(const FfnLayer& layer) const {
    if (layer.width == 0 || !std::isfinite(layer.removed))
        return QStringLiteral("–");
    return QStringLiteral("%1 → %2").arg(barNumber(layer.removed, 3), barNumber(layer.folded, 3));
}

QString FfnBars::tipOf(int row) const {
    const auto& layer = table_.layers[std::size_t(row)];
    if (layer.width == 0)
        return tr("Layer %1 has no FFN").arg(row);
    QString out = tr("Layer %1, %2 channels\nCKA with the final stream %3\nLength it adds to the stream %4 %")
                      .arg(row)
                      .arg(layer.width)
                      .arg(barNumber(layer.relevance, 4), barNumber(100 * layer.share, 1));
    if (std::isfinite(layer.removed))
        out += tr("\nDivergence without it %1 nats per token, folded %2").arg(barNumber(layer.removed, 4), barNumber(layer.folded, 4));
    if (!layer.place.empty())
        out += tr("\nFolds best into %1").arg(QString::fromStdString(layer.place));
    return out;
}

void FfnBars::describe() {
    QStringList spoken;
    for (int row = 0; row < int(table_.layers.size()); ++row) {
        const Mark is = mark(row);
        const bool goes = std::find(planned_.begin(), planned_.end(), row) != planned_.end();
        spoken << tipOf(row).replace(u'\n', QStringLiteral(", ")) + (is == Mark::Locked    ? tr(", locked")
                                                                     : is == Mark::Removed ? tr(", to be removed")
                                                                     : goes                ? tr(", would go")
                                                                                           : QString());
    }
    setAccessibleName(tr("Relevance of each FFN"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
}

FfnBars::Columns FfnBars::columns() const {
    const auto wide = [this](const QString& text) { return fontMetrics().horizontalAdvance(text); };
    int loss = wide(tr("As cut → folded")), value = wide(QStringLiteral("0.0000"));
    for (const auto& layer : table_.layers)
        loss = std::max(loss, wide(lossText(layer)));
    Columns at{};
    at.name = kFfnMargin;
    at.bar = at.name + wide(tr("Layer %1").arg(table_.layers.size())) + 12;
    at.badge = width() - 20;
    at.loss = at.badge - 12 - loss;
    at.value = at.loss - 16 - value;
    at.barWidth = std::max(0, at.value - 8 - at.bar);
    return at;
}

void FfnBars::paintHead(QPainter& painter, const Columns& at) const {
    painter.setFont(theme().font(Theme::Type::Caption));
    painter.setPen(theme().color(QStringLiteral("muted")));
    const QString name = measure_ == "share"  ? tr("Share of the stream")
                         : measure_ == "loss" ? tr("Divergence, folded")
                                              : tr("CKA with the final stream");
    painter.drawText(QRect(at.bar, 0, at.loss - at.bar - 8, kFfnHead), Qt::AlignVCenter | Qt::AlignLeft, name);
    painter.drawText(QRect(at.loss - 24, 0, at.badge - 12 - at.loss + 24, kFfnHead), Qt::AlignVCenter | Qt::AlignRight, tr("As cut → folded"));
}

void FfnBars::paintRow(QPainter& painter, int row, const Columns& at) const {
    const auto& layer = table_.layers[std::size_t(row)];
    const QRect area(0, kFfnHead + row * kFfnRow, width(), kFfnRow);
    if (row == hover_)
        painter.fillRect(area, theme().color(QStringLiteral("hover")));
    painter.setFont(theme().font(Theme::Type::Body));
    painter.setPen(theme().color(layer.width > 0 ? QStringLiteral("text") : QStringLiteral("disabled")));
    painter.drawText(area.adjusted(at.name, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, tr("Layer %1").arg(row));
    const double value = valueOf(layer);
    if (layer.width > 0 && std::isfinite(value)) {
        const QRect bar(at.bar, area.center().y() - kFfnBar / 2 + 1,
                        std::max(2, int(std::lround(at.barWidth * (full_ > 0 ? value / full_ : 0)))), kFfnBar);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().color(QStringLiteral("B")));
        painter.drawRoundedRect(bar, 2, 2);
        if (std::find(planned_.begin(), planned_.end(), row) != planned_.end()) {
            painter.fillRect(bar, theme().color(QStringLiteral("surface")));
            painter.setPen(QPen(theme().color(QStringLiteral("lineStrong")), 1));
            painter.setBrush(QBrush(theme().color(QStringLiteral("text")), Qt::BDiagPattern));
            painter.drawRect(bar.adjusted(0, 0, -1, -1));
        }
        painter.setPen(theme().color(QStringLiteral("text")));
        painter.drawText(QRect(at.value, area.top(), at.loss - 16 - at.value, kFfnRow), Qt::AlignVCenter | Qt::AlignRight, barNumber(value, 3));
    }
    painter.setPen(theme().color(QStringLiteral("muted")));
    painter.drawText(QRect(at.loss, area.top(), at.badge - 12 - at.loss, kFfnRow), Qt::AlignVCenter | Qt::AlignRight, lossText(layer));
    paintPruneMark(painter, QRectF(at.badge, area.center().y() - 5, 12, 12), mark(row));
    if (hasFocus() && row == current_) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme().color(QStringLiteral("focus")));
        painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 4, 4);
    }
}

void FfnBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto at = columns();
    paintHead(painter, at);
    for (int row = 0; row < int(table_.layers.size()); ++row)
        paintRow(painter, row, at);
}

void FfnBars::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !isFfn(row))
        return;
    current_ = row;
    setMark(row, nextMark(mark(row)));
}

void FfnBars::mouseMoveEvent(QMouseEvent* event) {
    hover_ = rowAt(event->position().toPoint());
    update();
}

void FfnBars::leaveEvent(QEvent*) {
    hover_ = -1;
    update();
}

void FfnBars::keyPressEvent(QKeyEvent* event) {
    const int last = int(table_.layers.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        current_ = std::clamp(current_ + (event->key() == Qt::Key_Down ? 1 : -1), 0, std::max(0, last));
        return update();
    case Qt::Key_Space:
        return setMark(current_, nextMark(mark(current_)));
    case Qt::Key_K:
        return setMark(current_, Mark::Locked);
    case Qt::Key_X:
    case Qt::Key_Delete:
        return setMark(current_, Mark::Removed);
    case Qt::Key_F:
        return setMark(current_, Mark::Free);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool FfnBars::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const int row = rowAt(help->pos()); row >= 0)
            QToolTip::showText(help->globalPos(), tipOf(row), this);
        return true;
    }
    if (event->type() == QEvent::LanguageChange)
        describe();
    return QWidget::event(event);
}

} // namespace stillhouse::widgets
