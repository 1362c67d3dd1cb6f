// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/hover_plot.h"

#include "widgets/plot/plot_parts.h"

namespace stillhouse::widgets {

bool HoverPlot::mouseMoved(const QPointF& at) {
    const bool inside = parts().plot->axisRect()->rect().contains(at.toPoint());
    hovered_ = inside ? std::optional(toData(at)) : std::nullopt;
    repaintOverlay();
    return false;
}

void HoverPlot::mouseLeft() {
    hovered_.reset();
    repaintOverlay();
}

void HoverPlot::paintOverlay(QPainter& painter) {
    if (hovered_)
        paintHover(painter, *hovered_);
}

} // namespace stillhouse::widgets
