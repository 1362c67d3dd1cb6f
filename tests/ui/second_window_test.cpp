// SPDX-License-Identifier: GPL-3.0-or-later
// What another process writes into the project appears in an open window by itself, and nothing there moves.
#include "app/main_window.h"
#include "tests/ui/project_fixture.h"
#include "tests/ui/support/child.h"
#include "widgets/models/example_table.h"
#include "widgets/panels/run_log.h"
#include "widgets/panels/run_plots.h"
#include "widgets/panels/share_bars.h"
#include "widgets/plot/line_plot.h"

#include <QComboBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QWheelEvent>
#include <algorithm>

using namespace stillhouse;
using namespace stillhouse::widgets;
using stillhouse::tests::Child;
using stillhouse::tests::tell;

namespace {

const QString kProject = QStringLiteral("STILLHOUSE_CHILD_PROJECT");

class SecondWindow : public tests::ProjectFixture {
protected:
    void showProject(const char* page) {
        open(2000);
        window_.resize(1280, 800);
        window_.show();
        window_.openProject(folder());
        window_.showPanel(QLatin1String(page));
    }
    Child other(const char* name) { return Child(QLatin1String(name), {{kProject, folder()}}); }
    static bool soon(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, 20'000); }

    app::MainWindow window_{false};
};

Store openStore() { return std::move(*Store::open((qEnvironmentVariable(kProject.toLatin1()) + QStringLiteral("/project.db")).toStdString())); }

std::vector<Report> points(int first, int last) {
    std::vector<Report> reports{StageState{"A", 0, "distill.soft", StageStatus::Running, 1}, Event{"A", 0, first, Severity::Info, "log", Text("step"), "", 1}};
    for (int step = first; step < last; ++step)
        reports.push_back(Metric{"A", 0, "loss", step, 1.0 / (1 + step)});
    return reports;
}

} // namespace

// --- the other process ---

TEST(SecondWindowChild, DISABLED_Labels) {
    Store store = openStore();
    for (std::int64_t row = 1001; row <= 1010; ++row)
        ASSERT_TRUE(store.setLabel(row, "urgent", "somebody else"));
    ASSERT_TRUE(store.setFlag(1008, true));
    tell(QStringLiteral("done"));
}

// Writes a run in two halves; the second when its parent has seen the first.
TEST(SecondWindowChild, DISABLED_Runs) {
    Store store = openStore();
    const auto id = store.beginRun(*readExperiment((qEnvironmentVariable(kProject.toLatin1()) + QStringLiteral("/experiment.json")).toStdString()), "/run", "0");
    ASSERT_TRUE(id);
    ASSERT_TRUE(store.write(*id, points(0, 50)));
    tell(QStringLiteral("half"));
    while (!QFile::exists(qEnvironmentVariable(kProject.toLatin1()) + QStringLiteral("/go")))
        QTest::qSleep(20);
    ASSERT_TRUE(store.write(*id, points(50, 100)));
    ASSERT_TRUE(store.setNote(*id, "written elsewhere"));
    ASSERT_TRUE(store.write(*id, {RunState{RunStatus::Finished, {}}}));
    tell(QStringLiteral("done"));
}

// --- the window ---

TEST_F(SecondWindow, LabelsOfAnotherProcessAppearWhereTheyAre) {
    showProject("data");
    auto* table = window_.findChild<QTableView*>(QStringLiteral("examples"));
    auto* model = window_.findChild<ExampleTable*>();
    ASSERT_TRUE(soon([&] { return model->rowCount() == 2000; }));
    table->scrollTo(model->index(1000, 0), QAbstractItemView::PositionAtTop);
    table->setCurrentIndex(model->index(1004, ExampleTable::Prompt));
    ASSERT_TRUE(soon([&] { return model->row(1004).has_value(); }));
    const int scrolled = table->verticalScrollBar()->value();
    ASSERT_GT(scrolled, 0);
    QSignalSpy reset(model, &ExampleTable::modelReset);
    Child child = other("SecondWindowChild.DISABLED_Labels");
    EXPECT_TRUE(soon([&] { return model->index(1004, ExampleTable::Label).data().toString() == QStringLiteral("urgent"); }));
    EXPECT_TRUE(soon([&] { const auto row = model->row(1007); return row && row->flagged; }));
    const auto counted = [](const Share& share) { return share.key == QStringLiteral("urgent") && share.value == 10; };
    const auto bars = window_.findChildren<ShareBars*>();
    EXPECT_TRUE(soon([&] {
        return std::any_of(bars.begin(), bars.end(), [&](const ShareBars* bar) { return std::any_of(bar->shares().begin(), bar->shares().end(), counted); });
    })) << "the counts beside the table";
    const auto boxes = window_.findChildren<QComboBox*>();
    EXPECT_TRUE(std::any_of(boxes.begin(), boxes.end(), [](const QComboBox* box) { return box->findData(QStringLiteral("urgent")) > 0; })) << "the filter offers the new label";
    EXPECT_EQ(table->currentIndex().row(), 1004);
    EXPECT_EQ(table->verticalScrollBar()->value(), scrolled);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_TRUE(child.wait());
    EXPECT_EQ(child.exitCode(), 0) << child.output().toStdString();
}

TEST_F(SecondWindow, ARunOfAnotherProcessIsListedAndItsCurvesGrow) {
    showProject("compare");
    window_.showPanel(QStringLiteral("run"));
    Child child = other("SecondWindowChild.DISABLED_Runs");
    auto* loss = window_.findChild<RunPlots*>()->plot("loss");
    ASSERT_TRUE(soon([&] { return loss->pointCount() == 50; })) << loss->pointCount() << child.output().toStdString();
    auto* runs = window_.findChild<QTableView*>(QStringLiteral("runsTable"));
    EXPECT_TRUE(soon([&] { return runs->model()->rowCount() == 1; }));
    // A look at a part of the curve stays while it grows.
    const QPointF middle = loss->toPixel(25, loss->viewRange().center().y());
    QWheelEvent wheel(middle, loss->canvas()->mapToGlobal(middle), {}, {0, 360}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(loss->canvas(), &wheel);
    loss->redrawNow();
    const QRectF view = loss->viewRange();
    tests::ProjectFixture::write(QStringLiteral("go"), "");
    EXPECT_TRUE(soon([&] { return loss->pointCount() == 100; })) << loss->pointCount();
    EXPECT_EQ(loss->viewRange(), view);
    EXPECT_TRUE(soon([&] { return window_.findChild<RunLog*>()->shownEvents()->rowCount() == 2; }));
    const auto says = [&](const QString& words) {
        for (int column = 0; column < runs->model()->columnCount(); ++column)
            if (runs->model()->rowCount() == 1 && runs->model()->index(0, column).data().toString() == words)
                return true;
        return false;
    };
    EXPECT_TRUE(soon([&] { return says(QStringLiteral("written elsewhere")); }));
    EXPECT_TRUE(child.wait());
    EXPECT_EQ(child.exitCode(), 0) << child.output().toStdString();
}
