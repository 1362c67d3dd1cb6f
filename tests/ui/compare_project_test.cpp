// SPDX-License-Identifier: GPL-3.0-or-later
// What the Compare page says over several runs: curves, documents, claims, cost, and the frontier.
#include "tests/ui/compare_fixture.h"
#include "widgets/form/number_field.h"
#include "widgets/models/cell_table.h"
#include "widgets/panels/compare_changes.h"
#include "widgets/panels/compare_claims.h"
#include "widgets/panels/compare_costs.h"
#include "widgets/panels/compare_curves.h"
#include "widgets/plot/box_plot.h"
#include "widgets/plot/line_plot.h"
#include "widgets/plot/scatter_plot.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

enum Tab { SideTab, LatencyTab, ParetoTab, DifferencesTab, CurvesTab, SettingsTab, ClaimsTab, CostTab };

void go(CompareFixture& f, Tab tab) {
    f.panel->findChild<QTabWidget*>(QStringLiteral("compareTabs"))->setCurrentIndex(tab);
    QTest::qWait(20);
}

QString textAt(const CellTable* table, int row, int column) { return table->index(row, column).data().toString(); }

// Both runs, by a click on the first line and one with Ctrl on the line of the other run.
void selectBoth(CompareFixture& f) {
    auto* view = f.panel->runs()->view();
    const auto click = [&](const std::string& run, Qt::KeyboardModifiers keys) {
        for (int row = 0; row < view->model()->rowCount(); ++row)
            if (view->model()->index(row, RunsTable::Id).data().toString().toStdString() == run) {
                const auto at = view->visualRect(view->model()->index(row, RunsTable::Run)).center();
                QTest::mouseClick(view->viewport(), Qt::LeftButton, keys, at);
                return;
            }
    };
    click(f.second, {});
    click(f.first, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return f.panel->runs()->selected().size() == 2; }));
}

} // namespace

TEST(CompareProject, CurvesOfSelectedRunsLieOverEachOther) {
    CompareFixture f(2, true);
    ASSERT_TRUE(f.loaded());
    go(f, CurvesTab);
    auto* plot = f.panel->curves()->plot();
    ASSERT_TRUE(waitFor([&] { return plot->seriesCount() == 1; }));
    EXPECT_EQ(plot->pointCount(0), 4) << "two stages of two steps";
    selectBoth(f);
    ASSERT_TRUE(waitFor([&] { return plot->seriesCount() == 2; }));
    QStringList names{plot->seriesName(0), plot->seriesName(1)};
    names.sort();
    EXPECT_EQ(names, (QStringList{QStringLiteral("first A"), QStringLiteral("second A")}));
    auto* metric = f.panel->findChild<QComboBox*>(QStringLiteral("curveMetric"));
    ASSERT_EQ(metric->count(), 2);
    EXPECT_EQ(metric->itemText(0), QStringLiteral("Loss"));
    metric->setFocus();
    QTest::keyClick(metric, Qt::Key_Down);
    EXPECT_TRUE(waitFor([&] { return plot->title() == QStringLiteral("Temperature τ"); }));
}

TEST(CompareProject, DocumentsShowOnlyWhatDiffers) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    go(f, SettingsTab);
    const auto* table = f.panel->changes()->table();
    EXPECT_TRUE(waitFor([&] { return table->rowCount() == 2; })) << "the oldest run alone stands beside the one after it";
    selectBoth(f);
    ASSERT_TRUE(waitFor([&] { return table->rowCount() == 2; }));
    EXPECT_EQ(textAt(table, 0, 0), QStringLiteral("name"));
    EXPECT_EQ(textAt(table, 0, 2), QStringLiteral("\"first\"")) << "the older one stands left";
    EXPECT_EQ(textAt(table, 0, 3), QStringLiteral("\"second\""));
    EXPECT_EQ(textAt(table, 1, 0), QStringLiteral("seed"));
}

TEST(CompareProject, ClaimsStandBesideWhatWasMeasured) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    go(f, ClaimsTab);
    const auto* table = f.panel->claims()->table();
    ASSERT_TRUE(waitFor([&] { return table->rowCount() == 9; }));
    // 400 bytes against 4,000: 90 % smaller. 0.75 is the better of the two accuracies.
    EXPECT_EQ(textAt(table, 0, 0), QStringLiteral("not met"));
    EXPECT_EQ(textAt(table, 0, 3), QStringLiteral("90.00 %"));
    EXPECT_EQ(textAt(table, 1, 3), QStringLiteral("75.00 % (73.00 to 77.00)"));
    EXPECT_EQ(textAt(table, 1, 5), QStringLiteral("0 of 2"));
    EXPECT_EQ(textAt(table, 2, 0), QStringLiteral("not measured"));
    EXPECT_EQ(textAt(table, 2, 3), QStringLiteral("–"));
    auto* view = f.panel->findChild<QTableView*>(QStringLiteral("claimsTable"));
    EXPECT_TRUE(view->isColumnHidden(6)) << "what was measured stands below the claim";
    int met = 0, unknown = 0;
    for (int row = 0; row < 9; ++row) {
        met += textAt(table, row, 0).startsWith(QStringLiteral("met"));
        unknown += textAt(table, row, 0) == QStringLiteral("not measured");
    }
    EXPECT_EQ(f.panel->findChild<QLabel*>(QStringLiteral("claimsSummary"))->text(),
              QStringLiteral("%1 met · %2 not met · %3 not measured").arg(met).arg(9 - met - unknown).arg(unknown));
    auto* open = f.panel->findChild<QPushButton*>(QStringLiteral("claimsOpenRun"));
    f.panel->runs()->choose(f.second);
    view->setCurrentIndex(view->model()->index(2, 0));
    EXPECT_TRUE(waitFor([&] { return !open->isEnabled(); })) << "no run measured it";
    view->setCurrentIndex(view->model()->index(1, 0));
    ASSERT_TRUE(waitFor([&] { return open->isEnabled(); }));
    QTest::mouseClick(open, Qt::LeftButton);
    EXPECT_EQ(f.panel->runs()->chosen(), f.first);
}

// The mean of 1 … 10 ms is 5.5; on two threads a million requests are 5.5 · 2 / 3.6 = 3.0556 CPU hours, at 0.36 an hour 1.1.
TEST(CompareProject, CostFollowsThePriceThatIsTyped) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    go(f, CostTab);
    const auto* table = f.panel->costs()->table();
    ASSERT_TRUE(waitFor([&] { return table->rowCount() == 3; }));
    auto* price = f.panel->costs()->price();
    price->setFocus();
    price->selectAll();
    QTest::keyClicks(price, QStringLiteral("0.36"));
    QTest::keyClick(price, Qt::Key_Return);
    EXPECT_TRUE(textAt(table, 0, 2).startsWith(QStringLiteral("5.50 (")));
    EXPECT_EQ(textAt(table, 0, 5), QStringLiteral("3.056"));
    EXPECT_TRUE(table->index(0, 5).data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("3.056 (")));
    EXPECT_TRUE(textAt(table, 0, 6).startsWith(QStringLiteral("1.1000 ("))) << qPrintable(textAt(table, 0, 6));
    EXPECT_EQ(textAt(table, 1, 7), QStringLiteral("100.0"));
    CompareCosts again;
    EXPECT_DOUBLE_EQ(again.price()->value(), 0.36) << "the price is remembered";
}

// 1 … 10: the quartiles lie at ranks 2.25 and 6.75 of 0 … 9.
TEST(CompareProject, LatenciesHaveBoxes) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    ASSERT_EQ(f.panel->latency()->boxes()->samples().size(), 3u);
    const auto& box = f.panel->latency()->boxes()->samples()[0].box;
    EXPECT_DOUBLE_EQ(box.lowQuartile, 3.25);
    EXPECT_DOUBLE_EQ(box.median, 5.5);
    EXPECT_DOUBLE_EQ(box.highQuartile, 7.75);
    EXPECT_TRUE(f.panel->latency()->boxes()->csv().contains(QStringLiteral(",10,1,1,3.25,5.5,7.75,10,10,0\n")));
}

// All three take 5.5 ms: the teacher is the most accurate, A is smaller; B is larger and worse than A.
TEST(CompareProject, TheFrontierOfThreeMeasuresIsRinged) {
    CompareFixture f;
    ASSERT_TRUE(f.loaded());
    std::map<QString, bool> ringed;
    for (const auto& point : f.panel->pareto()->points())
        ringed[point.name] = point.frontier;
    EXPECT_EQ(ringed, (std::map<QString, bool>{{QStringLiteral("first A"), true}, {QStringLiteral("first B"), false}, {QStringLiteral("first teacher"), true}}));
}
