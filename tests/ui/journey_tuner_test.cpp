// SPDX-License-Identifier: GPL-3.0-or-later
// The tuner: a sample, a few labels, a temperature drawn by hand, a run that is watched, steered, paused, stopped and taken up again.
#include "tests/ui/support/journey.h"
#include "widgets/models/example_table.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/plot/line_plot.h"

#include <QCheckBox>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>
#include <utility>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

constexpr int kTunerMs = 60000, kEndMs = 420000;

class TunerJourney : public Journey {
protected:
    // One stage that a test can afford, long enough for a hand to reach it; the teacher answers at each step, not over all data first.
    void shorten() {
        Experiment experiment = session().experiment();
        experiment.strategies = {{"A", {{"distill.soft", {{"steps", std::int64_t(100)}, {"batch_size", std::int64_t(4)}, {"cache_teacher", false}}, false}}}};
        experiment.evaluate.limit = 20;
        experiment.evaluate.latencyRequests = 2;
        experiment.evaluate.bootstrap = 20;
        session().setExperiment(experiment);
    }
    void labelFour();
    void drawTemperature();
    void holdTemperature();
    void pauseAndGoOn();

    const OptionMap& options() { return session().experiment().strategies.at("A")[0].options; }
    LinePlot* loss() const { return find<LinePlot>("lossPlot", page("run")); }
    /// What has the focus gets the key, as it does from a keyboard.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window_.get(), key, modifiers);
    }
};

void TunerJourney::labelFour() {
    ASSERT_EQ(window_->currentPanel(), QStringLiteral("data")) << "a new project begins with its data";
    auto* table = find<QTableView>("examples");
    auto* model = page("data")->findChild<ExampleTable*>();
    ASSERT_TRUE(waitFor([&] { return model->rowCount() == 8000 && model->row(0); }, kTunerMs)) << model->rowCount();
    clickRow(table, table->model()->index(0, ExampleTable::Prompt));
    const auto shown = [&](int row) { return table->model()->index(row, ExampleTable::Label).data().toString(); };
    const QString before = shown(0);
    for (const auto key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_2}) {
        const int row = table->currentIndex().row();
        press(key);
        ASSERT_TRUE(waitFor([&] { return table->currentIndex().row() == row + 1; })) << "the next example comes by itself";
    }
    EXPECT_TRUE(shown(0).contains(QStringLiteral("low"))) << qPrintable(shown(0));
    EXPECT_TRUE(shown(1).contains(QStringLiteral("medium"))) << qPrintable(shown(1));
    EXPECT_TRUE(shown(2).contains(QStringLiteral("high"))) << qPrintable(shown(2));
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(waitFor([&] { return find<QPushButton>("undoLabel")->isEnabled(); }));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTest::qWait(50);
    }
    EXPECT_TRUE(waitFor([&] { return shown(0) == before; })) << "undone to the first";
}

void TunerJourney::drawTemperature() {
    goTo("strategy_a");
    auto* stages = find<QListWidget>("stages", page("strategy_a"));
    clickRow(stages, stages->model()->index(0, 0));
    click(find<QPushButton>("toTemperature", page("strategy_a")));
    auto* editor = find<CurveEditor>("temperatureEditor");
    ASSERT_NE(editor, nullptr);
    ASSERT_TRUE(waitFor([&] { return editor->isVisible() && !editor->points().empty(); }));
    QTest::qWait(200); // the dock's layout settles
    const auto [t, tau] = editor->points().front();
    const QPoint from = editor->pixelOf(t, tau).toPoint(), to = editor->pixelOf(t, tau / 2).toPoint();
    QTest::mousePress(editor->canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(editor->canvas(), (from + to) / 2);
    QTest::mouseMove(editor->canvas(), to);
    QTest::mouseRelease(editor->canvas(), Qt::LeftButton, {}, to);
    EXPECT_NEAR(editor->points().front().second, tau / 2, 0.3) << "the point did not follow the mouse";
    ASSERT_TRUE(options().contains("schedule"));
    EXPECT_EQ(std::get<std::string>(options().at("schedule")), "piecewise");
}

// On the Live tab, which the run has brought to the front.
void TunerJourney::holdTemperature() {
    auto* plot = find<LinePlot>("liveTauPlot");
    ASSERT_TRUE(waitFor([&] { return plot->isVisible() && plot->pointCount() > 2 && std::isfinite(plot->handle()); }, kTunerMs));
    plot->redrawNow();
    const double wanted = plot->handle() * 0.6;
    const QPoint from = plot->handlePixel().toPoint(), to(from.x(), int(plot->toPixel(0, wanted).y()));
    QTest::mousePress(plot->canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot->canvas(), to);
    EXPECT_TRUE(says(QStringLiteral("τ is in your hand")));
    EXPECT_TRUE(waitFor([&] { return std::abs(plot->lastValue(0) - wanted) < 0.3; }, kTunerMs)) << "the run follows: " << plot->lastValue(0) << ", wanted " << wanted;
    QTest::mouseRelease(plot->canvas(), Qt::LeftButton, {}, to);
    EXPECT_TRUE(says(QStringLiteral("Schedule and controller are in charge"))) << "letting go gives it back";
}

void TunerJourney::pauseAndGoOn() {
    press(Qt::Key_Space); // from the dock, where the hand was
    ASSERT_TRUE(waitFor([&] { return session().paused(); })) << "Space went to " << (QApplication::focusWidget() ? qPrintable(QApplication::focusWidget()->objectName()) : "nobody");
    EXPECT_TRUE(says(QStringLiteral("Paused")));
    int before = -1;
    EXPECT_TRUE(waitFor([&] { // the step that was going on is still drawn
        const int last = std::exchange(before, loss()->pointCount());
        QTest::qWait(500);
        return last == before && loss()->pointCount() == before;
    }, kTunerMs)) << "a paused run stands still";
    press(Qt::Key_Space);
    ASSERT_TRUE(waitFor([&] { return !session().paused(); }));
    EXPECT_TRUE(waitFor([&] { return loss()->pointCount() > before; }, kTunerMs)) << "and goes on";
}

} // namespace

TEST_F(TunerJourney, FromTheSampleToARunThatIsSteeredStoppedAndTakenUpAgain) {
#ifndef STILLHOUSE_HAS_ENGINE
    GTEST_SKIP() << "built without the engine";
#else
    const OwnDataFolder data;
    openWindow(true);
    clickText(QStringLiteral("Open the sample project"));
    ASSERT_TRUE(waitFor([&] { return !session().projectFolder().empty(); }, kTunerMs));
    labelFour();
    shorten();
    drawTemperature();
    QSignalSpy ended(&session(), &Session::runEnded);
    click(find<QPushButton>("runBoth"));
    ASSERT_TRUE(waitFor([&] { return session().running(); }, kTunerMs));
    EXPECT_EQ(window_->currentPanel(), QStringLiteral("run"));
    ASSERT_TRUE(waitFor([&] { return loss()->isVisible() && loss()->pointCount() > 3; }, kTunerMs)) << "the loss is drawn as it comes: " << loss()->pointCount() << " points, " << qPrintable(find<QWidget>("topBar")->findChild<QLabel*>()->text());
    holdTemperature();
    pauseAndGoOn();
    press(Qt::Key_Period, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }, kTunerMs));
    EXPECT_TRUE(says(QStringLiteral("The run was stopped. Its checkpoints are kept.")));
    const int before = loss()->pointCount();
    clickText(QStringLiteral("Resume"), page("run"));
    ASSERT_TRUE(waitFor([&] { return ended.count() == 2; }, kEndMs));
    EXPECT_EQ(ended[1][0].value<RunState>().status, RunStatus::Finished) << ended[1][0].value<RunState>().error.english();
    EXPECT_GT(before, 0);
    EXPECT_TRUE(says(QStringLiteral("The run is finished."), page("run")));
    clickText(QStringLiteral("Compare"), page("run"));
    EXPECT_EQ(window_->currentPanel(), QStringLiteral("compare"));
    auto* table = find<QTableView>("runsTable");
    EXPECT_TRUE(waitFor([&] { return table->model()->rowCount() == 2; })) << "teacher and A: " << table->model()->rowCount();
#endif
}
