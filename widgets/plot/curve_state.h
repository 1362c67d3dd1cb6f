// SPDX-License-Identifier: GPL-3.0-or-later
// Private to widgets/plot: what a CurveEditor holds.
#pragma once
#include "widgets/plot/curve_editor.h"
#include "widgets/plot/plot_parts.h"

namespace stillhouse::widgets {

struct CurveEditor::State {
    Points points, reference;
    double low = 0.1, high = 10;
    int selected = -1, hovered = -1, held = -1;
    bool drawn = false; ///< the points are what counts, not the reference curve
    bool moved = false;
    double bandLow = 0, bandHigh = 0;
    QString bandName;
    double nowT = -1, nowValue = 0;
    QCPGraph *line = nullptr, *bandEdge = nullptr, *bandTop = nullptr;
    QCPItemText* bandText = nullptr;
};

} // namespace stillhouse::widgets
