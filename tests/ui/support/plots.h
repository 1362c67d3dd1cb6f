// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/plot/plot_frame.h"

#include <limits>
#include <QTest>

namespace stillhouse::tests {

inline const double kNaN = std::numeric_limits<double>::quiet_NaN();

inline void show(widgets::PlotFrame& plot, int width = 640, int height = 360) {
    plot.resize(width, height);
    plot.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&plot));
    QTest::qWait(60); // the queued style and redraw
    plot.redrawNow();
}

} // namespace stillhouse::tests
