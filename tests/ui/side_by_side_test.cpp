// SPDX-License-Identifier: GPL-3.0-or-later
// One experiment, both strategies, one press: from the window to the filled table, and the same document from the command line.
#include "tests/ui/support/tiny_run.h"
#include "widgets/models/comparison_table.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/panels/compare_side.h"

#include <cmath>
#include <map>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <set>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

class SideBySide : public TinyRun {
protected:
    /// Presses the button; returns the run's id, empty where it did not finish.
    std::string runBoth() {
        QSignalSpy ended(&session(), &Session::runEnded);
        auto* run = window().findChild<QPushButton*>(QStringLiteral("runBoth"));
        EXPECT_TRUE(run->isEnabled()) << qPrintable(run->toolTip());
        QTest::mouseClick(run, Qt::LeftButton);
        EXPECT_TRUE(waitFor([&] { return ended.count() == 1; }, kRunMs));
        const auto state = ended.isEmpty() ? RunState{} : ended[0][0].value<RunState>();
        EXPECT_EQ(state.status, RunStatus::Finished) << state.error.english();
        return state.status == RunStatus::Finished ? session().runId() : std::string();
    }
    /// The project's document run by the command line, as its --json.
    QJsonObject runByCommand() {
        QProcess cli;
        cli.start(QStringLiteral(STILLHOUSE_BINARY_DIR "/stillhouse-cli"),
                  {QStringLiteral("run"), QString::fromStdString(folder() + "/experiment.json"), QStringLiteral("--store"),
                   QString::fromStdString(folder() + "/again.db"), QStringLiteral("--threads"), QString::number(threads()),
                   QStringLiteral("--json"), QStringLiteral("--quiet")});
        EXPECT_TRUE(waitFor([&] { return cli.state() == QProcess::NotRunning; }, kRunMs));
        EXPECT_EQ(cli.exitCode(), 0) << cli.readAllStandardError().toStdString();
        return QJsonDocument::fromJson(cli.readAllStandardOutput()).object();
    }
};

/// Every metric of every model of a run.
using Measured = std::map<std::string, std::map<std::string, double>>;

Measured measuredOf(const std::vector<ComparisonRow>& rows) {
    Measured out;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics)
            if (std::isfinite(metric.interval.value))
                out[row.subject][metric.name] = metric.interval.value;
    return out;
}

Measured measuredOf(const QJsonArray& evaluations) {
    Measured out;
    for (const auto& value : evaluations) {
        const auto one = value.toObject();
        const auto intervals = one[QStringLiteral("interval")].toObject();
        for (const QString& name : intervals.keys())
            if (one[name].isDouble())
                out[one[QStringLiteral("subject")].toString().toStdString()][name.toStdString()] = one[name].toDouble();
    }
    return out;
}

QString shownIn(const ComparisonTable& table, const char* metric, int column) {
    return table.index(table.rowOf(metric), column).data().toString();
}

// The table's line of a metric against the store's numbers, read as another program would.
void expectLine(const ComparisonTable& table, const Measured& measured, const char* metric) {
    ASSERT_GE(table.rowOf(metric), 0) << metric;
    for (const auto& [column, subject] :
         {std::pair(ComparisonTable::A, "A"), std::pair(ComparisonTable::B, "B"), std::pair(ComparisonTable::Teacher, "teacher")}) {
        ASSERT_TRUE(measured.count(subject)) << subject;
        EXPECT_EQ(shownIn(table, metric, column), QString::number(measured.at(subject).at(metric), 'f', 4)) << metric << " of " << subject;
    }
}

} // namespace

TEST_F(SideBySide, OnePressRunsBothAndTheTableIsWhatTheStoreSays) {
    ASSERT_NO_FATAL_FAILURE(open(cutDown));
    const std::string id = runBoth();
    ASSERT_FALSE(id.empty());

    const auto row = stored<std::optional<RunRow>>([&](Store& store) { return store.run(id); });
    ASSERT_TRUE(row);
    const auto asRun = parseExperiment(row->experiment, id, {});
    ASSERT_TRUE(asRun) << asRun.error().english();
    EXPECT_EQ(asRun->teachers.size(), 1u) << "one teacher, one data set and one budget for both";
    EXPECT_EQ(asRun->strategies.size(), 2u);
    std::multiset<std::string> done;
    for (const auto& stage : stored<std::vector<StageState>>([&](Store& store) { return store.stages(id); }))
        if (stage.status == StageStatus::Done)
            done.insert(stage.lane);
    EXPECT_EQ(done, (std::multiset<std::string>{"A", "A", "B", "B"}));

    go("compare");
    auto* panel = window().findChild<ComparePanel*>();
    ASSERT_TRUE(waitFor([&] { return panel->side()->table()->rowCount() > 0 && panel->runs()->chosen() == id; }, kEngineMs));
    EXPECT_TRUE(window().findChild<QTableView*>(QStringLiteral("compareTable"))->isVisible());
    const auto& table = *panel->side()->table();
    const auto compared = stored<Comparison>([&](Store& store) { return store.comparison({id}); });
    const auto measured = measuredOf(compared.rows);
    expectLine(table, measured, "accuracy");
    expectLine(table, measured, "f1");
    EXPECT_TRUE(shownIn(table, "accuracy", ComparisonTable::Difference).contains(QStringLiteral("p "))) << "A against B, paired";
    for (const int column : {ComparisonTable::A, ComparisonTable::B, ComparisonTable::Teacher})
        EXPECT_FALSE(shownIn(table, "p50", column).isEmpty()) << "latency, measured in turns";
    EXPECT_LT(shownIn(table, "parameters_ratio", ComparisonTable::A).toDouble(), 100);

    // The same document and seed without the window: the same numbers, to the last digit.
    const auto again = measuredOf(runByCommand()[QStringLiteral("evaluations")].toArray());
    ASSERT_EQ(again.size(), 3u);
    EXPECT_EQ(again, measured);
}

// A start that came between the end that the page was told and the engine's last words used to be lost.
TEST_F(SideBySide, ARunAskedForWhenAnotherEndsBegins) {
    ASSERT_NO_FATAL_FAILURE(open([](const Experiment& sample) {
        Experiment experiment = cutDown(sample);
        experiment.strategies["A"].resize(1);
        experiment.strategies["B"].clear();
        return experiment;
    }));
    QStringList seen; // what the store says of a run when its end is told
    QObject here;
    QObject::connect(&session(), &Session::runEnded, &here, [&] {
        const auto row = stored<std::optional<RunRow>>([&](Store& store) { return store.run(session().runId()); });
        seen << QString::fromStdString(row ? row->status : "none");
        if (seen.size() == 1)
            Q_EMIT session().startRequested(QStringLiteral("A"), false, {});
    });
    Q_EMIT session().startRequested(QStringLiteral("A"), false, {});
    EXPECT_TRUE(waitFor([&] { return seen.size() == 2 && !session().running(); }, 60000));
    EXPECT_EQ(seen, QStringList({QStringLiteral("finished"), QStringLiteral("finished")}));
}
