// SPDX-License-Identifier: GPL-3.0-or-later
// τ taken by hand in a real run, and the run repeated from its own page: the same τ at the same steps, the same losses.
#include "tests/ui/support/tiny_run.h"
#include "widgets/panels/temperature_live.h"
#include "widgets/panels/temperature_panel.h"
#include "widgets/plot/line_plot.h"

#include <cmath>
#include <QPushButton>
#include <QSignalSpy>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

class TemperatureJourney : public TinyRun {
protected:
    // Strategy A alone, with room to take the handle and give it back.
    static Experiment longer(Experiment experiment) {
        experiment = cutDown(std::move(experiment));
        experiment.strategies["A"].resize(1);
        experiment.strategies["A"][0].options["steps"] = std::int64_t(500);
        return experiment;
    }
    std::vector<double> curve(const std::string& run, const char* name) {
        return stored<MetricSeries>([&](Store& store) { return store.metric(run, "A", 0, name); }).values;
    }
    auto held(const std::string& run) {
        return overridesOf(stored<std::vector<Event>>([&](Store& store) { return store.events(run); }));
    }

    void setPaused(bool paused) {
        window().findChild<QAction*>(QStringLiteral("action.pause"))->trigger();
        EXPECT_TRUE(waitFor([&] { return session().paused() == paused; }));
    }
    // Metrics that arrive after now, so that the run has gone on by some steps.
    void waitForSteps(LinePlot* plot, int more) {
        const int before = plot->pointCount(0);
        EXPECT_TRUE(waitFor([&] { return plot->pointCount(0) >= before + more || !session().running(); }, kRunMs));
    }
    // Takes the circle at the line's end to τ = 2, lets some steps go by and lets go.
    void holdForAWhile(LinePlot* plot) {
        setPaused(true); // the circle stands still for the mouse
        QTest::qWait(200);
        plot->redrawNow();
        const QPoint from = plot->handlePixel().toPoint(), to(from.x(), int(plot->toPixel(0, 2).y()));
        QTest::mousePress(plot->canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(plot->canvas(), to);
        EXPECT_TRUE(waitFor([&] { return std::abs(plot->handle() - 2) < 0.2; })) << plot->handle();
        setPaused(false);
        waitForSteps(plot, 5);
        QTest::mouseRelease(plot->canvas(), Qt::LeftButton, {}, to);
    }
};

} // namespace

TEST_F(TemperatureJourney, WhatTheHandHeldIsHeldAgainWhenTheRunIsRepeated) {
    ASSERT_NO_FATAL_FAILURE(open(longer));
    QSignalSpy ended(&session(), &Session::runEnded);
    Q_EMIT session().startRequested(QStringLiteral("A"), false, {});
    ASSERT_TRUE(waitFor([&] { return session().running(); }, kEngineMs));
    window().showPanel(QStringLiteral("temperature"));
    auto* panel = window().findChild<TemperaturePanel*>();
    auto* plot = panel->live()->plot();
    ASSERT_TRUE(waitFor([&] { return plot->isVisible() && plot->pointCount(0) > 4; }, kRunMs));
    holdForAWhile(plot);
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }, kRunMs));
    ASSERT_EQ(ended[0][0].value<RunState>().status, RunStatus::Finished);
    const std::string first = session().runId();
    const auto overrides = held(first);
    ASSERT_EQ(overrides.size(), 1u) << "of one stage";
    ASSERT_EQ(overrides.begin()->second.size(), 2u) << "taken, and given back";
    EXPECT_NEAR(overrides.begin()->second[0].value.value_or(0), 2, 0.2);
    EXPECT_FALSE(overrides.begin()->second[1].value) << "schedule and controller again";

    auto* repeat = panel->findChild<QPushButton*>(QStringLiteral("repeatOverrides"));
    ASSERT_TRUE(waitFor([&] { return repeat->isVisible() && repeat->isEnabled() && !session().running(); }));
    QTest::mouseClick(repeat, Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return ended.count() == 2; }, kRunMs));
    const auto state = ended[1][0].value<RunState>();
    ASSERT_EQ(state.status, RunStatus::Finished) << state.error.english();
    const std::string second = session().runId();
    ASSERT_NE(second, first);
    EXPECT_EQ(held(second), overrides) << "its own history says so again";
    EXPECT_EQ(curve(second, "tau"), curve(first, "tau"));
    EXPECT_EQ(curve(second, "loss"), curve(first, "loss")) << "bit for bit";
    for (const auto& stage : stored<std::vector<StageState>>([&](Store& store) { return store.stages(second); }))
        EXPECT_EQ(stage.lane, "A") << "strategy B was not asked for, and is not now";
}
