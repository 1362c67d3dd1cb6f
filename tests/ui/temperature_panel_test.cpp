// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/project.h"
#include "widgets/panels/temperature_example.h"
#include "widgets/panels/temperature_live.h"
#include "widgets/panels/temperature_panel.h"
#include "widgets/panels/temperature_replay.h"
#include "widgets/plot/bar_plot.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <cmath>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

struct TemperatureFixture {
    SmallProject project;
    Session session;
    std::unique_ptr<TemperaturePanel> panel;

    TemperatureFixture() {
        session.openProject(project.folder().toStdString());
        session.setEngine({}, {MethodSpec{"distill.soft", MethodKind::Stage, "Soft targets", "", "", "A", temperatureOptions()}});
        panel = std::make_unique<TemperaturePanel>(session);
        panel->resize(1280, 800);
        panel->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
        QTest::qWait(80);
        panel->editor()->redrawNow();
    }
    const OptionMap& options() const { return session.experiment().strategies.at("A")[0].options; }
    void preset(int index) { QTest::mouseClick(panel->presetButton(index), Qt::LeftButton); }
};

std::string textOf(const OptionMap& options, const char* key) {
    const auto found = options.find(key);
    return found == options.end() ? std::string() : std::get<std::string>(found->second);
}

} // namespace

TEST(TemperaturePanel, PresetsWriteWhatTheyPromise) {
    TemperatureFixture f;
    f.preset(0);
    EXPECT_EQ(scheduledTemperature(scheduleFrom(f.options()), 0.7), 5);
    f.preset(1);
    const auto linear = scheduleFrom(f.options());
    EXPECT_DOUBLE_EQ(scheduledTemperature(linear, 0), 3);
    EXPECT_DOUBLE_EQ(scheduledTemperature(linear, 1), 0.5);
    f.preset(2);
    EXPECT_EQ(int(scheduleFrom(f.options()).kind), int(ScheduleKind::Cosine));
    f.preset(3);
    const auto controller = controllerFrom(f.options());
    EXPECT_EQ(int(controller.kind), int(ControllerKind::Threshold));
    EXPECT_EQ(controller.high, 0.8);
    EXPECT_EQ(controller.lower, 0.5);
}

TEST(TemperaturePanel, DraggingAPointMakesTheScheduleDrawn) {
    TemperatureFixture f;
    f.preset(0);
    auto* editor = f.panel->findChild<CurveEditor*>(QStringLiteral("temperatureEditor"));
    ASSERT_NE(editor, nullptr);
    editor->redrawNow();
    ASSERT_EQ(editor->points().size(), 5u);
    const QPoint from = editor->pixelOf(0.5, 5).toPoint(), to = editor->pixelOf(0.5, 2).toPoint();
    QTest::mousePress(editor->canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(editor->canvas(), to);
    EXPECT_TRUE(QTest::qWaitFor([&] { return textOf(f.options(), "schedule") == "piecewise" || editor->points()[2].second < 3; }, 1000));
    QTest::mouseRelease(editor->canvas(), Qt::LeftButton, {}, to);
    EXPECT_EQ(textOf(f.options(), "schedule"), "piecewise");
    EXPECT_NEAR(scheduledTemperature(scheduleFrom(f.options()), 0.5), 2, 0.1);
    EXPECT_NEAR(scheduledTemperature(scheduleFrom(f.options()), 0), 5, 1e-9);
}

TEST(TemperaturePanel, KeepsTheStagesOtherOptions) {
    TemperatureFixture f;
    Experiment experiment = f.session.experiment();
    experiment.strategies["A"][0].options["alpha"] = 0.4;
    f.session.setExperiment(experiment);
    f.preset(1);
    EXPECT_EQ(std::get<double>(f.options().at("alpha")), 0.4);
}

TEST(TemperaturePanel, WarnsBelowOne) {
    TemperatureFixture f;
    const auto warned = [&] {
        for (const auto* label : f.panel->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("outside published settings")))
                return true;
        return false;
    };
    f.preset(0);
    EXPECT_FALSE(warned());
    f.preset(1);
    EXPECT_TRUE(warned());
}

TEST(TemperaturePanel, ReplaysTheThresholdRuleOverARecordedLoss) {
    TemperatureFixture f;
    f.preset(0);
    f.preset(3);
    RecordedLoss recorded;
    for (int i = 0; i < 300; ++i) {
        recorded.loss.steps.push_back(i);
        recorded.loss.values.push_back(i < 100 ? 1.5 : i < 200 ? 0.5 : 0.1);
    }
    f.panel->replay()->setRecorded(recorded);
    // At the end ℓ has fallen below 0.3: τ = 5 · 0.5.
    EXPECT_DOUBLE_EQ(f.panel->replay()->tauPlot()->lastValue(0), 2.5);
    EXPECT_EQ(f.panel->replay()->lossPlot()->pointCount(0), 300);
}

TEST(TemperaturePanel, ShowsTheTeachersAnswerSoftened) {
    TemperatureFixture f;
    QSignalSpy asked(&f.session, &Session::probeRequested);
    f.panel->findChild<QTabWidget*>()->setCurrentWidget(f.panel->example());
    f.panel->example()->setPrompt(QStringLiteral("wire abroad"));
    QTest::mouseClick(f.panel->findChild<QPushButton*>(QStringLiteral("askTeacher")), Qt::LeftButton);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][2].toString(), QStringLiteral("wire abroad"));
    ProbeResult result;
    result.labels = {"low", "high"};
    result.logits = {0, std::log(4.0)};
    result.predicted = "high";
    Q_EMIT f.session.probed(asked[0][0].toString(), result);
    f.panel->example()->setTau(1);
    const auto& bars = f.panel->example()->bars()->bars();
    ASSERT_EQ(bars.size(), 2u);
    EXPECT_NEAR(bars[1].value, 0.8, 1e-9); // 4 : 1
    f.panel->example()->setTau(2);
    EXPECT_NEAR(f.panel->example()->bars()->bars()[1].value, 2.0 / 3.0, 1e-9); // √4 : 1
    auto* entropyPlot = f.panel->example()->entropyPlot();
    EXPECT_NEAR(entropyPlot->lastValue(0), std::log(2.0), 0.01) << "at τ = 10 the answer is nearly flat";
}

TEST(TemperaturePanel, TheHandTakesTheTemperatureOfARunAndGivesItBack) {
    TemperatureFixture f;
    QSignalSpy overridden(&f.session, &Session::overrideRequested);
    f.session.setRunning(true, "run-1");
    f.session.deliver({Metric{"A", 0, "tau", 0, 5.0}, Metric{"A", 0, "tau", 1, 5.0}});
    auto* plot = f.panel->live()->plot();
    QTest::qWait(80);
    plot->redrawNow();
    ASSERT_TRUE(plot->isVisible()) << "a run brings the live tab to the front";
    const QPoint from = plot->handlePixel().toPoint(), to(from.x(), int(plot->toPixel(0, 2).y()));
    QTest::mousePress(plot->canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot->canvas(), to);
    EXPECT_TRUE(QTest::qWaitFor([&] { return overridden.count() >= 2; }, 1000));
    EXPECT_EQ(overridden.last()[1].toString(), QStringLiteral("tau"));
    EXPECT_TRUE(overridden.last()[2].toBool());
    EXPECT_NEAR(overridden.last()[3].toDouble(), 2, 0.15);
    QTest::mouseRelease(plot->canvas(), Qt::LeftButton, {}, to);
    EXPECT_FALSE(overridden.last()[2].toBool()) << "letting go gives control back";
    auto* hold = f.panel->findChild<QCheckBox*>(QStringLiteral("holdTau"));
    hold->click();
    EXPECT_TRUE(overridden.last()[2].toBool());
    hold->click();
    EXPECT_FALSE(overridden.last()[2].toBool());
}

TEST(TemperaturePanel, OverridesAreMarkedAndCanBeRepeated) {
    TemperatureFixture f;
    f.panel->findChild<QTabWidget*>()->setCurrentWidget(f.panel->live());
    auto* repeat = f.panel->findChild<QPushButton*>(QStringLiteral("repeatOverrides"));
    ASSERT_NE(repeat, nullptr);
    QSignalSpy asked(&f.session, &Session::repeatRequested);
    f.session.setRunning(true, "run-7");
    f.session.deliver({Metric{"A", 0, "tau", 1, 5.0}, Metric{"A", 0, "tau", 2, 2.5},
                       Event{"A", 0, 1, Severity::Info, "override", Text(SH_TR("τ held at %1 by hand from step %2"), {"2.5", "1"}), R"({"key":"tau","value":2.5})", 0}});
    EXPECT_FALSE(repeat->isVisible()) << "not while the run is going on";
    f.session.deliver({RunState{RunStatus::Finished, {}}});
    ASSERT_TRUE(repeat->isVisible());
    QTest::mouseClick(repeat, Qt::LeftButton);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0].toString(), QStringLiteral("run-7"));
    f.session.setRunning(true, "run-8");
    f.session.deliver({Metric{"A", 0, "tau", 1, 5.0}, RunState{RunStatus::Finished, {}}});
    EXPECT_FALSE(repeat->isVisible()) << "a run without overrides has none to repeat";
}

TEST(TemperaturePanel, OffersTheStageWhereThereIsNone) {
    TemperatureFixture f;
    Experiment experiment = f.session.experiment();
    experiment.strategies["A"].clear();
    f.session.setExperiment(experiment);
    QPushButton* add = nullptr;
    for (auto* button : f.panel->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Add the stage"))
            add = button;
    ASSERT_NE(add, nullptr);
    QTest::mouseClick(add, Qt::LeftButton);
    ASSERT_EQ(f.session.experiment().strategies.at("A").size(), 1u);
    EXPECT_EQ(f.session.experiment().strategies.at("A")[0].stage, "distill.soft");
}
