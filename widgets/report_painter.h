// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the blocks of a report flow over pages: text that wraps, tables, pictures two in a row. Lengths are points (1/72 inch).
#pragma once
#include "core/api/report.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QString>
#include <vector>

class QPdfWriter;

namespace stillhouse::widgets {

class ReportPainter {
public:
    explicit ReportPainter(QPdfWriter& writer);
    bool active() const { return painter_.isActive(); }
    void paint(const ReportPage& page);

private:
    struct Style {
        double size = 9;
        bool bold = false;
        QColor color = QColor(0x1b, 0x1f, 0x2a);
    };
    QFont font(const Style& style) const;
    double px(double points) const { return points * unit_; }
    void room(double height); ///< px; a new page where what is left is less
    /// Paragraph at `x` (px) of the page, `width` wide; moves on behind it.
    void paragraph(const QString& text, const Style& style, double x, double width);
    double heightOf(const QString& text, const Style& style, double width) const;
    void mark(const std::string& tone, double x, double baseline);
    void list(const std::vector<ReportCell>& items);
    void table(const ReportTable& table);
    std::vector<double> columnWidths(const ReportTable& table) const; ///< px, with the gaps
    double rowHeight(const std::vector<ReportCell>& row, const std::vector<double>& widths, bool head) const;
    void tableRow(const std::vector<ReportCell>& row, const std::vector<double>& widths, bool head, bool numbers);
    void figures(const std::vector<ReportFigure>& figures);
    void rule(double y, const QColor& color);

    QPdfWriter& writer_;
    QPainter painter_;
    double unit_, width_, height_, y_ = 0;
};

} // namespace stillhouse::widgets
