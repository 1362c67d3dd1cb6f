// SPDX-License-Identifier: GPL-3.0-or-later
// Private to widgets/plot: the QCustomPlot inside a PlotFrame. The only header that includes qcustomplot.h.
#pragma once
#include "widgets/plot/plot_frame.h"

// QCustomPlot is written with Qt's lower-case keywords, which this project switches off for its own code.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <limits>
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach

namespace stillhouse::widgets {

/// The least room left of a y axis: plots in a column line up, and zooming does not shift the axes while labels change.
constexpr int kLeftMargin = 44;

struct PlotFrame::Parts {
    QCustomPlot* plot = nullptr;
    QWidget* overlay = nullptr;
    QCPTextElement* title = nullptr;
    QCPTextElement* yLabel = nullptr;
    QCPItemText* empty = nullptr;
    QString xText, emptyText;
    bool logX = false, logY = false;
    bool wholeX = false, wholeY = false;
    bool following = true; ///< not zoomed by hand
    bool dirty = false;    ///< waits in the replot queue, or for the widget to be seen
    bool panning = false;
    bool fixedX = false, fixedY = false; ///< ranges set by the owner, kept by fit()
    double xLow = 0, xHigh = 1, yLow = 0, yHigh = 1, mostY = std::numeric_limits<double>::infinity();
    QPointF panFrom;

    void makeHeader(); ///< title and unit above the axes
    void setScale(QCPAxis* axis, bool log);
    void setWhole(QCPAxis* axis, bool whole);
};

/// Ticks at 1, 2 and 5 times powers of ten while that leaves room, at powers of ten beyond.
class LogTicker : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double step, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// 12,500 as "12.5 k", so that step axes stay short; plain numbers below 10,000. `whole`: never between two integers.
class ShortTicker : public QCPAxisTicker {
public:
    explicit ShortTicker(bool whole = false) : whole_(whole) {}

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    bool whole_;
};

QString shortNumber(double value);

/// `a` with a share (0 … 1) of `b` in it.
QColor mixed(const QColor& a, const QColor& b, double share);

/// A colour that reads as text on the present surface: mixed with the text colour until the contrast is 4.5:1.
QColor readable(const QColor& color);

/// The value box of a crosshair: lines with a coloured mark each, kept inside `bounds`.
struct CursorLine {
    QColor color;
    QString text;
};
void paintCursorBox(QPainter& painter, const QRectF& bounds, const QPointF& at, const QString& heading, const std::vector<CursorLine>& lines);

} // namespace stillhouse::widgets
