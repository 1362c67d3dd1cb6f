// SPDX-License-Identifier: GPL-3.0-or-later
// Private to widgets/plot: what a ScatterPlot holds.
#pragma once
#include "widgets/plot/name_places.h"
#include "widgets/plot/plot_parts.h"
#include "widgets/plot/scatter_plot.h"

namespace stillhouse::widgets {

constexpr double kRingGap = 3; ///< pixels between a disc and the ring around it

struct ScatterPlot::State {
    std::vector<ScatterPoint> points;
    std::vector<QCPItemText*> labels;             ///< at least as many as points
    std::vector<std::optional<NamePlace>> places;     ///< of the points' names, since the last layout
    QCPGraph* frontier = nullptr;
    bool lowX = true, highY = true;
    QString selected;
    int hovered = -1, pressed = -1;
    double largest = 0;
};

} // namespace stillhouse::widgets
