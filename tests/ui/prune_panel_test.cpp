// SPDX-License-Identifier: GPL-3.0-or-later
// The Pruning page on the bundled sample's teacher: 5 layers of 5 heads. The table is made by hand where only the page is meant, and
// by the engine where the whole way is.
#include "app/wiring.h"
#include "tests/ui/support/small_model.h"
#include "widgets/error_bar.h"
#include "widgets/form/number_field.h"
#include "widgets/job_progress.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/prune_budget.h"
#include "widgets/panels/prune_map.h"
#include "widgets/panels/prune_panel.h"
#include "widgets/panels/prune_setup.h"
#include "widgets/path_field.h"
#include "widgets/prune_link.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr int kPruneMs = 180'000;

// Two layers of four heads, eight wide; head h of layer l is worth 1 + h + 4·l.
HeadImportance smallTable() {
    HeadImportance t;
    t.measure = "first_order";
    t.config =
        R"({"model_type":"llama","vocab_size":10,"hidden_size":8,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":4,"head_dim":4,)"
        R"("intermediate_size":16,"rms_norm_eps":1e-6,"max_position_embeddings":64})";
    for (int l = 0; l < 2; ++l)
        t.layers.push_back({4, 4, 16, {1.0 + 4 * l, 2.0 + 4 * l, 3.0 + 4 * l, 4.0 + 4 * l}, {}});
    t.curves["uniform"] = {{0, 0, 1.0, 0.9}, {4, 0.5, 1.5, 0.7}};
    t.latency = {{2.0, 1e-4, 0}, {1.0, 1e-4, 0}, "avx2", "f32", 1};
    return t;
}

class PrunePanelTest : public tests::SmallModelFixture {
protected:
    void openPanel() {
        openWithTeacher();
        panel_ = std::make_unique<PrunePanel>(session());
        show(*panel_);
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->chooser()->path() == model(); }));
    }
    // The engine's part, played: the page asks, and gets the small table.
    void openWithTable() {
        openPanel();
        session().setEngine({}, {{"quantize.int4", MethodKind::Quantizer, "INT4", "x", "x", "A", {}}});
        auto& link = PruneLink::of(session());
        QSignalSpy asked(&link, &PruneLink::importanceRequested);
        QTest::mouseClick(panel_->setup()->computeButton(), Qt::LeftButton);
        ASSERT_EQ(asked.count(), 1);
        EXPECT_EQ(asked[0][0].value<PruneModelRequest>().model, model().toStdString());
        Q_EMIT link.importanceArrived(smallTable());
        panel_->map()->redrawNow();
    }
    void click(const HeadRef& head, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(panel_->map()->canvas(), Qt::LeftButton, modifiers, panel_->map()->placeOf(head).toPoint());
    }

    std::unique_ptr<PrunePanel> panel_;
};

} // namespace

TEST_F(PrunePanelTest, WithoutAModelThePageSaysWhatFillsIt) {
    open(0);
    PrunePanel panel(session());
    show(panel);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleButton(panel, QStringLiteral("Open a model folder…")) != nullptr; }));
    EXPECT_TRUE(visibleText(panel, QStringLiteral("No model to prune")));
    EXPECT_FALSE(panel.setup()->pruneButton()->isEnabled());
}

TEST_F(PrunePanelTest, TheSliderIsAnsweredAtOnce) {
    openWithTable();
    EXPECT_EQ(panel_->map()->rowCount(), 2);
    EXPECT_EQ(panel_->map()->columnCount(), 4);
    EXPECT_TRUE(panel_->map()->cells()[5].tip.contains(QStringLiteral("6 nats")));
    panel_->budget()->amountSlider()->setValue(500);
    EXPECT_DOUBLE_EQ(panel_->budget()->amountField()->value(), 50);
    ASSERT_TRUE(panel_->budget()->plan());
    EXPECT_EQ(panel_->budget()->plan()->headsRemoved, 4);
    EXPECT_EQ(panel_->budget()->plan()->layers[0].heads, (std::vector<std::int64_t>{0, 1}));
    const auto& p = *panel_->budget()->prediction();
    EXPECT_EQ(p.parametersBefore - p.parametersAfter, 4 * 4 * 4 * 8) << "four heads of 4 × 8 in q, k, v and o";
    EXPECT_DOUBLE_EQ(p.accuracy, 0.7);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("70.0 %")); })) << "measured without recovery";
    panel_->budget()->amountField()->setValue(25);
    EXPECT_EQ(panel_->budget()->amountSlider()->value(), 250);
    EXPECT_DOUBLE_EQ(panel_->budget()->prediction()->accuracy, 0.8) << "half way between the two points";
    EXPECT_TRUE(panel_->setup()->pruneButton()->isEnabled());
}

TEST_F(PrunePanelTest, AClickWalksAHeadThroughItsStates) {
    openWithTable();
    panel_->budget()->amountField()->setValue(50);
    const HeadRef first{0, 0};
    click(first);
    EXPECT_EQ(panel_->map()->mark(first), PruneMap::Mark::Locked);
    EXPECT_EQ(panel_->budget()->plan()->layers[0].heads, (std::vector<std::int64_t>{1, 2})) << "the locked one stays";
    click(first);
    EXPECT_EQ(panel_->map()->mark(first), PruneMap::Mark::Removed);
    click(first);
    EXPECT_EQ(panel_->map()->mark(first), PruneMap::Mark::Free);
    panel_->map()->setMark({1, 3}, PruneMap::Mark::Removed);
    EXPECT_EQ(panel_->budget()->plan()->layers[1].heads, (std::vector<std::int64_t>{0, 3})) << "the forced one goes first";
}

TEST_F(PrunePanelTest, ABoxIsSelectedAndLockedByMouseAndByKeyboard) {
    openWithTable();
    auto* map = panel_->map();
    auto* canvas = map->canvas();
    QTest::mousePress(canvas, Qt::LeftButton, {}, map->placeOf({0, 1}).toPoint());
    QTest::mouseMove(canvas, map->placeOf({1, 1}).toPoint());
    QTest::mouseMove(canvas, map->placeOf({1, 2}).toPoint());
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, map->placeOf({1, 2}).toPoint());
    EXPECT_EQ(map->selection(), (std::vector<HeadRef>{{0, 1}, {0, 2}, {1, 1}, {1, 2}}));
    EXPECT_TRUE(map->locked().empty()) << "a box changes nothing by itself";
    QTest::keyClick(map, Qt::Key_K);
    EXPECT_EQ(map->locked().size(), 4u);
    QTest::mouseClick(visibleButton(*panel_, QStringLiteral("Free")), Qt::LeftButton);
    EXPECT_TRUE(map->locked().empty());
    click({0, 0});
    QTest::keyClick(map, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(map, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(map, Qt::Key_X);
    EXPECT_EQ(map->removed(), (std::vector<HeadRef>{{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
    QTest::keyClick(map, Qt::Key_Left);
    QTest::keyClick(map, Qt::Key_Space);
    EXPECT_EQ(map->mark({1, 0}), PruneMap::Mark::Free);
}

TEST_F(PrunePanelTest, ImpossibleLocksAreSaidUnderTheBudget) {
    openWithTable();
    panel_->budget()->floorField()->setValue(4);
    click({0, 0});
    click({0, 0});
    EXPECT_FALSE(panel_->budget()->plan());
    EXPECT_TRUE(panel_->budget()->note().contains(QStringLiteral("locked"))) << panel_->budget()->note().toStdString();
    EXPECT_FALSE(panel_->setup()->pruneButton()->isEnabled());
}

TEST_F(PrunePanelTest, TheBudgetBecomesAStageOfStrategyABeforeTheQuantizer) {
    openWithTable();
    Experiment experiment = session().experiment();
    experiment.strategies["A"] = {{"distill.soft", {}, false}, {"quantize.int4", {}, false}};
    session().setExperiment(experiment);
    panel_->budget()->amountField()->setValue(50);
    panel_->map()->setMark({1, 2}, PruneMap::Mark::Locked);
    for (int i = 0; i < 2; ++i) {
        QTest::mouseClick(panel_->setup()->useButton(), Qt::LeftButton);
        const auto& stages = session().experiment().strategies.at("A");
        ASSERT_EQ(stages.size(), 3u) << "the second click replaces the first's";
        EXPECT_EQ(stages[1].stage, "prune.heads");
        EXPECT_EQ(std::get<double>(stages[1].options.at("amount")), 0.5);
        EXPECT_EQ(std::get<std::string>(stages[1].options.at("locks")), "1.2");
    }
}

TEST_F(PrunePanelTest, AFailureIsAnErrorInThePage) {
    openPanel();
    session().setEngine({}, {{"x", MethodKind::Stage, "x", "x", "x", "A", {}}});
    QTest::mouseClick(panel_->setup()->computeButton(), Qt::LeftButton);
    Q_EMIT PruneLink::of(session()).failed(Error{ErrorKind::BadInput, "The training split is empty", "data", "Import more", {}, {}});
    EXPECT_TRUE(visibleText(*panel_->findChild<ErrorBar*>(), QStringLiteral("The training split is empty")));
    EXPECT_TRUE(panel_->setup()->computeButton()->isEnabled());
}

#ifdef STILLHOUSE_HAS_ENGINE
TEST_F(PrunePanelTest, TheEngineMeasuresPrunesAndTheResultStandsBesideThePrediction) {
    openWithTeacher();
    QByteArray lines;
    for (int i = 0; i < 160; ++i)
        lines += "{\"prompt\":\"Transfer number " + QByteArray::number(i * 37) + " of " + QByteArray::number(i * i) +
                 " EUR\",\"label\":\"" + (i % 2 ? "low" : "high") + "\"}\n";
    Experiment experiment = session().experiment();
    experiment.data.train = write(QStringLiteral("rows.jsonl"), lines).toStdString();
    session().setExperiment(experiment);
    app::EngineThread engine;
    app::Wiring wiring(session(), engine);
    engine.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().engineReady(); }, kPruneMs));
    panel_ = std::make_unique<PrunePanel>(session());
    show(*panel_);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->chooser()->path() == model(); }));
    EXPECT_EQ(panel_->setup()->measure()->count(), 5);
    QTest::mouseClick(panel_->setup()->computeButton(), Qt::LeftButton);
    EXPECT_TRUE(panel_->setup()->progress()->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->importance().has_value(); }, kPruneMs));
    EXPECT_EQ(panel_->map()->rowCount(), 5);
    panel_->budget()->amountField()->setValue(40);
    panel_->setup()->recoverSteps()->setValue(3);
    const auto promised = panel_->budget()->prediction()->parametersAfter;
    QTest::mouseClick(panel_->setup()->pruneButton(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->result().has_value(); }, kPruneMs));
    EXPECT_EQ(panel_->result()->report.parametersAfter, promised);
    EXPECT_TRUE(QFileInfo(panel_->setup()->output()->path() + QStringLiteral("/model.safetensors")).isFile());
    EXPECT_EQ(panel_->tabs()->currentIndex(), 3);
    // Another session finds the table again.
    PrunePanel again(session());
    show(again);
    EXPECT_TRUE(QTest::qWaitFor([&] { return again.importance().has_value(); }));
    wiring.shutDown();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !engine.alive(); }, kPruneMs));
}
#endif
