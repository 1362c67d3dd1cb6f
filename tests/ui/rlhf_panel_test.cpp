// SPDX-License-Identifier: GPL-3.0-or-later
// The RLHF page: what it shows of a run that goes on, of a stored one, and of a policy that left the rails.
#include "tests/ui/project_fixture.h"
#include "widgets/error_bar.h"
#include "widgets/feedback_link.h"
#include "widgets/models/sample_table.h"
#include "widgets/panels/rlhf_curves.h"
#include "widgets/panels/rlhf_panel.h"
#include "widgets/panels/rlhf_reward.h"
#include "widgets/panels/rlhf_rounds.h"
#include "widgets/panels/rlhf_samples.h"
#include "widgets/plot/histogram_plot.h"
#include "widgets/plot/line_plot.h"

#include <fstream>
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTabWidget>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

// Stages of lane B: 0 warm start, 1 reward model, 2 PPO, 3 filter.
Experiment withFeedback(Experiment experiment) {
    experiment.strategies["B"] = {{"align.sft", {}, false}, {"align.reward", {}, false}, {"align.ppo", {{"kl_target", 3.0}, {"ratio_clip", 0.2}}, false}, {"align.filter", {}, false}};
    return experiment;
}

Event event(int stage, const char* kind, const std::string& json, Severity severity = Severity::Info) {
    return Event{"B", stage, 8, severity, kind, Text(kind), json, 1000};
}

const Event kCalibration = event(1, "calibration",
                                 R"({"pairs":200,"accuracy":0.8,"low":0.75,"high":0.85,"length_accuracy":0.55,"ece":0.04,"chosen":1,"rejected":-1,)"
                                 R"("bins":[{"count":0,"confidence":0,"accuracy":0},{"count":120,"confidence":0.6,"accuracy":0.62},{"count":80,"confidence":0.95,"accuracy":0.9}]})");
const Event kHistogram = event(3, "reward_histogram", R"({"edges":[-1,0,1,2],"before":[4,4,2],"after":[0,1,2],"fates":{"accepted":3},"mean_before":0.31,"mean_after":1.04})");

std::vector<Report> policySteps(int count) {
    std::vector<Report> out;
    for (int i = 0; i < count; ++i) {
        const auto add = [&](const char* name, double value) { out.push_back(Metric{"B", 2, name, i, value}); };
        add("reward", 0.1 * i), add("kl", 0.2 * i), add("beta", 0.1), add("entropy", 1), add("ratio", 1.01), add("clip_fraction", 0.1);
        add("loss.policy", -0.1), add("loss.value", 0.5), add("loss", 0.4), add("ended", 1);
    }
    return out;
}

class RlhfPanelTest : public tests::ProjectFixture {
protected:
    void openFeedback() {
        open(0);
        session().setExperiment(withFeedback(session().experiment()));
    }
    void engine() { session().setEngine({}, {{"align.ppo", MethodKind::Stage, "PPO", "", "", "B", {}}}); }
    void openPanel() {
        panel_ = std::make_unique<RlhfPanel>(session());
        show(*panel_);
        panel_->resize(1180, 720);
    }
    // A finished run with `samples` answers, of which every fourth was accepted, and its round.
    std::string store(int samples, int round = 1, const std::string& status = "finished", std::vector<Report> more = {}) {
        auto store = Store::open(session().storePath());
        EXPECT_TRUE(store.ok());
        const auto id = *store->beginRun(withFeedback(session().experiment()), folder().toStdString(), "0.1");
        const auto path = folder().toStdString() + "/samples-" + id + ".jsonl";
        std::ofstream lines(path);
        for (int i = 0; i < samples; ++i)
            lines << R"({"number":)" << i << R"(,"id":"e)" << i % 50 << R"(","prompt":"prompt number)" << i % 50 << R"(","response":" answer)" << i % 3
                  << R"(","reward":)" << i * 0.001 << R"(,"kl":0.1,"fate":")" << (i % 4 ? "below_threshold" : "accepted") << "\"}\n";
        lines.close();
        std::vector<Report> reports = policySteps(6);
        for (const auto& [index, stage] : {std::pair{1, "align.reward"}, {2, "align.ppo"}, {3, "align.filter"}})
            reports.push_back(StageState{"B", index, stage, StageStatus::Done, 1});
        reports.push_back(kCalibration);
        reports.push_back(kHistogram);
        reports.push_back(Metric{"B", 1, "pair_accuracy", 4, 0.8});
        reports.push_back(event(1, "round", R"({"number":)" + std::to_string(round) + R"(,"parent":"","preferences":40,"new_preferences":7,"hash":"h","accuracy":0.)" + std::to_string(7 + round) + R"(,"low":0.7,"high":0.9})"));
        reports.push_back(Artifact{"B", "samples", path, 1, {}});
        reports.insert(reports.end(), more.begin(), more.end());
        reports.push_back(RunState{status == "failed" ? RunStatus::Failed : RunStatus::Finished, {}});
        const auto written = store->write(id, reports);
        EXPECT_TRUE(written.ok()) << (written.ok() ? "" : written.error().english());
        return id;
    }
    LinePlot* plot(const char* name) { return panel_->findChild<LinePlot*>(QLatin1String(name)); }
    QTableView* samples() { return panel_->findChild<QTableView*>(QStringLiteral("sampleTable")); }
    void tab(int index) { QTest::mouseClick(panel_->tabs()->tabBar(), Qt::LeftButton, {}, panel_->tabs()->tabBar()->tabRect(index).center()); }

    std::unique_ptr<RlhfPanel> panel_;
};

} // namespace

TEST_F(RlhfPanelTest, WithoutFeedbackStagesThePageOffersThem) {
    open(0);
    openPanel();
    auto* add = visibleButton(*panel_, QStringLiteral("Add reward model, PPO and filter"));
    ASSERT_NE(add, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([&] { return add->isEnabled(); }));
    QTest::mouseClick(add, Qt::LeftButton);
    const auto& stages = session().experiment().strategies.at("B");
    ASSERT_EQ(stages.size(), 3u);
    EXPECT_EQ(stages[0].stage, "align.reward");
    EXPECT_EQ(stages[1].stage, "align.ppo");
    EXPECT_EQ(stages[2].stage, "align.filter");
    auto* run = visibleButton(*panel_, QStringLiteral("Run strategy B"));
    ASSERT_NE(run, nullptr);
    EXPECT_FALSE(run->isEnabled()) << "the engine is not there yet";
    engine();
    QSignalSpy start(&session(), &Session::startRequested);
    QTest::mouseClick(run, Qt::LeftButton);
    ASSERT_EQ(start.count(), 1);
    EXPECT_EQ(start[0][0].toString(), QStringLiteral("B"));
}

TEST_F(RlhfPanelTest, TheStagesComeBehindTheWarmStartAndBeforeTheUpdate) {
    Experiment experiment;
    experiment.strategies["B"] = {{"align.sft", {}, false}, {"align.best_of_n", {}, false}, {"align.filter", {}, true}, {"align.progressive", {}, false}};
    addFeedbackStages(experiment);
    std::vector<std::string> ids;
    for (const auto& stage : experiment.strategies["B"])
        ids.push_back(stage.stage);
    EXPECT_EQ(ids, (std::vector<std::string>{"align.sft", "align.reward", "align.best_of_n", "align.filter", "align.progressive"}));
}

TEST_F(RlhfPanelTest, CurvesGrowWhileTheRunGoesOnEachInItsPlot) {
    openFeedback();
    engine();
    openPanel();
    session().setRunning(true, "run-1");
    EXPECT_EQ(panel_->shownRun(), "run-1");
    session().deliver({Metric{"B", 0, "loss", 0, 9}, Metric{"B", 1, "loss", 0, 0.7}, Metric{"B", 1, "loss", 1, 0.6}, Metric{"B", 1, "pair_loss", 1, 0.5},
                       Metric{"B", 1, "pair_accuracy", 1, 0.8}, Metric{"B", 1, "length_accuracy", 1, 0.55}, Metric{"A", 1, "loss", 0, 3}});
    session().deliver(policySteps(5));
    EXPECT_EQ(plot("rewardLossPlot")->pointCount(), 3) << "the warm start's loss and strategy A's are others";
    EXPECT_EQ(plot("pairAccuracyPlot")->pointCount(), 1);
    EXPECT_EQ(plot("policyKlPlot")->pointCount(), 5);
    EXPECT_DOUBLE_EQ(plot("policyRewardPlot")->lastValue(0), 0.4);
    for (const char* name : {"policyBetaPlot", "policyEntropyPlot", "policyRatioPlot", "policyClipPlot", "policyLossPlot", "valueLossPlot", "policyEndedPlot"})
        EXPECT_EQ(plot(name)->pointCount(), 5) << name;
    session().deliver({kCalibration});
    EXPECT_EQ(plot("calibrationPlot")->pointCount(1), 2) << "the empty bin is no point";
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("80.0 % (75.0 – 85.0)")));
    tab(1);
    auto* kl = plot("policyKlPlot");
    ASSERT_TRUE(QTest::qWaitFor([&] { return kl->isVisible(); }));
    kl->redrawNow();
    EXPECT_GE(kl->viewRange().bottom(), 3.6 * 0.99) << "the band around the target of 3 nats is in view";
}

TEST_F(RlhfPanelTest, ARunWithoutPpoHasNoPlotsOfPpo) {
    openFeedback();
    auto experiment = session().experiment();
    experiment.strategies["B"][2] = {"align.best_of_n", {}, false};
    session().setExperiment(experiment);
    openPanel();
    session().setRunning(true, "run-1");
    session().deliver({Metric{"B", 2, "reward", 0, 0.1}, Metric{"B", 2, "reward.best", 0, 0.9}, Metric{"B", 2, "loss.ce", 1, 2.0}});
    tab(1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot("policyRewardPlot")->isVisible(); }));
    EXPECT_EQ(plot("policyRewardPlot")->seriesCount(), 2);
    EXPECT_EQ(plot("policyLossPlot")->pointCount(), 1);
    EXPECT_FALSE(plot("policyBetaPlot")->isVisible());
    EXPECT_FALSE(plot("valueLossPlot")->isVisible());
}

TEST_F(RlhfPanelTest, APolicyThatLeftTheRailsIsSaidWithItsReason) {
    openFeedback();
    openPanel();
    session().setRunning(true, "run-1");
    session().deliver(policySteps(3));
    auto fired = event(2, "health", R"({"rule":"kl"})", Severity::Error);
    fired.text = Text("The policy is %1 nats away from where it began; %2 are allowed", {"31", "15"});
    session().deliver({fired, RunState{RunStatus::Failed, {}}});
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("PPO was stopped: The policy is 31 nats away from where it began; 15 are allowed")));
    QSignalSpy asked(&session(), &Session::panelRequested);
    QTest::mouseClick(visibleButton(*panel_->findChild<ErrorBar*>(), QStringLiteral("Show strategy B")), Qt::LeftButton);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0].toString(), QStringLiteral("strategy_b"));
}

TEST_F(RlhfPanelTest, AStoredRunComesBackWhole) {
    openFeedback();
    auto fired = event(2, "health", R"({"rule":"ratio"})", Severity::Error);
    fired.text = Text("The ratio is wild");
    const auto id = store(40, 1, "failed", {fired});
    openPanel();
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->shownRun() == id; }));
    EXPECT_EQ(plot("policyKlPlot")->pointCount(), 6);
    EXPECT_EQ(plot("calibrationPlot")->pointCount(1), 2);
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("PPO was stopped: The ratio is wild")));
    EXPECT_EQ(panel_->findChild<QComboBox*>(QStringLiteral("feedbackRun"))->currentData().toString(), QString::fromStdString(id));
    EXPECT_EQ(panel_->samples()->histogram()->counts(), (std::vector<std::int64_t>{4, 4, 2}));
    EXPECT_EQ(panel_->samples()->histogram()->part(), (std::vector<std::int64_t>{0, 1, 2}));
    EXPECT_TRUE(panel_->samples()->histogram()->csv().contains(QStringLiteral("bin,1,2,2,2")));
    tab(2);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("before the filter 0.31, after it 1.04")); })) << "as told: of the rewards, not of the bins";
}

TEST_F(RlhfPanelTest, SamplesAreFilteredSearchedSortedAndReadInFull) {
    openFeedback();
    store(1000);
    openPanel();
    tab(2);
    ASSERT_TRUE(QTest::qWaitFor([&] { return samples()->model()->rowCount() == 1000; }));
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->findChild<QPlainTextEdit*>(QStringLiteral("sampleText"))->toPlainText().contains(QStringLiteral("→  answer0")); }));
    auto* fate = panel_->findChild<QComboBox*>(QStringLiteral("fateFilter"));
    EXPECT_EQ(fate->itemText(1), QStringLiteral("accepted (250)"));
    fate->setFocus();
    QTest::keyClick(fate, Qt::Key_Down);
    ASSERT_TRUE(QTest::qWaitFor([&] { return samples()->model()->rowCount() == 250; })) << samples()->model()->rowCount();
    auto* search = panel_->findChild<QLineEdit*>(QStringLiteral("sampleSearch"));
    QTest::keyClicks(search, QStringLiteral("NUMBER24"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return samples()->model()->rowCount() == 10; })) << samples()->model()->rowCount();
    QTest::keyClick(search, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(search, Qt::Key_Delete);
    QTest::keyClick(fate, Qt::Key_Home);
    ASSERT_TRUE(QTest::qWaitFor([&] { return samples()->model()->rowCount() == 1000; }));
    samples()->sortByColumn(SampleTable::Reward, Qt::DescendingOrder);
    ASSERT_TRUE(QTest::qWaitFor([&] { return samples()->model()->index(0, SampleTable::Number).data().toString() == QStringLiteral("999"); }));
    EXPECT_EQ(samples()->model()->index(0, SampleTable::Fate).data().toString(), QStringLiteral("reward too low"));
    QSignalSpy labelling(&FeedbackLink::of(session()), &FeedbackLink::labellingRequested);
    QTest::mouseClick(visibleButton(*panel_->samples(), QStringLiteral("Compare answers…")), Qt::LeftButton);
    ASSERT_EQ(labelling.count(), 1);
    EXPECT_EQ(labelling[0][0].toString().toStdString(), panel_->shownRun());
}

TEST_F(RlhfPanelTest, TwentyThousandSamplesHoldFewBlocks) {
    openFeedback();
    const auto id = store(20'000);
    SampleTable table(session());
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTableView view;
    view.setModel(&table);
    view.resize(800, 600);
    show(view);
    QSignalSpy loaded(&table, &SampleTable::loaded);
    table.setChoice({id, "B", {}, {}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1; }));
    ASSERT_EQ(table.rowCount(), 20'000);
    for (int i = 0; i <= 60; ++i) {
        const int row = 19'999 * i / 60;
        view.scrollTo(table.index(row, 0));
        ASSERT_TRUE(QTest::qWaitFor([&] { return table.row(row).has_value(); })) << row;
        EXPECT_EQ(table.row(row)->number, row);
    }
    EXPECT_LE(table.blocksHeld(), SampleTable::kBlocks);
}

TEST_F(RlhfPanelTest, RoundsAreComparedAndTheNextOneStarts) {
    openFeedback();
    const auto first = store(40, 1);
    const auto second = store(40, 2);
    engine();
    openPanel();
    tab(3);
    auto* rounds = panel_->findChild<QTableView*>(QStringLiteral("roundTable"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return rounds->model()->rowCount() == 2; }));
    EXPECT_EQ(rounds->model()->index(0, 4).data().toString(), QStringLiteral("0.800 (0.700 – 0.900)"));
    EXPECT_EQ(rounds->model()->index(1, 3).data().toString(), QStringLiteral("40 (7 new)"));
    EXPECT_EQ(plot("roundAccuracyPlot")->pointCount(2), 2);
    QTest::mouseClick(panel_->findChild<QCheckBox*>(), Qt::LeftButton, {}, QPoint(8, 8));
    EXPECT_EQ(rounds->model()->index(0, 4).data().toString(), QStringLiteral("0.800  (−0.100)")) << "the newest round is the one compared with";
    QSignalSpy next(&FeedbackLink::of(session()), &FeedbackLink::nextRoundRequested);
    ASSERT_TRUE(panel_->rounds()->nextButton()->isEnabled());
    QTest::mouseClick(panel_->rounds()->nextButton(), Qt::LeftButton);
    ASSERT_EQ(next.count(), 1);
    EXPECT_EQ(next[0][0].toString().toStdString(), second);
    QTest::mouseClick(rounds->viewport(), Qt::LeftButton, {}, rounds->visualRect(rounds->model()->index(0, 1)).center());
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->rounds()->nextButton()->text() == QStringLiteral("Start the round after 1"); }));
    EXPECT_EQ(rounds->model()->index(1, 4).data().toString(), QStringLiteral("0.900  (+0.100)"));
    QTest::mouseClick(panel_->rounds()->nextButton(), Qt::LeftButton);
    EXPECT_EQ(next[1][0].toString().toStdString(), first);
    auto* every = panel_->findChild<QSpinBox*>(QStringLiteral("roundInterval"));
    every->setFocus();
    every->selectAll();
    QTest::keyClicks(every, QStringLiteral("3"));
    QTest::keyClick(every, Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([&] { return Store::open(session().storePath())->roundPlan()->intervalDays == 3; }));
}
