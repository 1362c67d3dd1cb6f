// SPDX-License-Identifier: GPL-3.0-or-later
// Private to widgets/plot: what a HeatGrid holds.
#pragma once
#include "widgets/plot/heat_grid.h"
#include "widgets/plot/plot_parts.h"

namespace stillhouse::widgets {

struct HeatGrid::State {
    QStringList rows, columns;
    std::vector<HeatCell> cells;
    Colours colours = Colours::Sequential;
    bool logarithmic = false, upright = false, square = false;
    double low = std::numeric_limits<double>::quiet_NaN(), high = low; ///< NaN: from the data
    int side = 0;                                                      ///< of a tile; 0: none
    std::vector<float> tiles;
    Tip tip;
    QString unit;
    QCPColorMap* map = nullptr;
    QCPColorScale* bar = nullptr;
    std::vector<QCPItemText*> texts;
    QSharedPointer<QCPAxisTickerText> rowNames{new QCPAxisTickerText}, columnNames{new QCPAxisTickerText};
    QSize room;    ///< that squares were last fitted into
    int turns = 0; ///< how often since
    int hovered = -1, current = -1, pressed = -1;
};

} // namespace stillhouse::widgets
