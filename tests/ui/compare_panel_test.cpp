// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"
#include "tests/ui/compare_fixture.h"
#include "widgets/plot/ecdf_plot.h"
#include "widgets/plot/scatter_plot.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

TEST(ComparePanel, AnEmptyProjectOffersTheRun) {
    CompareFixture f(0);
    QSignalSpy start(&f.session, &Session::startRequested);
    QPushButton* run = nullptr;
    ASSERT_TRUE(waitFor([&] {
        for (auto* button : f.panel->findChildren<QPushButton*>())
            if (button->isVisible() && button->isEnabled() && button->text() == QStringLiteral("Run both strategies"))
                run = button;
        return run != nullptr;
    }));
    QTest::mouseClick(run, Qt::LeftButton);
    EXPECT_EQ(start.count(), 1);
}

TEST(ComparePanel, ListsEveryRunAndShowsTheMeasuredOneSideBySide) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    EXPECT_EQ(f.panel->runs()->table()->rowCount(), 4) << "three subjects of the first run, one line for the unmeasured one";
    EXPECT_EQ(f.panel->runs()->chosen(), f.first);
    EXPECT_EQ(f.cell("accuracy", ComparisonTable::A), QStringLiteral("0.7500"));
    EXPECT_EQ(f.panel->side()->table()->index(f.panel->side()->table()->rowOf("accuracy"), ComparisonTable::A).data(ComparisonTable::IntervalRole).toString(),
              QStringLiteral("± 0.0200"));
    EXPECT_EQ(f.cell("accuracy", ComparisonTable::Difference), QStringLiteral("-0.2500  p = 0.030  significant"));
    EXPECT_EQ(f.cell("parameters_ratio", ComparisonTable::A), QStringLiteral("10.0"));
    auto* table = f.panel->side()->table();
    EXPECT_TRUE(table->index(table->rowOf("accuracy"), ComparisonTable::A).data(Qt::FontRole).value<QFont>().bold());
    EXPECT_FALSE(table->index(table->rowOf("accuracy"), ComparisonTable::B).data(Qt::FontRole).value<QFont>().bold());
    EXPECT_NE(f.panel->findChild<QTableView*>(QStringLiteral("compareTable")), nullptr);
    EXPECT_NE(f.panel->findChild<QTableView*>(QStringLiteral("runsTable")), nullptr);
}

TEST(ComparePanel, ASimulatedFormatsTimeIsNoRecord) {
    ComparisonRow a, b;
    a.subject = "A", b.subject = "B";
    a.p50Ms = 2, b.p50Ms = 1;
    a.parameters = 200, b.parameters = 100;
    a.native = b.native = true;
    ComparisonTable table;
    const auto bold = [&](const char* metric, int column) { return table.index(table.rowOf(metric), column).data(Qt::FontRole).value<QFont>().bold(); };
    table.setRun({a, b}, {});
    EXPECT_TRUE(bold("p50", ComparisonTable::B));
    b.native = false;
    table.setRun({a, b}, {});
    EXPECT_FALSE(bold("p50", ComparisonTable::A) || bold("p50", ComparisonTable::B));
}

// Words of another language need other widths: "teacher" was cut where 教师 had fitted.
TEST(ComparePanel, ColumnsFitTheWordsOfANewLanguage) {
    app::applyLanguage(app::Language::Chinese);
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    const auto* view = f.panel->findChild<QTableView*>(QStringLiteral("runsTable"));
    const int narrow = view->columnWidth(RunsTable::Subject);
    app::applyLanguage(app::Language::English);
    ASSERT_TRUE(waitFor([&] { return view->columnWidth(RunsTable::Subject) != narrow; }));
    for (const int column : {RunsTable::Subject, RunsTable::Status, RunsTable::Accuracy})
        EXPECT_GE(view->columnWidth(column), static_cast<const QAbstractItemView*>(view)->sizeHintForColumn(column)) << column;
}

TEST(ComparePanel, RepeatsTheChosenRunWhenTheEngineIsFree) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    auto* repeat = f.panel->findChild<QPushButton*>(QStringLiteral("repeatRun"));
    ASSERT_NE(repeat, nullptr);
    f.session.setEngine({}, {MethodSpec{}});
    ASSERT_TRUE(repeat->isEnabled());
    QSignalSpy asked(&f.session, &Session::repeatRequested);
    QTest::mouseClick(repeat, Qt::LeftButton);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0].toString().toStdString(), f.panel->runs()->chosen());
    f.session.setRunning(true, "another");
    EXPECT_FALSE(repeat->isEnabled());
}

TEST(ComparePanel, GatesAreJudgedInWords) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    ASSERT_EQ(f.panel->side()->gateCount(), 2);
    QStringList texts{f.panel->side()->gateText(0), f.panel->side()->gateText(1)};
    texts.sort();
    EXPECT_EQ(texts[0], QStringLiteral("A  accuracy>0.7: passed, 0.7500 (95 % interval 0.7300 to 0.7700)"));
    EXPECT_EQ(texts[1], QStringLiteral("B  accuracy>0.7: missed, 0.5000 (95 % interval 0.4800 to 0.5200)"));
    ComparisonRow none;
    EXPECT_FALSE(judgeGate("accuracy>0.7", none).measured);
    EXPECT_FALSE(judgeGate("nonsense", none).measured);
    none.metrics = {{"accuracy", {0.7, 0.7, 0.7}}};
    EXPECT_FALSE(judgeGate("accuracy > 0.7", none).passed);
    EXPECT_TRUE(judgeGate("accuracy >= 0.7", none).passed);
}

TEST(ComparePanel, NotesAndTagsReachTheStore) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    auto* table = f.panel->runs()->table();
    int row = 0;
    while (table->run(row).id != f.first)
        ++row;
    EXPECT_TRUE(table->setData(table->index(row, RunsTable::Note), QStringLiteral("keep"), Qt::EditRole));
    EXPECT_TRUE(table->setData(table->index(row, RunsTable::Tags), QStringLiteral("paper, best , paper"), Qt::EditRole));
    EXPECT_FALSE(table->setData(table->index(row, RunsTable::Accuracy), 1, Qt::EditRole));
    auto store = Store::open(f.project.path("project.db").toStdString());
    ASSERT_TRUE(store);
    EXPECT_TRUE(waitFor([&] {
        const auto run = store->run(f.first);
        return run && *run && (*run)->note == "keep" && (*run)->tags.size() == 2;
    }));
}

TEST(ComparePanel, FilterAndColumnsAreTheUsers) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    auto* view = f.panel->findChild<QTableView*>(QStringLiteral("runsTable"));
    QTest::keyClicks(f.panel->findChild<QLineEdit*>(QStringLiteral("runsFilter")), QStringLiteral("second"));
    EXPECT_EQ(view->model()->rowCount(), 1);
    EXPECT_TRUE(view->isColumnHidden(RunsTable::Recall));
    f.panel->runs()->setColumnShown(RunsTable::Recall, true);
    ComparePanel another(f.session);
    EXPECT_FALSE(another.findChild<QTableView*>(QStringLiteral("runsTable"))->isColumnHidden(RunsTable::Recall)) << "the choice is remembered";
}

TEST(ComparePanel, TheRunsFillTheWidthThereIs) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    auto* view = f.panel->findChild<QTableView*>(QStringLiteral("runsTable"));
    f.panel->resize(1900, 900);
    EXPECT_TRUE(waitFor([&] { return view->horizontalHeader()->length() == view->viewport()->width(); }))
        << view->horizontalHeader()->length() << " of " << view->viewport()->width();
    f.panel->resize(700, 800);
    EXPECT_TRUE(waitFor([&] { return view->columnWidth(RunsTable::Note) == 80 && view->columnWidth(RunsTable::Run) >= 80; })) << "what does not fit is scrolled to";
}

TEST(ComparePanel, TheDifferencesListFiltersFlips) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    auto* table = f.panel->examples()->table();
    EXPECT_EQ(table->rowCount(), 3);
    auto* flip = f.panel->findChild<QComboBox*>(QStringLiteral("flipFilter"));
    flip->setCurrentIndex(int(Flip::RightToWrong));
    EXPECT_EQ(table->rowCount(), 2) << "A is right and B wrong on examples 2 and 3";
    flip->setCurrentIndex(int(Flip::WrongToRight));
    ASSERT_EQ(table->rowCount(), 1);
    EXPECT_EQ(table->example(0).id, "4");
}

TEST(ComparePanel, LatencyAndParetoShowEveryMeasuredModel) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    ASSERT_EQ(f.panel->latency()->plot()->sampleCount(), 3);
    EXPECT_EQ(f.panel->latency()->plot()->quantile(0, 0.9), 9);
    ASSERT_EQ(f.panel->pareto()->points().size(), 3u);
    f.panel->findChild<QTabWidget*>(QStringLiteral("compareTabs"))->setCurrentIndex(2);
    f.panel->runs()->choose(f.second);
    QTest::qWait(100);
    auto* pareto = f.panel->pareto();
    pareto->redrawNow();
    const auto& point = pareto->points()[0];
    QTest::mouseClick(pareto->canvas(), Qt::LeftButton, {}, pareto->toPixel(point.x, point.y).toPoint());
    EXPECT_EQ(f.panel->runs()->chosen(), f.first) << "a click opens the run";
}
