// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report_painter.h"

#include <QFontMetricsF>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <algorithm>
#include <numeric>

namespace stillhouse::widgets {

namespace {

const QColor kMuted(0x5b, 0x64, 0x74), kLine(0xe3, 0xe6, 0xeb), kStrongLine(0x9a, 0xa3, 0xb2);
constexpr double kCell = 8.5, kColumnGap = 10, kIndent = 14;
constexpr int kWrapped = Qt::AlignLeft | Qt::TextWordWrap;

QColor toneColor(const std::string& tone) {
    // Okabe–Ito for subjects, as everywhere.
    return tone == "A" ? QColor(0x00, 0x72, 0xb2) : tone == "B" ? QColor(0xd5, 0x5e, 0x00) : tone == "teacher" ? QColor(0x00, 0x9e, 0x73) : tone == "success" ? QColor(0x1a, 0x7f, 0x4b)
           : tone == "error" ? QColor(0xb3, 0x26, 0x1e) : tone == "warning" ? QColor(0x8a, 0x5a, 0x00) : QColor(0x7a, 0x7f, 0x87);
}

QString textOf(const std::string& text) { return QString::fromStdString(text); }
QString wholeCell(const ReportCell& cell) { return textOf(cell.text) + (cell.note.empty() ? QString() : QStringLiteral("  ") + textOf(cell.note)); }

} // namespace

ReportPainter::ReportPainter(QPdfWriter& writer)
    : writer_(writer), painter_(&writer), unit_(writer.resolution() / 72.0), width_(writer.width()), height_(writer.height()) {}

QFont ReportPainter::font(const Style& style) const {
    QFont font(QStringLiteral("Noto Sans"));
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(style.size);
    font.setBold(style.bold);
    return font;
}

void ReportPainter::room(double height) {
    if (y_ + height <= height_ || y_ == 0)
        return;
    writer_.newPage();
    y_ = 0;
}

double ReportPainter::heightOf(const QString& text, const Style& style, double width) const {
    return QFontMetricsF(font(style), &writer_).boundingRect(QRectF(0, 0, width, 1e7), kWrapped, text).height();
}

void ReportPainter::paragraph(const QString& text, const Style& style, double x, double width) {
    const double height = heightOf(text, style, width);
    room(height);
    painter_.setFont(font(style));
    painter_.setPen(style.color);
    painter_.drawText(QRectF(x, y_, width, height + px(2)), kWrapped, text);
    y_ += height;
}

void ReportPainter::rule(double y, const QColor& color) {
    painter_.setPen(QPen(color, px(0.6)));
    painter_.drawLine(QPointF(0, y), QPointF(width_, y));
}

void ReportPainter::mark(const std::string& tone, double x, double baseline) {
    const bool icon = tone == "success" || tone == "error" || tone == "warning";
    painter_.setPen(toneColor(tone));
    if (icon) { // drawn, not written: no font needs the signs
        const double s = px(6), top = baseline - s;
        painter_.setPen(QPen(toneColor(tone), px(1.3), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (tone == "success")
            painter_.drawPolyline(QPolygonF({{x, top + s * 0.55}, {x + s * 0.4, baseline}, {x + s, top}}));
        else if (tone == "error")
            painter_.drawLines(QVector<QLineF>{{x, top, x + s, baseline}, {x, baseline, x + s, top}});
        else
            painter_.drawLines(QVector<QLineF>{{x + s / 2, top, x + s / 2, baseline - s * 0.35}, {x + s / 2, baseline, x + s / 2, baseline - s * 0.02}});
        return;
    }
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(toneColor(tone));
    const double radius = px(tone.empty() ? 1.3 : 3.2);
    painter_.drawEllipse(QPointF(x + px(3), baseline - px(3)), radius, radius);
    painter_.setBrush(Qt::NoBrush);
}

void ReportPainter::list(const std::vector<ReportCell>& items) {
    for (const auto& item : items) {
        const Style style{item.tone.empty() ? kCell : 9.5, item.strong && !item.tone.empty(), QColor(0x1b, 0x1f, 0x2a)};
        const QString text = wholeCell(item);
        room(heightOf(text, style, width_ - px(kIndent)));
        mark(item.tone, 0, y_ + QFontMetricsF(font(style), &writer_).ascent());
        paragraph(text, style, px(kIndent), width_ - px(kIndent));
        y_ += px(3);
    }
}

std::vector<double> ReportPainter::columnWidths(const ReportTable& table) const {
    const std::size_t columns = !table.head.empty() ? table.head.size() : table.rows.empty() ? 0 : table.rows[0].size();
    std::vector<double> widths(columns, 0);
    const auto measure = [&](const std::vector<ReportCell>& row, bool head) {
        for (std::size_t i = 0; i < std::min(columns, row.size()); ++i)
            widths[i] = std::max(widths[i], QFontMetricsF(font({kCell, head || row[i].strong, {}}), &writer_).horizontalAdvance(wholeCell(row[i])) + px(kColumnGap) +
                                                (row[i].tone.empty() ? 0 : px(10)));
    };
    measure(table.head, true);
    for (const auto& row : table.rows)
        measure(row, false);
    const double total = std::accumulate(widths.begin(), widths.end(), 0.0);
    if (columns == 0)
        return widths;
    if (total > width_ || table.head.empty()) // the widest wraps; in a table of facts the value takes what is left
        *std::max_element(widths.begin(), widths.end()) += width_ - total;
    else
        for (double& width : widths)
            width += (width_ - total) / double(columns);
    for (double& width : widths)
        width = std::max(width, px(40));
    return widths;
}

double ReportPainter::rowHeight(const std::vector<ReportCell>& row, const std::vector<double>& widths, bool head) const {
    double height = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
        height = std::max(height, heightOf(wholeCell(row[i]), {kCell, head || row[i].strong, {}}, widths[i] - px(kColumnGap) + px(1)));
    return height + px(4);
}

void ReportPainter::tableRow(const std::vector<ReportCell>& row, const std::vector<double>& widths, bool head, bool numbers) {
    const double height = rowHeight(row, widths, head), top = y_ + px(2);
    double x = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Style style{kCell, head || row[i].strong, !numbers && i == 0 ? kMuted : QColor(0x1b, 0x1f, 0x2a)};
        const QFontMetricsF metrics(font(style), &writer_), light(font({kCell, false, {}}), &writer_);
        const double inside = widths[i] - (i + 1 < row.size() ? px(kColumnGap) : 0);
        const QString text = textOf(row[i].text), note = textOf(row[i].note);
        const double needed = metrics.horizontalAdvance(text) + (note.isEmpty() ? 0 : light.horizontalAdvance(QStringLiteral("  ") + note));
        const bool right = numbers && i > 0 && needed <= inside + px(1);
        const double shift = row[i].tone.empty() ? 0 : px(10), start = right ? x + inside - needed : x + shift;
        if (!row[i].tone.empty())
            mark(row[i].tone, right ? start - shift : x, top + metrics.ascent());
        painter_.setFont(font(style));
        painter_.setPen(style.color);
        if (needed > inside + px(1)) {
            painter_.drawText(QRectF(start, top, inside - shift, height), kWrapped, wholeCell(row[i]));
        } else {
            painter_.drawText(QPointF(start, top + metrics.ascent()), text);
            painter_.setFont(font({kCell, false, {}}));
            painter_.setPen(kMuted);
            painter_.drawText(QPointF(start + needed - light.horizontalAdvance(note), top + metrics.ascent()), note);
        }
        x += widths[i];
    }
    y_ += height;
}

void ReportPainter::table(const ReportTable& table) {
    const auto widths = columnWidths(table);
    const bool numbers = !table.head.empty();
    y_ += px(4);
    const auto head = [&] {
        if (!numbers)
            return;
        tableRow(table.head, widths, true, true);
        rule(y_, kStrongLine);
    };
    room(px(40));
    head();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (y_ + rowHeight(table.rows[i], widths, false) > height_) {
            room(height_);
            head();
        }
        tableRow(table.rows[i], widths, false, numbers);
        if (i + 1 < table.rows.size())
            rule(y_, kLine);
    }
    y_ += px(6);
}

void ReportPainter::figures(const std::vector<ReportFigure>& figures) {
    const double gap = px(16), each = (width_ - gap) / 2;
    y_ += px(8);
    for (std::size_t i = 0; i < figures.size(); i += 2) {
        double tallest = 0;
        for (std::size_t j = i; j < std::min(i + 2, figures.size()); ++j)
            tallest = std::max(tallest, each * figures[j].height / figures[j].width);
        room(tallest);
        for (std::size_t j = i; j < std::min(i + 2, figures.size()); ++j) {
            QSvgRenderer picture(QByteArray::fromStdString(figures[j].svg));
            picture.render(&painter_, QRectF(double(j - i) * (each + gap), y_, each, each * figures[j].height / figures[j].width));
        }
        y_ += tallest + px(8);
    }
}

void ReportPainter::paint(const ReportPage& page) {
    paragraph(textOf(page.title), {17, true, QColor(0x1b, 0x1f, 0x2a)}, 0, width_);
    paragraph(textOf(page.subtitle), {kCell, false, kMuted}, 0, width_);
    y_ += px(10);
    for (const auto& block : page.blocks) {
        switch (block.kind) {
        case ReportBlock::Kind::Heading:
            room(px(50)); // not alone at the foot of a page
            y_ += y_ > 0 ? px(8) : 0;
            paragraph(textOf(block.text), {10.5, true, QColor(0x1b, 0x1f, 0x2a)}, 0, width_);
            y_ += px(3);
            break;
        case ReportBlock::Kind::Text: paragraph(textOf(block.text), {}, 0, width_); break;
        case ReportBlock::Kind::List: list(block.items); break;
        case ReportBlock::Kind::Table: table(block.table); break;
        case ReportBlock::Kind::Figures: figures(block.figures); break;
        case ReportBlock::Kind::Document: break;
        }
    }
    room(px(24));
    y_ += px(8);
    rule(y_, kLine);
    y_ += px(4);
    paragraph(textOf(page.footer), {kCell, false, kMuted}, 0, width_);
}

} // namespace stillhouse::widgets
