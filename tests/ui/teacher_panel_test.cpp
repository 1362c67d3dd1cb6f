// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/project_fixture.h"
#include "widgets/models/tensor_table.h"
#include "widgets/panels/layer_view.h"
#include "widgets/panels/share_bars.h"
#include "widgets/panels/teacher_list.h"
#include "widgets/panels/teacher_panel.h"
#include "widgets/panels/teacher_probe.h"

#include <QDoubleSpinBox>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace stillhouse;
using namespace stillhouse::widgets;
using stillhouse::tests::ProjectFixture;

namespace {

class TeacherPanelTest : public ProjectFixture {
protected:
    static ModelInfo model() {
        ModelInfo info;
        info.architecture = "llama";
        info.precision = "F16";
        info.parameters = 1'000'000;
        info.bytes = 2'000'000;
        info.layers = 2, info.hidden = 64, info.heads = 4, info.kvHeads = 2, info.vocab = 1000, info.context = 256;
        info.layerInfo = {{4, 2, 128, 40'000, true, true}, {4, 2, 0, 15'000, true, false}};
        info.tensors = {{"model.layers.10.a", "F16", {64, 64}, 8192}, {"model.layers.2.a", "F32", {64}, 256}};
        return info;
    }
};

} // namespace

TEST_F(TeacherPanelTest, AFolderIsInspectedShownAndBecomesTheTeacher) {
    open(0);
    TeacherPanel panel(session());
    show(panel);
    EXPECT_NE(visibleButton(panel, QStringLiteral("Open a model folder…")), nullptr) << "the empty state has the button";
    QSignalSpy asked(&session(), &Session::inspectRequested);
    panel.openFolder(QStringLiteral("/models/wise"));
    ASSERT_EQ(asked.count(), 1);
    Q_EMIT session().inspected(asked[0][0].toString(), model());
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(panel, QLocale().toString(1'000'000)); }));
    EXPECT_TRUE(visibleText(panel, QStringLiteral("Teacher: wise")));
    EXPECT_TRUE(panel.findChild<LayerView*>()->accessibleDescription().contains(QStringLiteral("Layer 1: ") + QLocale().toString(15'000)));
    ASSERT_EQ(session().experiment().teachers.size(), 1u);
    EXPECT_EQ(session().experiment().teachers[0].path, "/models/wise");
    EXPECT_EQ(QSettings().value(QStringLiteral("teacher/recent")).toStringList().value(0), QStringLiteral("/models/wise"));
}

TEST_F(TeacherPanelTest, AFolderThatCannotBeReadChangesNothing) {
    open(0);
    TeacherPanel panel(session());
    show(panel);
    QSignalSpy asked(&session(), &Session::inspectRequested);
    panel.openFolder(QStringLiteral("/models/none"));
    Error error;
    error.what = SH_TR("The file cannot be read: %1");
    error.what.args = {"gone"};
    Q_EMIT session().requestFailed(asked[0][0].toString(), error);
    EXPECT_TRUE(visibleText(panel, QStringLiteral("The file cannot be read: gone")));
    EXPECT_TRUE(session().experiment().teachers.empty());
}

TEST_F(TeacherPanelTest, TheProbeAsksTheEngineAndShowsTheDistribution) {
    open(20);
    TeacherPanel panel(session());
    show(panel);
    panel.openFolder(QStringLiteral("/models/wise"));
    Q_EMIT session().inspected(QStringLiteral("teacher.inspect"), model());
    TeacherProbe* probe = nullptr; // an endpoint has one of its own
    for (auto* each : panel.findChildren<TeacherProbe*>())
        probe = each->isVisible() ? each : probe;
    ASSERT_NE(probe, nullptr);
    auto* ask = probe->findChild<QPushButton*>(QStringLiteral("ask"));
    EXPECT_FALSE(ask->isEnabled()) << "no engine yet";
    session().setEngine({}, {MethodSpec{}});
    QTest::keyClicks(probe->findChild<QPlainTextEdit*>(), QStringLiteral("Is this safe"));
    ASSERT_TRUE(ask->isEnabled());
    QSignalSpy probes(&session(), &Session::probeRequested);
    QTest::mouseClick(ask, Qt::LeftButton);
    ASSERT_EQ(probes.count(), 1);
    EXPECT_EQ(probes[0][1].toString(), QStringLiteral("/models/wise"));
    EXPECT_EQ(probes[0][2].toString(), QStringLiteral("Is this safe"));
    EXPECT_FALSE(ask->isEnabled()) << "one question at a time";
    ProbeResult result;
    result.labels = {"low", "high"};
    result.logits = {0, 1.0986122886681098}; // ln 3: a quarter and three quarters
    result.predicted = "high";
    Q_EMIT session().probed(probes[0][0].toString(), result);
    const auto* bars = probe->findChild<ShareBars*>();
    ASSERT_EQ(bars->shares().size(), 2u);
    EXPECT_NEAR(bars->shares()[0].value, 0.25, 1e-12);
    EXPECT_NEAR(bars->shares()[1].value, 0.75, 1e-12);
    EXPECT_TRUE(ask->isEnabled());
}

TEST_F(TeacherPanelTest, SeveralTeachersHaveWeightsSourcesAndAWayOut) {
    open(20); // all of the source "synthetic"
    Experiment experiment = session().experiment();
    experiment.teachers = {{"/models/wise", 1, {}}, {"/models/wiser", 2, {}}};
    session().setExperiment(experiment);
    TeacherPanel panel(session());
    QSignalSpy asked(&session(), &Session::inspectRequested);
    show(panel);
    Q_EMIT session().inspected(QStringLiteral("teacher.inspect"), model());
    auto* table = panel.list()->table();
    ASSERT_EQ(table->rowCount(), 2);
    EXPECT_EQ(table->item(1, 0)->text(), QStringLiteral("wiser"));
    auto* weight = panel.findChild<QDoubleSpinBox*>(QStringLiteral("teacherWeight1"));
    ASSERT_NE(weight, nullptr);
    weight->setFocus();
    weight->selectAll();
    QTest::keyClicks(weight, QStringLiteral("0.5"));
    QTest::keyClick(weight, Qt::Key_Return);
    EXPECT_EQ(session().experiment().teachers[1].weight, 0.5);
    auto* sources = panel.findChild<QToolButton*>(QStringLiteral("teacherSources1"));
    ASSERT_TRUE(QTest::qWaitFor([&] {
        sources = panel.findChild<QToolButton*>(QStringLiteral("teacherSources1"));
        return sources && sources->menu()->actions().value(0) && sources->menu()->actions()[0]->text().contains(QStringLiteral("synthetic (20)"));
    })) << "what the data hold, with numbers";
    sources->menu()->actions()[0]->trigger();
    EXPECT_TRUE(QTest::qWaitFor([&] { return session().experiment().teachers[1].sources == std::vector<std::string>{"synthetic"}; }));
    EXPECT_TRUE(QTest::qWaitFor([&] {
        const auto* button = panel.findChild<QToolButton*>(QStringLiteral("teacherSources1"));
        return button && button->text() == QStringLiteral("synthetic");
    }));
    EXPECT_TRUE(QTest::qWaitFor([&] { return table->item(0, 3)->text() == QStringLiteral("tokenizer not readable"); })) << "there is no such folder";
    asked.clear();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(0, 0)).center());
    ASSERT_EQ(asked.count(), 1) << "the row that is chosen is the model that is shown";
    EXPECT_EQ(asked[0][1].toString(), QStringLiteral("/models/wise"));
    panel.addFolder(QStringLiteral("/models/third"));
    Q_EMIT session().inspected(QStringLiteral("teacher.inspect"), model());
    ASSERT_EQ(session().experiment().teachers.size(), 3u);
    EXPECT_EQ(panel.list()->current(), 2);
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("removeTeacher0")), Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return session().experiment().teachers.size() == 2; }));
    EXPECT_EQ(session().experiment().teachers[0].path, "/models/wiser");
}

TEST_F(TeacherPanelTest, TensorsSortByNumberWithinNamesAndBySize) {
    TensorTable table;
    table.setTensors(model().tensors);
    table.sort(TensorTable::Name, Qt::AscendingOrder);
    EXPECT_EQ(table.index(0, TensorTable::Name).data().toString(), QStringLiteral("model.layers.2.a"));
    table.sort(TensorTable::Bytes, Qt::DescendingOrder);
    EXPECT_EQ(table.index(0, TensorTable::Shape).data().toString(), QStringLiteral("64 × 64"));
}
