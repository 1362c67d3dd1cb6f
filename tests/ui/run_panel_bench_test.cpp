// SPDX-License-Identifier: GPL-3.0-or-later
// Frame time of the Run panel at 10,000 metric points per second. A measurement, not a verdict, so it runs only when asked for:
//   test_ui --gtest_also_run_disabled_tests --gtest_filter='*FrameTime*'
#include "tests/ui/support/project.h"
#include "widgets/panels/run_panel.h"
#include "widgets/panels/run_plots.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <iostream>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr int kPeriodMs = 40, kPerStep = 12, kStepsPerDelivery = 10'000 * kPeriodMs / 1000 / kPerStep;

std::vector<Report> delivery(int& step) {
    static const char* const names[] = {"loss", "loss.ce", "loss.distill", "tau", "grad_norm", "tokens_per_second"};
    std::vector<Report> reports;
    for (int i = 0; i < kStepsPerDelivery; ++i, ++step)
        for (const char* lane : {"A", "B"})
            for (const char* name : names)
                reports.push_back(Metric{lane, 0, name, step, 2 + std::sin(step * 12.9898) * std::cos(step * 0.01)});
    return reports;
}

} // namespace

TEST(RunPanelBench, DISABLED_FrameTimeAtTenThousandPointsPerSecond) {
    tests::SmallProject project;
    Session session;
    session.openProject(project.folder().toStdString());
    RunPanel panel(session);
    panel.resize(1920, 1080);
    panel.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
    session.setRunning(true, "bench");
    int step = 0;
    // 1e6 points on screen before the clock starts.
    while (step * kPerStep < 1'000'000)
        session.deliver(delivery(step));
    QTimer feed;
    feed.setTimerType(Qt::PreciseTimer);
    QObject::connect(&feed, &QTimer::timeout, [&] { session.deliver(delivery(step)); });
    feed.start(kPeriodMs);
    QTest::qWait(500); // the first drawing of a million points is not a frame
    std::vector<double> busy;
    QElapsedTimer all, slice;
    for (all.start(); all.elapsed() < 5000;) {
        slice.start();
        QCoreApplication::processEvents();
        if (const double ms = double(slice.nsecsElapsed()) / 1e6; ms > 0.2)
            busy.push_back(ms);
        QThread::usleep(300);
    }
    ASSERT_FALSE(busy.empty());
    std::sort(busy.begin(), busy.end());
    const auto at = [&](double p) { return busy[std::size_t(p * double(busy.size() - 1))]; };
    std::cout << "points " << panel.plots()->plot("loss")->pointCount() << " in the loss plot; event loop turns p50 " << at(0.5) << " ms, p99 " << at(0.99)
              << " ms, longest " << busy.back() << " ms\n";
}
