// SPDX-License-Identifier: GPL-3.0-or-later
// The data flow below the window: session, reader thread, import.
#include "app/wiring.h"
#include "tests/ui/support/project.h"

#include <QSignalSpy>

using namespace stillhouse;
using namespace stillhouse::app;
using stillhouse::tests::SmallProject;
using stillhouse::tests::waitFor;
using stillhouse::tests::writeText;
using stillhouse::widgets::Session;

namespace {

struct Flow {
    Session session;
    EngineThread engine;
    Wiring wiring{session, engine};
};

std::size_t datasetCount(Session& session) {
    std::optional<std::size_t> count;
    session.query<std::vector<DatasetRow>>(
        &session, {}, [](Store& store) { return store.datasets(); },
        [&](Result<std::vector<DatasetRow>> rows) { count = rows ? rows->size() : 999; });
    waitFor([&] { return count.has_value(); });
    return count.value_or(1000);
}

} // namespace

TEST(Wiring, OpeningAProjectFillsTheStoreFromItsOwnDataOnce) {
    SmallProject project;
    Flow flow;
    QSignalSpy ended(&flow.session, &Session::importEnded);
    flow.session.openProject(project.folder().toStdString());
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }));
    EXPECT_TRUE(ended[0][0].toBool());
    EXPECT_EQ(ended[0][1].value<ImportSummary>().rows, 4);
    EXPECT_EQ(datasetCount(flow.session), 1u);
    EXPECT_EQ(flow.session.experiment().data.train, project.path("data.jsonl").toStdString());
}

TEST(Wiring, AnImportBecomesTheExperimentsDataWithATaskForItsLabels) {
    SmallProject project;
    Flow flow;
    QSignalSpy ended(&flow.session, &Session::importEnded);
    flow.session.openProject(project.folder().toStdString());
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }));
    writeText(project.path("new.csv"), "text,label\nfirst,yes\nsecond,no\nthird,yes\n");
    ReadOptions options;
    options.mapping.prompt = "text";
    options.mapping.label = "label";
    Q_EMIT flow.session.importRequested(project.path("new.csv"), options);
    ASSERT_TRUE(waitFor([&] { return ended.count() == 2; }));
    ASSERT_TRUE(ended[1][0].toBool()) << ended[1][2].value<Error>().english();
    EXPECT_EQ(ended[1][1].value<ImportSummary>().rows, 3);
    const auto& data = flow.session.experiment().data;
    EXPECT_TRUE(QFile::exists(QString::fromStdString(data.train))) << data.train;
    const auto task = readTask(data.task);
    ASSERT_TRUE(task) << task.error().english();
    EXPECT_EQ(task->labels.size(), 2u);
}

TEST(Wiring, AFailedImportLeavesNothingBehind) {
    SmallProject project;
    Flow flow;
    QSignalSpy ended(&flow.session, &Session::importEnded);
    flow.session.openProject(project.folder().toStdString());
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }));
    const std::string before = flow.session.experiment().data.train;
    writeText(project.path("bad.jsonl"), "{\"prompt\":\"fine\",\"label\":\"a\"}\n{\"prompt\": oops\n");
    Q_EMIT flow.session.importRequested(project.path("bad.jsonl"), {});
    ASSERT_TRUE(waitFor([&] { return ended.count() == 2; }));
    EXPECT_FALSE(ended[1][0].toBool());
    EXPECT_FALSE(ended[1][2].value<Error>().what.empty());
    EXPECT_EQ(flow.session.experiment().data.train, before);
    EXPECT_EQ(datasetCount(flow.session), 1u);
}

TEST(Session, ANewerQueryOfTheSameTagReplacesTheOlderOne) {
    SmallProject project;
    Session session;
    session.openProject(project.folder().toStdString());
    std::vector<int> answers;
    for (int i = 0; i < 20; ++i)
        session.query<int>(&session, QStringLiteral("tag"), [i](Store&) { return Result<int>(i); },
                           [&](Result<int> value) { answers.push_back(*value); });
    ASSERT_TRUE(waitFor([&] { return !answers.empty(); }));
    QTest::qWait(50);
    EXPECT_EQ(answers, std::vector<int>{19});
}

TEST(Session, AnAnswerForAnOwnerThatIsGoneIsDropped) {
    SmallProject project;
    Session session;
    session.openProject(project.folder().toStdString());
    auto* owner = new QObject;
    bool answered = false, after = false;
    session.query<int>(owner, {}, [](Store&) { return Result<int>(1); }, [&](Result<int>) { answered = true; });
    delete owner;
    session.query<int>(&session, {}, [](Store&) { return Result<int>(2); }, [&](Result<int>) { after = true; });
    ASSERT_TRUE(waitFor([&] { return after; }));
    EXPECT_FALSE(answered);
}

TEST(Session, SavesTheExperimentAMomentAfterTheLastEdit) {
    SmallProject project;
    Session session;
    session.openProject(project.folder().toStdString());
    Experiment experiment = session.experiment();
    experiment.name = "Renamed";
    session.setExperiment(experiment);
    ASSERT_TRUE(waitFor([&] {
        const auto read = readExperiment(session.experimentPath());
        return read && read->name == "Renamed";
    }));
}

TEST(Session, ReportsReachTheirSignalsAndTheEndFindsTheSessionAtRest) {
    Session session;
    session.setRunning(true, "run-1");
    QSignalSpy metrics(&session, &Session::metricsArrived);
    bool runningAtEnd = true;
    QObject::connect(&session, &Session::runEnded, &session, [&] { runningAtEnd = session.running(); });
    RunState state;
    state.status = RunStatus::Finished;
    session.deliver({Metric{"A", 0, "loss", 1, 2.5}, Metric{"A", 0, "loss", 2, 2.25}, state});
    ASSERT_EQ(metrics.count(), 1);
    EXPECT_EQ(metrics[0][0].value<std::vector<Metric>>().size(), 2u);
    EXPECT_FALSE(runningAtEnd);
    EXPECT_EQ(session.runId(), "run-1");
}
