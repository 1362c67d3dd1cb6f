// SPDX-License-Identifier: GPL-3.0-or-later
// Labelling by keys on the Data page: every label is on disk before the next example appears; several annotators; the teacher's suggestions.
#include "core/api/store.h"
#include "tests/ui/support/small_model.h"
#include "widgets/annotator.h"
#include "widgets/models/example_table.h"
#include "widgets/panels/data_detail.h"
#include "widgets/panels/data_panel.h"

#include <gtest/gtest.h>

#include <csignal>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <sys/wait.h>
#include <unistd.h>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

class LabellingTest : public tests::SmallModelFixture {
protected:
    ~LabellingTest() override { QSettings().remove(QStringLiteral("labelling")); }
    void openPanel(int examples) {
        open(examples);
        Annotator::of(session()).setName(QStringLiteral("ann"));
        showPanel(examples);
    }
    void showPanel(int examples) {
        panel_ = std::make_unique<DataPanel>(session());
        show(*panel_);
        table_ = panel_->findChild<QTableView*>(QStringLiteral("examples"));
        model_ = panel_->findChild<ExampleTable*>();
        ASSERT_TRUE(QTest::qWaitFor([&] { return model_->rowCount() == examples && model_->row(0) && table_->isVisible(); }));
        table_->setFocus();
    }
    int row() const { return table_->currentIndex().row(); }
    // Presses a key and waits until another row is up; what the key said must be on disk by then.
    void pressAndMove(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        const int before = row();
        QTest::keyClick(table_, key, modifiers);
        ASSERT_TRUE(QTest::qWaitFor([&] { return row() != before; })) << "key " << key;
    }
    ExampleRow onDisk(int row) { return Store::open(session().storePath())->examples({model_->ids()[std::size_t(row)]})->front(); }
    std::string saidBy(int row, const std::string& annotator) {
        for (const auto& said : onDisk(row).annotations)
            if (said.annotator == annotator)
                return said.label;
        return "nothing";
    }

    std::unique_ptr<DataPanel> panel_;
    QTableView* table_ = nullptr;
    ExampleTable* model_ = nullptr;
};

} // namespace

TEST_F(LabellingTest, ALabelIsOnDiskBeforeTheNextExampleAppears) {
    openPanel(30);
    QTest::keyClick(table_, Qt::Key_2); // labels of the data: high, low, medium
    EXPECT_EQ(row(), 0) << "the example stays until its label is written";
    ASSERT_TRUE(QTest::qWaitFor([&] { return row() == 1; }));
    EXPECT_EQ(saidBy(0, "ann"), "low");
    EXPECT_EQ(onDisk(0).example.label, "low");
    EXPECT_EQ(model_->row(0)->example.label, "low");
    pressAndMove(Qt::Key_0);
    EXPECT_EQ(onDisk(1).example.label, "");
    pressAndMove(Qt::Key_S);
    EXPECT_EQ(saidBy(2, "ann"), "nothing") << "skipped";
    QTest::keyClick(table_, Qt::Key_F);
    ASSERT_TRUE(QTest::qWaitFor([&] { return onDisk(3).flagged; }));
    EXPECT_EQ(row(), 3) << "a flag does not move on";
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->findChild<QPushButton*>(QStringLiteral("flagExample"))->isChecked(); }));
    auto* shown = panel_->findChild<QComboBox*>(QStringLiteral("showExamples"));
    shown->setCurrentIndex(2);
    ASSERT_TRUE(QTest::qWaitFor([&] { return model_->rowCount() == 1; }));
    shown->setCurrentIndex(1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return model_->rowCount() == 28; })) << "not labelled by ann";
}

TEST_F(LabellingTest, UndoAndRedoGoAllTheWay) {
    openPanel(60);
    for (int i = 0; i < 50; ++i)
        pressAndMove(Qt::Key(Qt::Key_1 + i % 3));
    const auto history = [&] { return saidBy(0, "ann") + saidBy(25, "ann") + saidBy(49, "ann"); };
    EXPECT_EQ(history(), "highlowlow");
    QTest::keyClick(table_, Qt::Key_F);
    ASSERT_TRUE(QTest::qWaitFor([&] { return onDisk(50).flagged; }));
    auto* undo = panel_->findChild<QPushButton*>(QStringLiteral("undoLabel"));
    auto* redo = panel_->findChild<QPushButton*>(QStringLiteral("redoLabel"));
    int undone = 0;
    while (QTest::qWaitFor([&] { return undo->isEnabled(); }, 1000)) {
        QTest::keyClick(table_, Qt::Key_Z, Qt::ControlModifier);
        ++undone;
    }
    EXPECT_EQ(undone, 51);
    EXPECT_EQ(history(), "nothingnothingnothing");
    EXPECT_EQ(onDisk(25).example.label, "low") << "as imported: 25 % 3";
    EXPECT_FALSE(onDisk(50).flagged);
    EXPECT_EQ(row(), 0) << "what was taken back is on screen";
    while (QTest::qWaitFor([&] { return redo->isEnabled(); }, 1000))
        QTest::keyClick(table_, Qt::Key_Y, Qt::ControlModifier);
    EXPECT_EQ(history(), "highlowlow");
    EXPECT_TRUE(onDisk(50).flagged);
}

TEST_F(LabellingTest, AnotherAnnotatorLabelsWithoutSeeingTheFirstOnes) {
    openPanel(30);
    pressAndMove(Qt::Key_2);
    auto* name = panel_->findChild<QComboBox*>(QStringLiteral("annotator"));
    name->lineEdit()->selectAll();
    QTest::keyClicks(name->lineEdit(), QStringLiteral("bob"));
    QTest::keyClick(name->lineEdit(), Qt::Key_Return);
    EXPECT_EQ(Annotator::of(session()).name(), QStringLiteral("bob"));
    QTest::mouseClick(panel_->findChild<QCheckBox*>(QStringLiteral("blind")), Qt::LeftButton, {}, QPoint(8, panel_->findChild<QCheckBox*>(QStringLiteral("blind"))->height() / 2));
    EXPECT_EQ(model_->index(0, ExampleTable::Label).data().toString(), QString());
    EXPECT_EQ(model_->headerData(ExampleTable::Label, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("My label"));
    table_->setCurrentIndex(model_->index(0, 1));
    table_->setFocus();
    pressAndMove(Qt::Key_1);
    EXPECT_EQ(saidBy(0, "ann"), "low");
    EXPECT_EQ(saidBy(0, "bob"), "high");
    panel_->findChild<QComboBox*>(QStringLiteral("showExamples"))->setCurrentIndex(3);
    ASSERT_TRUE(QTest::qWaitFor([&] { return model_->rowCount() == 1; })) << "annotators differ on one";
}

TEST_F(LabellingTest, TheTeacherSuggestsAndEnterAccepts) {
    openWithTeacher();
    fill(session().storePath(), 40);
    {
        auto store = Store::open(session().storePath());
        ASSERT_TRUE(store->addExamples(1, syntheticReviews(40, 9)));
    }
    Task task;
    task.promptTemplate = "{prompt}\nRisk:";
    task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
    Experiment experiment = session().experiment();
    experiment.data.task = (folder() + QStringLiteral("/task.json")).toStdString();
    ASSERT_TRUE(writeTask(task, experiment.data.task));
    session().setExperiment(experiment);
    Annotator::of(session()).setName(QStringLiteral("ann"));
    showPanel(80);
    auto* uncertain = panel_->findChild<QPushButton*>(QStringLiteral("uncertainFirst"));
    EXPECT_FALSE(uncertain->isEnabled()) << "nothing is suggested yet";
    QTest::mouseClick(panel_->findChild<QPushButton*>(QStringLiteral("suggestLabels")), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return uncertain->isEnabled() && panel_->findChild<QPushButton*>(QStringLiteral("suggestLabels"))->isEnabled(); }, 60'000));
    auto* detail = panel_->findChild<DataDetail*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !detail->suggestion().isEmpty(); }));
    QSignalSpy loaded(model_, &ExampleTable::loaded);
    QTest::mouseClick(uncertain, Qt::LeftButton);
    EXPECT_EQ(model_->query().sortBy, "uncertainty");
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1 && model_->row(0) && model_->row(79) && detail->row() && detail->row()->rowid == model_->ids()[0]; }));
    for (int i = 1; i < 80; ++i)
        EXPECT_GE(model_->row(i - 1)->suggestion->entropy, model_->row(i)->suggestion->entropy) << i;
    table_->setFocus();
    const auto first = detail->suggestion().toStdString();
    pressAndMove(Qt::Key_Return);
    EXPECT_EQ(saidBy(0, "ann"), first);
    const auto second = detail->suggestion().toStdString();
    pressAndMove(Qt::Key_Space);
    EXPECT_EQ(saidBy(1, "ann"), second);
}

TEST_F(LabellingTest, WithoutATeacherSuggestingSaysWhatIsMissing) {
    openPanel(10);
    QTest::mouseClick(panel_->findChild<QPushButton*>(QStringLiteral("suggestLabels")), Qt::LeftButton);
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("this experiment has none")));
}

// The window is killed the moment the next example is up, as often as told; each time the label must be there.
TEST_F(LabellingTest, AKilledWindowLosesNoLabel) {
    open(200);
    const std::string project = folder().toStdString(), store = session().storePath();
    for (int round = 0; round < 5; ++round) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const pid_t child = fork();
        if (child == 0) { // its own program, because threads and the platform do not survive a fork
            const std::string pipeNumber = std::to_string(told[1]);
            setenv("STILLHOUSE_LABEL_CHILD", (project + "|" + pipeNumber + "|" + std::to_string(round * 20)).c_str(), 1);
            execl("/proc/self/exe", "test_ui", "--gtest_also_run_disabled_tests", "--gtest_filter=*DISABLED_ChildThatLabels", "--gtest_brief=1", nullptr);
            _exit(127);
        }
        close(told[1]);
        int rows = 0, row = 0;
        while (rows < 3 + round * 2 && read(told[0], &row, sizeof row) == sizeof row)
            ++rows;
        kill(child, SIGKILL);
        while (read(told[0], &row, sizeof row) == sizeof row)
            ++rows;
        close(told[0]);
        waitpid(child, nullptr, 0);
        ASSERT_GE(rows, 3 + round * 2);
        auto opened = Store::open(store);
        ExampleQuery query;
        query.dataset = 1;
        const auto ids = *opened->exampleIds(query);
        for (int i = 0; i < rows; ++i) {
            const auto said = opened->examples({ids[std::size_t(round * 20 + i)]})->front().annotations;
            ASSERT_EQ(said.size(), 1u) << "round " << round << ", label " << i;
            EXPECT_EQ(said[0].label, "low");
        }
    }
}

TEST_F(LabellingTest, DISABLED_ChildThatLabels) {
    const auto parts = qEnvironmentVariable("STILLHOUSE_LABEL_CHILD").split(u'|');
    ASSERT_EQ(parts.size(), 3);
    session().openProject(parts[0].toStdString());
    Annotator::of(session()).setName(QStringLiteral("ann"));
    showPanel(200);
    table_->setCurrentIndex(model_->index(parts[2].toInt(), 1));
    for (int i = 0; i < 19; ++i) {
        pressAndMove(Qt::Key_2);
        const int at = row();
        ASSERT_EQ(::write(parts[1].toInt(), &at, sizeof at), ssize_t(sizeof at));
    }
    pause();
}
