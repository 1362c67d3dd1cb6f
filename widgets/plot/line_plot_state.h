// SPDX-License-Identifier: GPL-3.0-or-later
// Private to widgets/plot: what a LinePlot holds.
#pragma once
#include "widgets/plot/cursor_group.h"
#include "widgets/plot/line_plot.h"
#include "widgets/plot/plot_parts.h"
#include "widgets/plot/series_data.h"

#include <map>

namespace stillhouse::widgets {

struct LineSeries {
    QString name;
    SeriesStyle style;
    SeriesData data;
    bool visible = true;
    QCPGraph *raw = nullptr, *strong = nullptr;
    QCPItemEllipse* dot = nullptr; ///< at the end of a curve still growing
    QCPItemText* label = nullptr;
    QColor color() const; ///< of the present theme, tinted
};

struct LineEvent {
    double x = 0;
    QString label;
    std::string token;
    QCPItemLine* line = nullptr;
};

struct LineGuide {
    double y = 0;
    std::string token;
    QCPItemLine* line = nullptr;
    QCPItemText* text = nullptr;
};

struct LineBand {
    double low = std::numeric_limits<double>::quiet_NaN(), high = low;
    std::string token;
    QCPItemRect* rect = nullptr;
    QCPItemText* text = nullptr;
};

struct LinePlot::State {
    std::vector<std::unique_ptr<LineSeries>> series;
    std::vector<LineEvent> events;
    std::map<int, LineGuide> guides;
    LineBand band;
    std::vector<std::size_t> indices; ///< scratch
    double smoothing = 0.9;
    bool alternateX = false, running = false;
    QPointer<CursorGroup> group;
    double cursorX = 0;
    bool cursorShown = false, cursorHere = false;
    double handle = std::numeric_limits<double>::quiet_NaN();
    std::string handleToken = "accent";
    bool handleHeld = false;

    LineSeries& at(int i) { return *series.at(std::size_t(i)); }
    const LineSeries& at(int i) const { return *series.at(std::size_t(i)); }
};

} // namespace stillhouse::widgets
