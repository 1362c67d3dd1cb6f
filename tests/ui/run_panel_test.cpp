// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"
#include "core/api/store.h"
#include "tests/ui/support/project.h"
#include "widgets/panels/run_lanes.h"
#include "widgets/panels/run_log.h"
#include "widgets/panels/run_panel.h"
#include "widgets/panels/run_plots.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <algorithm>
#include <cmath>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

struct RunFixture {
    SmallProject project;
    Session session;
    std::unique_ptr<RunPanel> panel;

    RunFixture() {
        session.openProject(project.folder().toStdString());
        session.setEngine({}, {MethodSpec{"distill.soft", MethodKind::Stage, "Soft targets", "", "", "A", {}}});
        panel = std::make_unique<RunPanel>(session);
        panel->resize(1280, 800);
        panel->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
    }
    QPushButton* button(const char* name) const { return panel->findChild<QPushButton*>(QLatin1String(name)); }
    LinePlot* plot(const char* name) const { return panel->findChild<LinePlot*>(QLatin1String(name)); }
    void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
};

std::vector<Report> steps(const std::string& lane, int stage, int first, int last) {
    std::vector<Report> reports;
    for (int step = first; step < last; ++step) {
        reports.push_back(Metric{lane, stage, "loss", step, 1.0 / (1 + step)});
        reports.push_back(Metric{lane, stage, "tau", step, 5.0});
        reports.push_back(Metric{lane, stage, "memory_bytes", step, 1024.0 * 1024 * 1024});
    }
    return reports;
}

} // namespace

TEST(RunPanel, ButtonsAskTheSessionAndFollowItsState) {
    RunFixture f;
    QSignalSpy start(&f.session, &Session::startRequested), pause(&f.session, &Session::pauseRequested);
    QSignalSpy resume(&f.session, &Session::resumeRequested), stop(&f.session, &Session::stopRequested);
    EXPECT_FALSE(f.button("pauseButton")->isVisible());
    f.click("startButton");
    f.click("startButtonB");
    ASSERT_EQ(start.count(), 2);
    EXPECT_EQ(start[0][0].toString(), QString());
    EXPECT_EQ(start[1][0].toString(), QStringLiteral("B"));
    f.session.setRunning(true, "run-1");
    EXPECT_FALSE(f.button("startButton")->isVisible());
    f.click("pauseButton");
    EXPECT_EQ(pause.count(), 1);
    f.session.setPaused(true);
    f.click("pauseButton");
    EXPECT_EQ(resume.count(), 1);
    f.click("stopButton");
    EXPECT_EQ(stop.count(), 1);
    EXPECT_FALSE(f.button("stopButton")->isEnabled()) << "one request is enough";
    f.session.deliver({RunState{RunStatus::Cancelled, {}}});
    EXPECT_TRUE(f.button("startButtonA")->isVisible());
}

TEST(RunPanel, ThePrimaryButtonIsTheWindowsAlone) {
    RunFixture f;
    for (const auto* button : f.panel->findChildren<QPushButton*>())
        EXPECT_NE(button->property("role").toString(), QStringLiteral("primary")) << qPrintable(button->text());
}

TEST(RunPanel, ANewLanguageReachesWhatARunHasWritten) {
    RunFixture f;
    f.session.setEngine({}, {MethodSpec{"distill.soft", MethodKind::Stage, Text("Soft targets"), "", "", "A", {}}});
    f.session.setRunning(true, "run-1");
    f.session.deliver(steps("A", 0, 0, 4));
    f.session.deliver({Progress{"", 0, 1, 2, 0, "", 0, Text("Comparing")}});
    f.session.deliver({RunState{RunStatus::Finished, {}}});
    f.session.setRunning(false, {});
    const auto says = [&](const QString& words) {
        const auto labels = f.panel->findChildren<QLabel*>();
        const auto hit = [&](const QLabel* label) { return label->isVisible() && label->text() == words; };
        return waitFor([&] { return std::any_of(labels.begin(), labels.end(), hit); });
    };
    EXPECT_TRUE(says(QStringLiteral("Run run-1"))) << "it does not run any more";
    EXPECT_TRUE(says(QStringLiteral("Soft targets")));
    for (const auto* label : f.panel->findChildren<QLabel*>())
        EXPECT_FALSE(label->isVisible() && label->text() == QStringLiteral("•")) << "a lane without stages, and nothing is done in it";
    app::applyLanguage(app::Language::Chinese);
    EXPECT_TRUE(says(QStringLiteral("运行 run-1")));
    EXPECT_TRUE(says(QStringLiteral("软目标")));
    EXPECT_TRUE(says(QStringLiteral("运行已完成。")));
    EXPECT_EQ(f.plot("lossPlot")->seriesName(0), QStringLiteral("A 合计"));
    app::applyLanguage(app::Language::English);
    EXPECT_TRUE(waitFor([&] { return f.plot("lossPlot")->seriesName(0) == QStringLiteral("A total"); }));
}

TEST(RunPanel, SpacePausesAndContinues) {
    RunFixture f;
    QSignalSpy pause(&f.session, &Session::pauseRequested);
    f.session.setRunning(true, "run-1");
    QTest::keyClick(f.panel.get(), Qt::Key_Space);
    EXPECT_EQ(pause.count(), 1);
}

TEST(RunPanel, CurvesGrowPerLaneAndStagesFollowEachOther) {
    RunFixture f;
    f.session.setRunning(true, "run-1");
    f.session.deliver(steps("A", 0, 0, 100));
    f.session.deliver(steps("A", 1, 0, 50));
    f.session.deliver(steps("B", 0, 0, 30));
    auto* loss = f.plot("lossPlot");
    ASSERT_NE(loss, nullptr);
    ASSERT_NE(f.plot("tauPlot"), nullptr);
    ASSERT_EQ(loss->seriesCount(), 2);
    EXPECT_EQ(loss->pointCount(0), 150) << "the second stage goes on where the first ended";
    EXPECT_EQ(loss->pointCount(1), 30);
    loss->redrawNow();
    EXPECT_NEAR(loss->viewRange().right(), 99 + 1 + 49, 1);
    EXPECT_DOUBLE_EQ(f.plot("memoryPlot")->lastValue(0), 1.0) << "bytes are shown as GiB";
}

TEST(RunPanel, StagesSayTheirStateInWords) {
    RunFixture f;
    f.session.setRunning(true, "run-1");
    auto* chip = f.panel->lanes()->chip("A", 0);
    ASSERT_NE(chip, nullptr);
    EXPECT_EQ(chip->status(), StageStatus::Waiting);
    f.session.deliver({StageState{"A", 0, "distill.soft", StageStatus::Running, 3}, Progress{"A", 0, 120, 400, 12300, "tokens/s", 40, "Training"}});
    EXPECT_TRUE(chip->accessibleName().contains(QStringLiteral("Soft targets: running")));
    QStringList texts;
    for (const auto* label : f.panel->lanes()->findChildren<QLabel*>())
        texts << label->text();
    EXPECT_TRUE(texts.join(u'\n').contains(QStringLiteral("Training · 120 of 400 · 12,300 tokens/s")));
    f.session.deliver({StageState{"A", 0, "distill.soft", StageStatus::Failed, 5}});
    EXPECT_TRUE(chip->accessibleName().contains(QStringLiteral("failed")));
}

TEST(RunPanel, TheLogFiltersBySeverity) {
    RunFixture f;
    f.session.deliver({Event{"A", 0, 10, Severity::Info, "checkpoint", "Checkpoint written", {}, 1}, Event{"B", 1, 20, Severity::Warning, "rollback", "Rolled back", {}, 2},
                       Event{"B", 1, 21, Severity::Debug, "log", "Detail", {}, 3}});
    auto* events = f.panel->log()->shownEvents();
    EXPECT_EQ(events->rowCount(), 2) << "details are hidden at first";
    auto* severity = f.panel->log()->findChild<QComboBox*>();
    severity->setCurrentIndex(int(Severity::Warning));
    ASSERT_EQ(events->rowCount(), 1);
    EXPECT_EQ(events->index(0, EventTable::What).data().toString(), QStringLiteral("Rolled back"));
    severity->setCurrentIndex(int(Severity::Debug));
    EXPECT_EQ(events->rowCount(), 3);
}

TEST(RunPanel, SmoothingAndTimeAxisReachThePlots) {
    RunFixture f;
    f.session.setRunning(true, "run-1");
    f.session.deliver(steps("A", 0, 0, 100));
    f.panel->findChild<QSlider*>(QStringLiteral("smoothingSlider"))->setValue(0);
    EXPECT_EQ(f.plot("lossPlot")->smoothing(), 0);
    f.panel->plots()->setTimeAxis(true);
    f.plot("lossPlot")->redrawNow();
    EXPECT_LT(f.plot("lossPlot")->viewRange().right(), 60) << "seconds since the start, not steps";
}

TEST(RunPanel, ShowsTheNewestRunOfTheStoreAndLaysAnotherBehind) {
    SmallProject project;
    std::string first;
    {
        auto store = Store::open(project.path("project.db").toStdString());
        ASSERT_TRUE(store) << store.error().english();
        Experiment experiment = *readExperiment(project.path("experiment.json").toStdString());
        for (int run = 0; run < 2; ++run) {
            const auto id = store->beginRun(experiment, project.path("runs").toStdString(), "test");
            ASSERT_TRUE(id) << id.error().english();
            first = run == 0 ? *id : first;
            auto reports = steps("A", 0, 0, run == 0 ? 40 : 25);
            reports.push_back(StageState{"A", 0, "distill.soft", StageStatus::Done, 2});
            reports.push_back(RunState{RunStatus::Finished, {}});
            ASSERT_TRUE(store->write(*id, reports));
            QTest::qWait(20); // start times tell the runs apart
        }
    }
    Session session;
    RunPanel panel(session);
    panel.resize(1280, 800);
    panel.show();
    session.openProject(project.folder().toStdString());
    auto* loss = panel.findChild<LinePlot*>(QStringLiteral("lossPlot"));
    ASSERT_TRUE(waitFor([&] { return loss->pointCount() == 25; })) << loss->pointCount();
    // The engine arrives after the run was shown: its stages stay what they were.
    session.setEngine({}, {MethodSpec{"distill.soft", MethodKind::Stage, "Soft targets", "", "", "A", {}}});
    QTest::qWait(100);
    const auto done = [&] {
        auto* chip = panel.lanes()->chip("A", 0);
        return chip && chip->status() == StageStatus::Done && chip->accessibleName().contains(QStringLiteral("Soft targets"));
    };
    EXPECT_TRUE(waitFor(done));
    auto* compare = panel.findChild<QComboBox*>(QStringLiteral("compareWith"));
    ASSERT_TRUE(waitFor([&] { return compare->count() == 3; }));
    compare->setCurrentIndex(compare->findData(QString::fromStdString(first)));
    EXPECT_TRUE(waitFor([&] { return loss->pointCount() == 65; })) << loss->pointCount();
    compare->setCurrentIndex(0);
    EXPECT_TRUE(waitFor([&] { return loss->pointCount() == 25; }));
}
