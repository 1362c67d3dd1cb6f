// SPDX-License-Identifier: GPL-3.0-or-later
// The first five minutes: sample project, both strategies, moving curves, a dragged temperature point, a filled comparison.
#include "app/main_window.h"
#include "app/preferences.h"
#include "core/api/resources.h"
#include "tests/ui/support/project.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/plot/line_plot.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <algorithm>

using namespace stillhouse;
using namespace stillhouse::app;
using namespace stillhouse::widgets;
using stillhouse::tests::waitFor;

namespace {

constexpr int kLoadMs = 120000, kRunMs = 420000;

bool hasOption(const Session& session, const std::string& stage, const char* key) {
    const MethodSpec* method = session.method(stage);
    return method && std::any_of(method->options.begin(), method->options.end(), [&](const auto& o) { return o.key == key; });
}

// The sample at a budget that a test can afford: few steps and answers, few requests, the same stages.
Experiment shortened(const Session& session) {
    Experiment experiment = session.experiment();
    const std::pair<const char*, std::int64_t> few[] = {{"steps", 12}, {"rollouts", 1}, {"answers", 64}, {"pairs", 64}};
    for (auto& [lane, stages] : experiment.strategies)
        for (auto& stage : stages)
            for (const auto& [key, value] : few)
                if (hasOption(session, stage.stage, key))
                    stage.options[key] = value;
    experiment.evaluate.limit = 40;
    experiment.evaluate.latencyRequests = 4;
    experiment.evaluate.bootstrap = 50;
    return experiment;
}

} // namespace

TEST(Journey, FromTheSampleProjectToAFilledComparison) {
#ifndef STILLHOUSE_HAS_ENGINE
    GTEST_SKIP() << "built without the engine";
#else
    ASSERT_TRUE(QFile::exists(QString::fromStdString(resourceFolder()) + QStringLiteral("/sample/teacher/config.json"))) << "the sample's teacher is not in the resources";
    const stillhouse::tests::OwnDataFolder data;
    QSettings().clear();
    theme().apply(Theme::Mode::Light);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    Session& session = window.session();

    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("openSample")), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return !session.projectFolder().empty(); }, kLoadMs));
    ASSERT_TRUE(waitFor([&] { return session.engineReady(); }, kLoadMs));
    session.setExperiment(shortened(session));

    auto* run = window.findChild<QPushButton*>(QStringLiteral("runBoth"));
    ASSERT_TRUE(run->isEnabled()) << qPrintable(run->toolTip());
    QSignalSpy metrics(&session, &Session::metricsArrived);
    QSignalSpy ended(&session, &Session::runEnded);
    QSignalSpy stored(&session, &Session::storeChanged);
    QTest::mouseClick(run, Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return session.running(); }, kLoadMs));
    EXPECT_EQ(window.currentPanel(), QStringLiteral("run"));
    ASSERT_TRUE(waitFor([&] { return metrics.count() > 1 || ended.count() > 0; }, kRunMs));
    auto* loss = window.findChild<LinePlot*>(QStringLiteral("lossPlot"));
    ASSERT_NE(loss, nullptr);
    EXPECT_TRUE(loss->isVisible());
    ASSERT_TRUE(waitFor([&] { return loss->pointCount() > 0; }, kRunMs));
    const int before = loss->pointCount();
    EXPECT_TRUE(waitFor([&] { return loss->pointCount() > before; }, kRunMs)) << "the curve does not grow";

    window.showPanel(QStringLiteral("temperature"));
    auto* editor = window.findChild<CurveEditor*>(QStringLiteral("temperatureEditor"));
    ASSERT_NE(editor, nullptr);
    ASSERT_TRUE(waitFor([&] { return editor->isVisible() && !editor->points().empty(); }));
    QTest::qWait(200); // the dock's layout settles
    const auto [t, tau] = editor->points().front();
    const QPoint from = editor->pixelOf(t, tau).toPoint(), to = editor->pixelOf(t, tau / 2).toPoint();
    QTest::mousePress(editor->canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(editor->canvas(), (from + to) / 2);
    QTest::mouseMove(editor->canvas(), to);
    QTest::mouseRelease(editor->canvas(), Qt::LeftButton, {}, to);
    EXPECT_LT(editor->points().front().second, tau) << "the point did not follow the mouse";

    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }, kRunMs));
    const auto state = ended[0][0].value<RunState>();
    EXPECT_EQ(state.status, RunStatus::Finished) << state.error.english();
    ASSERT_TRUE(waitFor([&] { return stored.count() > 0; }));
    window.showPanel(QStringLiteral("compare"));
    auto* table = window.findChild<QAbstractItemView*>(QStringLiteral("compareTable"));
    ASSERT_NE(table, nullptr);
    // Teacher, A and B.
    EXPECT_TRUE(waitFor([&] { return table->model() && table->model()->rowCount() >= 3; }, kLoadMs)) << (table->model() ? table->model()->rowCount() : -1);
    EXPECT_TRUE(window.close() || waitFor([&] { return !window.isVisible(); }));
#endif
}
