// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_parts.h"

#include "widgets/theme.h"

#include <cmath>

namespace stillhouse::widgets {

namespace {

double luminance(const QColor& c) {
    const auto linear = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

QColor mixed(const QColor& a, const QColor& b, double share) {
    return QColor::fromRgbF(float(a.redF() + (b.redF() - a.redF()) * share), float(a.greenF() + (b.greenF() - a.greenF()) * share),
                            float(a.blueF() + (b.blueF() - a.blueF()) * share));
}

QColor readable(const QColor& color) {
    const QColor surface = theme().color(QStringLiteral("surface")), text = theme().color(QStringLiteral("text"));
    for (double share = 0; share < 1; share += 0.1)
        if (const QColor tried = mixed(color, text, share); contrast(tried, surface) >= 4.5)
            return tried;
    return text;
}

QString shortNumber(double value) {
    const double size = std::abs(value);
    const auto scaled = [value](double by, const char* suffix) {
        return QString::number(value / by, 'g', 4) + QChar(0x202F) + QLatin1String(suffix);
    };
    if (size >= 1e12 || (size > 0 && size < 1e-3))
        return QString::number(value, 'g', 3);
    if (size >= 1e9)
        return scaled(1e9, "G");
    if (size >= 1e6)
        return scaled(1e6, "M");
    if (size >= 1e4)
        return scaled(1e3, "k");
    return QString::number(value, 'g', 4);
}

double ShortTicker::getTickStep(const QCPRange& range) {
    const double step = QCPAxisTicker::getTickStep(range);
    return whole_ ? std::max(1.0, std::floor(step)) : step; // of 1, 2, 2.5 and 5 times a power of ten
}

QString ShortTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    // What is left of a tick at zero after adding steps in floating point.
    return shortNumber(std::abs(tick) < 1e-12 ? 0 : tick);
}

QVector<double> LogTicker::createTickVector(double, const QCPRange& range) {
    QVector<double> ticks;
    if (range.lower <= 0)
        return ticks;
    const double decades = std::log10(range.upper / range.lower);
    const int first = int(std::floor(std::log10(range.lower))), last = int(std::ceil(std::log10(range.upper)));
    const int stride = std::max(1, int(std::ceil(decades / 6)));
    for (int e = first; e <= last; e += stride)
        for (const double m : {1.0, 2.0, 5.0})
            if (m == 1.0 || decades < 2.6)
                ticks.push_back(m * std::pow(10.0, e));
    return ticks;
}

QString LogTicker::getTickLabel(double tick, const QLocale&, QChar, int) { return shortNumber(tick); }

void PlotFrame::Parts::setScale(QCPAxis* axis, bool log) {
    axis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (log)
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new LogTicker));
    else
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new ShortTicker(axis == plot->xAxis ? wholeX : wholeY)));
    axis->ticker()->setTickCount(axis == plot->xAxis ? 6 : 5);
}

void PlotFrame::Parts::setWhole(QCPAxis* axis, bool whole) {
    (axis == plot->xAxis ? wholeX : wholeY) = whole;
    setScale(axis, axis == plot->xAxis ? logX : logY);
}

void paintCursorBox(QPainter& painter, const QRectF& bounds, const QPointF& at, const QString& heading, const std::vector<CursorLine>& lines) {
    painter.setFont(theme().font(Theme::Type::Caption));
    const QFontMetricsF metrics(painter.font());
    double width = metrics.horizontalAdvance(heading);
    for (const auto& line : lines)
        width = std::max(width, metrics.horizontalAdvance(line.text) + 14);
    const double row = metrics.height() + 2;
    const double top = heading.isEmpty() ? 0 : row;
    QRectF box(0, 0, width + 16, top + row * double(lines.size()) + 10);
    box.moveTopLeft(at + QPointF(12, -box.height() / 2));
    if (box.right() > bounds.right())
        box.moveRight(at.x() - 12);
    box.moveTop(std::clamp(box.top(), bounds.top(), std::max(bounds.top(), bounds.bottom() - box.height())));
    box.moveLeft(std::max(box.left(), bounds.left()));
    painter.setPen(QPen(theme().color(QStringLiteral("line")), 1));
    painter.setBrush(theme().color(QStringLiteral("raised")));
    painter.drawRoundedRect(box, 4, 4);
    QPointF cursor(box.left() + 8, box.top() + 5 + metrics.ascent());
    if (!heading.isEmpty()) {
        painter.setPen(theme().color(QStringLiteral("muted")));
        painter.drawText(cursor, heading);
        cursor.ry() += row;
    }
    for (const auto& line : lines) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(line.color);
        painter.drawEllipse(QPointF(cursor.x() + 4, cursor.y() - metrics.ascent() / 2 + 1), 3.5, 3.5);
        painter.setPen(theme().color(QStringLiteral("text")));
        painter.drawText(cursor + QPointF(14, 0), line.text);
        cursor.ry() += row;
    }
}

} // namespace stillhouse::widgets
