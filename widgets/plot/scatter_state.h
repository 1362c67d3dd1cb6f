// SPDX-License-Identifier: GPL-3.0-or-later
// Private to widgets/plot: what a ScatterPlot holds.
#pragma once
#include "widgets/plot/plot_parts.h"
#include "widgets/plot/scatter_plot.h"

namespace stillhouse::widgets {

struct ScatterPlot::State {
    std::vector<ScatterPoint> points;
    std::vector<QCPItemText*> labels;
    QCPGraph* frontier = nullptr;
    bool lowX = true, highY = true;
    QString selected;
    int hovered = -1, pressed = -1;
    double largest = 0;
};

} // namespace stillhouse::widgets
