// SPDX-License-Identifier: GPL-3.0-or-later
// A plot that says something about the place under the mouse: what the distributions (boxes, steps, bins) share.
#pragma once
#include "widgets/plot/plot_frame.h"

#include <optional>

namespace stillhouse::widgets {

class HoverPlot : public PlotFrame {
public:
    using PlotFrame::PlotFrame;

protected:
    /// Over the plot, while the mouse is between the axes; `at` in data coordinates. Nothing need lie there.
    virtual void paintHover(QPainter& painter, const QPointF& at) = 0;

private:
    bool mouseMoved(const QPointF& at) final;
    void mouseLeft() final;
    void paintOverlay(QPainter& painter) final;
    std::optional<QPointF> hovered_; ///< in data coordinates, so that it stays where it is when the axes move
};

} // namespace stillhouse::widgets
