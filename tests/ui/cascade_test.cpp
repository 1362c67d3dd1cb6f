// SPDX-License-Identifier: GPL-3.0-or-later
// The cascade in the window: the action that adds LoRA, where the list of stages puts it, and what Compare says of its gain.
#include "app/main_window.h"
#include "app/preferences.h"
#include "core/api/adapter.h"
#include "tests/ui/support/project.h"
#include "widgets/panels/compare_cascade.h"
#include "widgets/panels/compare_load.h"
#include "widgets/panels/compare_side.h"
#include "widgets/panels/stage_list.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QSettings>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

ComparisonRow row(const std::string& subject, double accuracy) {
    ComparisonRow r;
    r.subject = subject;
    r.metrics = {{"accuracy", {accuracy, accuracy - 0.01, accuracy + 0.01}}};
    return r;
}

Event loraEvent(const std::string& lane, int stage, std::int64_t trained) {
    AdapterReport report;
    report.trained = trained;
    report.parameters = 9900;
    Event event;
    event.lane = lane;
    event.stageIndex = stage;
    event.kind = "lora";
    event.json = formatAdapterReport(report);
    return event;
}

} // namespace

TEST(CascadeView, GainIsBeforeAgainstAfter) {
    const std::vector<ComparisonRow> subjects = {row("teacher", 0.99), row("A before LoRA", 0.90), row("A", 0.925)};
    const std::vector<PairTest> pairs = {{"A before LoRA", "A", "accuracy", {0.025, 0.01, 0.04}, 0.0021, "McNemar exact", 40, 15}, {"A before LoRA", "A", "f1", {0.5, 0, 0}, 1, "", 0, 0}};
    const auto gains = cascadeGains(subjects, pairs, {loraEvent("A", 1, 200), loraEvent("A", 1, 100), loraEvent("B", 0, 7)});
    ASSERT_EQ(gains.size(), 1u);
    EXPECT_EQ(gains[0].after, "A");
    EXPECT_EQ(gains[0].trained, 100) << "the stage's last word";
    const QString text = cascadeText(gains[0]);
    for (const char* part : {"0.9000 → 0.9250", "+2.50", "p = 0.002", "wrong → right 40", "1.00 %", "100 of 10,000"})
        EXPECT_TRUE(text.contains(QString::fromUtf8(part))) << qPrintable(text) << part;
    CompareSide side;
    ComparedRun run;
    run.subjects = subjects;
    run.cascades = gains;
    side.setRun(run);
    EXPECT_EQ(side.cascadeTexts(), QStringList{text});
    EXPECT_TRUE(cascadeGains({row("A", 0.9)}, pairs, {}).empty());
}

TEST(CascadeView, AQuantizerBehindLoraIsLeftOut) {
    const std::vector<ComparisonRow> subjects = {row("A before LoRA", 0.90), row("A after LoRA", 0.93), row("A", 0.91)};
    const std::vector<PairTest> pairs = {{"A after LoRA", "A before LoRA", "accuracy", {-0.03, -0.05, -0.01}, 0.0002, "McNemar exact", 5, 35}};
    const auto gains = cascadeGains(subjects, pairs, {});
    ASSERT_EQ(gains.size(), 1u);
    EXPECT_EQ(gains[0].after, "A after LoRA");
    EXPECT_DOUBLE_EQ(gains[0].test.difference.value, 0.03);
    EXPECT_DOUBLE_EQ(gains[0].test.difference.low, 0.01);
    EXPECT_EQ(gains[0].test.wrongToRight, 35);
    EXPECT_TRUE(cascadeText(gains[0]).contains(QStringLiteral("p < 0.001")));
}

TEST(CascadeView, AddedStagesGoBeforeTheQuantizer) {
    StageList list(QStringLiteral("A"));
    list.setMethods({{"distill.soft", MethodKind::Stage, "Soft targets", "", "", "A", {}}, {"lora.sft", MethodKind::Stage, "LoRA fine-tuning", "", "", "AB", {}},
                     {"quantize.int4", MethodKind::Quantizer, "INT4", "", "", "A", {}}});
    StageSpec soft, packed;
    soft.stage = "distill.soft";
    packed.stage = "quantize.int4";
    list.setStages({soft, packed});
    auto* menu = list.findChild<QMenu*>();
    ASSERT_TRUE(menu);
    Q_EMIT menu->aboutToShow();
    for (auto* action : menu->actions())
        if (action->text() == QStringLiteral("LoRA fine-tuning"))
            action->trigger();
    ASSERT_EQ(list.stages().size(), 3u);
    EXPECT_EQ(list.stages()[1].stage, "lora.sft");
    EXPECT_EQ(list.current(), 1);
}

TEST(CascadeView, TheActionChangesTheExperiment) {
    QSettings().clear();
    app::applyLanguage(app::Language::English);
    const SmallProject project;
    app::MainWindow window(false);
    window.resize(1280, 800);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    auto* action = window.findChild<QAction*>(QStringLiteral("action.cascade"));
    ASSERT_TRUE(action);
    EXPECT_FALSE(action->isEnabled()) << "no project";
    window.openProject(project.folder());
    ASSERT_TRUE(waitFor([&] { return action->isEnabled(); }));
    action->trigger();
    const auto& stages = window.session().experiment().strategies.at("A");
    ASSERT_EQ(stages.size(), 2u);
    EXPECT_EQ(stages[1].stage, "lora.sft");
    EXPECT_EQ(window.currentPanel(), QStringLiteral("strategy_a"));
    action->trigger();
    EXPECT_EQ(window.session().experiment().strategies.at("A").size(), 2u) << "once is enough";
}
