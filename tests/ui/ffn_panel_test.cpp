// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "FFN correlation" of the Pruning page. The table is made by hand where only the page is meant, and by the engine where the
// whole way is.
#include "app/wiring.h"
#include "tests/ui/support/small_model.h"
#include "widgets/form/number_field.h"
#include "widgets/job_progress.h"
#include "widgets/panels/ffn_bars.h"
#include "widgets/panels/ffn_view.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/prune_panel.h"
#include "widgets/panels/prune_setup.h"
#include "widgets/panels/prune_shapes.h"
#include "widgets/path_field.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/prune_link.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr int kFfnLong = 240'000;

// Three layers of 16 channels, eight wide; layer 1 is the least relevant.
FfnTable smallFfnTable() {
    FfnTable t;
    t.config =
        R"({"model_type":"llama","vocab_size":10,"hidden_size":8,"num_hidden_layers":3,"num_attention_heads":2,"num_key_value_heads":2,"head_dim":4,)"
        R"("intermediate_size":16,"rms_norm_eps":1e-6,"max_position_embeddings":64})";
    t.layers = {
        {16, 0.9, 0.8, 1.5, 0.7, "0.o_proj", {}}, {16, 0.2, 0.3, 0.4, 0.05, "1.o_proj", {}}, {16, 0.6, 0.1, 0.2, 0.02, "2.o_proj", {}}};
    t.cka = {1, 0.3, 0.4, 0.9, 0.3, 1, 0.5, 0.2, 0.4, 0.5, 1, 0.6, 0.9, 0.2, 0.6, 1};
    t.curve = {{{}, 0, 0, 1.0, 1.0, 0.9, 0.9}, {{1}, 0.4, 0.05, 1.5, 1.1, 0.6, 0.85}};
    t.latency = {{2.0, 0, 1e-4}, {1.0, 0, 1e-4}, "avx2", "f32", 1};
    return t;
}

class FfnPanelTest : public tests::SmallModelFixture {
protected:
    void openPanel() {
        openWithTeacher();
        panel_ = std::make_unique<PrunePanel>(session());
        show(*panel_);
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->chooser()->path() == model(); }));
        panel_->tabs()->setCurrentIndex(1);
    }
    // The engine's part, played: the page asks, and gets the small table.
    void openWithTable() {
        openPanel();
        session().setEngine({}, {{"quantize.fp16", MethodKind::Quantizer, "FP16", "x", "x", "B", {}}});
        auto& link = PruneLink::of(session());
        QSignalSpy asked(&link, &PruneLink::importanceRequested);
        EXPECT_EQ(panel_->setup()->computeButton()->text(), QStringLiteral("Compute correlation"));
        QTest::mouseClick(panel_->setup()->computeButton(), Qt::LeftButton);
        ASSERT_EQ(asked.count(), 1);
        EXPECT_EQ(asked[0][0].value<PruneModelRequest>().method, "prune.ffn");
        Q_EMIT link.correlationArrived(smallFfnTable());
        view()->matrix()->redrawNow();
    }
    FfnView* view() { return panel_->ffn(); }

    std::unique_ptr<PrunePanel> panel_;
};

} // namespace

TEST_F(FfnPanelTest, TheEmptyTabSaysWhatFillsIt) {
    openPanel();
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("The correlation of the FFNs is not known yet")));
    EXPECT_FALSE(panel_->setup()->pruneButton()->isEnabled());
    EXPECT_FALSE(panel_->setup()->measure()->isVisible()) << "importance of heads is not this tab's";
    panel_->tabs()->setCurrentIndex(0);
    EXPECT_TRUE(panel_->setup()->measure()->isVisible());
}

TEST_F(FfnPanelTest, TheSliderIsAnsweredAtOnce) {
    openWithTable();
    EXPECT_EQ(view()->matrix()->rowCount(), 4) << "three FFNs and the final stream";
    EXPECT_TRUE(view()->matrix()->cells()[7].tip.contains(QStringLiteral("CKA 0.2000")));
    EXPECT_EQ(view()->slider()->maximum(), 3);
    view()->slider()->setValue(1);
    ASSERT_TRUE(view()->plan());
    EXPECT_EQ(view()->plan()->removed, (std::vector<std::int64_t>{1}));
    const auto& p = *view()->prediction();
    EXPECT_EQ(p.parametersBefore - p.parametersAfter, 3 * 16 * 8 + 8);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("0.400 → 0.050")); })) << "divergence as cut and folded";
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("60.0 → 85.0 %")));
    view()->slider()->setValue(2);
    EXPECT_EQ(view()->plan()->removed, (std::vector<std::int64_t>{1, 2}));
    EXPECT_TRUE(view()->note().contains(QStringLiteral("not measured together")));
    EXPECT_TRUE(panel_->setup()->pruneButton()->isEnabled());
    view()->fold()->setChecked(false);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("Divergence as cut, nats")); }));
}

TEST_F(FfnPanelTest, AClickWalksALayerThroughItsStates) {
    openWithTable();
    view()->slider()->setValue(1);
    auto* bars = view()->bars();
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->placeOf(1));
    EXPECT_EQ(bars->mark(1), FfnBars::Mark::Locked);
    EXPECT_EQ(view()->plan()->removed, (std::vector<std::int64_t>{2})) << "the next one goes";
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->placeOf(0));
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->placeOf(0));
    EXPECT_EQ(bars->mark(0), FfnBars::Mark::Removed);
    EXPECT_EQ(view()->plan()->removed, (std::vector<std::int64_t>{0})) << "the forced one goes first";
    view()->slider()->setValue(3);
    EXPECT_FALSE(view()->plan());
    EXPECT_TRUE(view()->note().contains(QStringLiteral("Unlock"))) << view()->note().toStdString();
    EXPECT_FALSE(panel_->setup()->pruneButton()->isEnabled());
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_F);
    EXPECT_EQ(bars->mark(0), FfnBars::Mark::Free);
    QTest::keyClick(bars, Qt::Key_Down);
    QTest::keyClick(bars, Qt::Key_Space);
    EXPECT_EQ(bars->mark(1), FfnBars::Mark::Removed) << "locked is followed by removed";
}

TEST_F(FfnPanelTest, AnotherMeasureGivesAnotherOrder) {
    openWithTable();
    view()->slider()->setValue(1);
    view()->measure()->setCurrentIndex(view()->measure()->findData(QStringLiteral("share")));
    EXPECT_EQ(view()->plan()->removed, (std::vector<std::int64_t>{2}));
}

TEST_F(FfnPanelTest, TheBudgetBecomesAStageOfStrategyBBeforeTheQuantizer) {
    openWithTable();
    Experiment experiment = session().experiment();
    experiment.strategies["B"] = {{"align.sft", {}, false}, {"quantize.fp16", {}, false}};
    session().setExperiment(experiment);
    view()->slider()->setValue(2);
    view()->bars()->setMark(0, FfnBars::Mark::Locked);
    for (int i = 0; i < 2; ++i) {
        QTest::mouseClick(panel_->setup()->useButton(), Qt::LeftButton);
        const auto& stages = session().experiment().strategies.at("B");
        ASSERT_EQ(stages.size(), 3u) << "the second click replaces the first's";
        EXPECT_EQ(stages[1].stage, "prune.ffn");
        EXPECT_EQ(std::get<std::int64_t>(stages[1].options.at("layers")), 2);
        EXPECT_EQ(std::get<std::string>(stages[1].options.at("locks")), "0");
        EXPECT_EQ(stages[1].options.count("rounds"), 0u);
    }
}

#ifdef STILLHOUSE_HAS_ENGINE
TEST_F(FfnPanelTest, TheEngineMeasuresFoldsAndTheResultStandsBesideThePrediction) {
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
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().engineReady(); }, kFfnLong));
    panel_ = std::make_unique<PrunePanel>(session());
    show(*panel_);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->chooser()->path() == model(); }));
    panel_->tabs()->setCurrentIndex(1);
    QTest::mouseClick(panel_->setup()->computeButton(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return view()->table().has_value(); }, kFfnLong));
    EXPECT_EQ(view()->matrix()->rowCount(), 6);
    view()->slider()->setValue(2);
    panel_->setup()->recoverSteps()->setValue(0);
    const auto promised = view()->prediction()->parametersAfter;
    QTest::mouseClick(panel_->setup()->pruneButton(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->result().has_value(); }, kFfnLong));
    const auto& r = panel_->result()->report;
    EXPECT_EQ(r.parametersAfter, promised);
    EXPECT_EQ(r.ffnAfter, 3);
    EXPECT_LE(r.klFolded, r.klCut);
    EXPECT_TRUE(QFileInfo(panel_->setup()->output()->path() + QStringLiteral("/model.safetensors")).isFile());
    EXPECT_EQ(panel_->tabs()->currentIndex(), 3);
    // Another session finds the table again.
    PrunePanel again(session());
    show(again);
    EXPECT_TRUE(QTest::qWaitFor([&] { return again.ffn()->table().has_value(); }));
    wiring.shutDown();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !engine.alive(); }, kFfnLong));
}
#endif
