// SPDX-License-Identifier: GPL-3.0-or-later
// The comparer: two finished runs, the columns that matter, a tag and a note, what differs between their documents, whether B is worse
// than A and on which examples, the frontier, the brief's claims, and a report to send.
#include "tests/ui/compare_fixture.h"
#include "tests/ui/support/journey.h"
#include "widgets/models/cell_table.h"
#include "widgets/plot/scatter_plot.h"

#include <QDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QTableView>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

class ComparerJourney : public Journey {
protected:
    // "first" is measured() of the fixture; "second" has another seed and rate, and an A that is right on all four examples.
    void writeRuns() {
        QByteArray rows; // all of them in the test split
        for (const char* prompt : {"pay rent", "wire abroad", "buy bread", "cash at night"})
            rows += "{\"id\":\"" + QByteArray::number(rows.count('\n') + 1) + "\",\"prompt\":\"" + prompt + "\",\"label\":\"low\",\"split\":\"test\"}\n";
        writeText(project_.path("data.jsonl"), rows);
        auto store = Store::open(project_.path("project.db").toStdString());
        ASSERT_TRUE(store) << store.error().english();
        Experiment experiment = *readExperiment(project_.path("experiment.json").toStdString());
        experiment.evaluate.gates = {"accuracy>0.7"};
        for (const char* name : {"first", "second"}) {
            const bool second = std::string(name) == "second";
            experiment.name = name;
            experiment.seed = second ? 5 : 1;
            if (second)
                experiment.strategies["A"][0].options["learning_rate"] = 0.01;
            const auto id = store->beginRun(experiment, project_.path("runs").toStdString(), "test");
            ASSERT_TRUE(id) << id.error().english();
            auto reports = measured();
            if (second)
                reports[1] = evaluation("A", 1.0, 100, {"low", "high", "low", "high"});
            ASSERT_TRUE(store->write(*id, curve(second)));
            ASSERT_TRUE(store->write(*id, reports));
            QTest::qWait(20); // another time of start
        }
    }
    int rowOf(const QString& run, const QString& subject) const {
        const auto* model = runs_->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, RunsTable::Run).data().toString() == run && model->index(row, RunsTable::Subject).data().toString() == subject)
                return row;
        return -1;
    }
    QModelIndex cellOf(const QString& run, const QString& subject, int column) const { return runs_->model()->index(rowOf(run, subject), column); }
    QString textOf(const QString& run, const QString& subject, int column) const { return cellOf(run, subject, column).data().toString(); }
    // F2, the words, Enter.
    void edit(int column, const QString& words) {
        clickRow(runs_, cellOf(QStringLiteral("first"), QStringLiteral("A"), column));
        QTest::keyClick(runs_, Qt::Key_F2);
        auto* editor = runs_->viewport()->findChild<QLineEdit*>();
        ASSERT_NE(editor, nullptr) << "F2 opens no editor";
        QTest::keyClicks(editor, words);
        QTest::keyClick(editor, Qt::Key_Return);
        EXPECT_TRUE(waitFor([&] { return textOf(QStringLiteral("first"), QStringLiteral("teacher"), column) == words; })) << "every line of the run shows it";
    }
    QString cell(const char* table, int row, int column) const { return find<QTableView>(table)->model()->index(row, column).data().toString(); }
    QTabWidget* tabs() const { return find<QTabWidget>("compareTabs"); }
    void chooseColumnsTagAndNote();
    void lookAtWhatDiffers();
    void lookAtExamples();
    void lookAtFrontierAndClaims();
    void report();

    SmallProject project_;
    QTableView* runs_ = nullptr;
};

void ComparerJourney::chooseColumnsTagAndNote() {
    EXPECT_TRUE(runs_->isColumnHidden(RunsTable::Recall));
    QPushButton* columns = nullptr;
    for (auto* button : page("compare")->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Columns"))
            columns = button;
    ASSERT_NE(columns, nullptr);
    pickFromMenu(columns, QStringLiteral("Recall"));
    EXPECT_FALSE(runs_->isColumnHidden(RunsTable::Recall));
    edit(RunsTable::Tags, QStringLiteral("baseline"));
    edit(RunsTable::Note, QStringLiteral("kept for the paper"));
    type(find<QLineEdit>("runsFilter"), QStringLiteral("paper"));
    EXPECT_TRUE(waitFor([&] { return runs_->model()->rowCount() == 3; })) << "the note is found";
    find<QLineEdit>("runsFilter")->clear();
    ASSERT_TRUE(waitFor([&] { return runs_->model()->rowCount() == 6; }));
}

void ComparerJourney::lookAtWhatDiffers() {
    clickRow(runs_, cellOf(QStringLiteral("first"), QStringLiteral("A"), RunsTable::Run));
    clickRow(runs_, cellOf(QStringLiteral("second"), QStringLiteral("A"), RunsTable::Run), Qt::ControlModifier);
    clickTab(tabs(), QStringLiteral("Settings"));
    auto* table = find<QTableView>("documentChanges");
    ASSERT_TRUE(waitFor([&] { return table->model()->rowCount() == 3; })) << "name, seed and learning rate, nothing else: " << table->model()->rowCount();
    QStringList keys;
    for (int row = 0; row < 3; ++row)
        keys << cell("documentChanges", row, 0);
    EXPECT_TRUE(keys.join(u' ').contains(QStringLiteral("learning_rate"))) << qPrintable(keys.join(u' '));
    clickTab(tabs(), QStringLiteral("Curves"));
    EXPECT_TRUE(waitFor([&] { return find<QComboBox>("curveMetric")->count() == 2; })) << "loss and τ of both";
}

void ComparerJourney::lookAtExamples() {
    clickRow(runs_, cellOf(QStringLiteral("first"), QStringLiteral("A"), RunsTable::Run));
    clickTab(tabs(), QStringLiteral("Side by side"));
    EXPECT_TRUE(says(QStringLiteral("A  accuracy>0.7: passed"))) << "the gate, in words";
    EXPECT_TRUE(says(QStringLiteral("B  accuracy>0.7: missed")));
    auto* side = find<QTableView>("compareTable");
    QString accuracy;
    for (int column = 0; column < side->model()->columnCount(); ++column)
        accuracy += side->model()->index(0, column).data().toString() + u'|';
    EXPECT_TRUE(accuracy.contains(QStringLiteral("p = 0.030  significant"))) << qPrintable(accuracy);
    clickTab(tabs(), QStringLiteral("Differences"));
    auto* table = find<QTableView>("differencesTable");
    ASSERT_TRUE(waitFor([&] { return table->model()->rowCount() == 3; }));
    choose(find<QComboBox>("flipFilter"), 1);
    ASSERT_EQ(table->model()->rowCount(), 2) << "A is right and B wrong on examples 2 and 3";
    clickRow(table, table->model()->index(0, 0));
    EXPECT_TRUE(says(QStringLiteral("wire abroad"))) << "the example's own words";
}

void ComparerJourney::lookAtFrontierAndClaims() {
    clickTab(tabs(), QStringLiteral("Pareto"));
    auto* pareto = find<ScatterPlot>("paretoPlot");
    ASSERT_TRUE(waitFor([&] { return pareto->isVisible() && pareto->points().size() == 6; }));
    pareto->redrawNow();
    for (const auto& point : pareto->points())
        if (point.name == QStringLiteral("second B"))
            QTest::mouseClick(pareto->canvas(), Qt::LeftButton, {}, pareto->toPixel(point.x, point.y).toPoint());
    EXPECT_EQ(tabs()->currentIndex(), 0) << "a click opens a run";
    clickTab(tabs(), QStringLiteral("Claims"));
    auto* claims = find<QTableView>("claimsTable");
    ASSERT_TRUE(waitFor([&] { return claims->model()->rowCount() == 9; }));
    EXPECT_EQ(cell("claimsTable", 1, 0), QStringLiteral("met")) << "accuracy 1.0 of the second run";
    EXPECT_EQ(cell("claimsTable", 2, 0), QStringLiteral("not measured"));
    clickRow(claims, claims->model()->index(1, 0));
    click(find<QPushButton>("claimsOpenRun"));
    EXPECT_EQ(runs_->currentIndex().siblingAtColumn(RunsTable::Run).data().toString(), QStringLiteral("second"));
}

void ComparerJourney::report() {
    click(find<QPushButton>("reportButton"));
    auto* dialog = window_->findChild<QDialog*>();
    ASSERT_TRUE(dialog && waitFor([&] { return dialog->isVisible(); }));
    auto* path = find<QLineEdit>("reportPath", dialog);
    for (const auto& [line, ending] : {std::pair(0, "pdf"), std::pair(1, "html")}) {
        choose(find<QComboBox>("reportFormat", dialog), line);
        path->selectAll();
        type(path, project_.path("report.") + QLatin1String(ending));
        click(find<QPushButton>("writeReport", dialog));
        EXPECT_TRUE(says(QStringLiteral("Written: report.") + QLatin1String(ending), dialog, 20000));
        EXPECT_GT(QFileInfo(project_.path("report.") + QLatin1String(ending)).size(), 4000);
    }
    QFile html(project_.path("report.html"));
    ASSERT_TRUE(html.open(QIODevice::ReadOnly));
    EXPECT_TRUE(html.readAll().contains("second"));
    clickText(QStringLiteral("Close"), dialog);
}

} // namespace

TEST_F(ComparerJourney, FromTwoRunsToAReport) {
    writeRuns();
    openWindow(false);
    window_->openProject(project_.folder());
    goTo("compare");
    runs_ = find<QTableView>("runsTable");
    ASSERT_TRUE(waitFor([&] { return runs_->isVisible() && runs_->model()->rowCount() == 6; })) << "three models of each run";
    chooseColumnsTagAndNote();
    lookAtWhatDiffers();
    lookAtExamples();
    lookAtFrontierAndClaims();
    report();
}
