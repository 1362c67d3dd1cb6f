// SPDX-License-Identifier: GPL-3.0-or-later
// A frame with axes for the report's pictures: title, units, light grid, no box. Data coordinates in, SVG out.
#pragma once
#include "core/report/svg.h"

#include <string>
#include <vector>

namespace stillhouse::report {

/// An axis from `low` to `high`, low < high; with `log` both are above 0.
struct Axis {
    std::string title; ///< with its unit; empty: none
    double low = 0, high = 1;
    bool log = false;
    bool labels = true; ///< false: ticks without numbers, and no grid
};

struct Tick {
    double value;
    std::string text;
};
/// At most about `most` ticks at multiples of 1, 2 or 5 · 10ᵏ; on a logarithmic axis those multiples themselves.
std::vector<Tick> ticksOf(const Axis& axis, int most);
/// A little room around `low` … `high`, and some where both are the same.
void widen(Axis& axis, double share);

class Plot {
public:
    static constexpr double kWidth = 340, kHeight = 232;
    /// `left`: px for the words on the vertical axis; `right`: for labels behind the curves.
    Plot(const std::string& title, Axis x, Axis y, double left = 48, double right = 16);

    Point at(double x, double y) const; ///< px; what lies outside is pulled to the edge of the frame
    double left() const { return left_; }
    double right() const { return kWidth - right_; }
    double top() const { return 34; }
    double bottom() const { return kHeight - 38; }
    Svg& svg() { return svg_; }
    std::string finish() { return svg_.finish(); }

private:
    void drawAxes();
    Axis x_, y_;
    double left_, right_;
    Svg svg_;
};

} // namespace stillhouse::report
