// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/temporary_store.h"

#include <cmath>
#include <limits>
#include <sys/wait.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class RunTest : public StoreTest {};

Evaluation evaluationOf(const std::string& subject, const std::string& split, double accuracy) {
    Evaluation e;
    e.subject = subject;
    e.modelPath = "/m/" + subject;
    e.split = split;
    e.examples = 3;
    e.metrics = {{"accuracy", {accuracy, accuracy - 0.1, accuracy + 0.1}}, {"perplexity", {std::nan(""), 0, 0}}};
    e.labels = {"fraud", "好"};
    e.confusion = {{1, 0}, {2, 0}};
    e.predictions = {{"x1", "fraud", "fraud", {0.1, 0.9}}, {"x2", "好", "fraud", {1.0 / 3, std::nan("")}}};
    e.parameters = 1000;
    e.fileBytes = 4000;
    e.flopsPerToken = 2e3;
    return e;
}

} // namespace

TEST_F(RunTest, ARunIsListedWithWhatItBeganWith) {
    Store store = open();
    const std::int64_t dataset = must(store.addDataset("train", "/data/train.jsonl"));
    must(store.finishDataset(dataset, {1, 0, 0, 0, {}, {}, "abc", {}}));
    const std::string id = must(store.beginRun(smallExperiment(), "/runs/1", "0.1", "older"));
    const RunRow row = *must(store.run(id));
    EXPECT_EQ(row.status, "running");
    EXPECT_EQ(row.name, "Fraud");
    EXPECT_EQ(row.parent, "older");
    EXPECT_EQ(row.seed, 3);
    EXPECT_EQ(row.dataHash, "abc");
    EXPECT_EQ(must(parseExperiment(row.experiment, "", "")).strategies.at("A").at(0).stage, "distill.soft");
    must(store.setNote(id, "first try"));
    must(store.setTags(id, {"b", "a", "b"}));
    const auto rows = must(open().runs());
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].note, "first try");
    EXPECT_EQ(rows[0].tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(must(store.run("none")));
    EXPECT_EQ(store.setNote("none", "").error().kind, ErrorKind::NotFound);
}

// A fork of a run: the parent's hand before the fork, and its own behind it; what the parent held later is not the fork's.
TEST_F(RunTest, ARunIsRepeatedWithTheValuesHeldInItAndInTheOneItWasForkedFrom) {
    Store store = open();
    Experiment experiment = smallExperiment();
    experiment.strategies["A"][0].overrides = {{1, "tau", 9.0}}; // of a repetition: the run says so itself, in an event
    const auto held = [](std::int64_t step, const char* value) {
        return Report(Event{"A", 0, step, Severity::Info, "override", {}, std::string(R"({"key":"tau","value":)") + value + "}", 0});
    };
    const std::string parent = must(store.beginRun(experiment, "/runs/1", "0.1"));
    must(store.write(parent, {held(1, "9"), held(4, "0.33333333333333331"), held(30, "2")}));
    const std::string fork = must(store.beginRun(experiment, "/runs/2", "0.1", parent));
    must(store.write(fork, {Event{"A", 0, 20, Severity::Info, "log", {}, R"({"key":"resume"})", 0}, held(20, "null"), held(25, "5")}));
    const auto first = must(experimentToRepeat(store, parent)), second = must(experimentToRepeat(store, fork));
    EXPECT_EQ(first.strategies.at("A")[0].overrides, (std::vector<OverrideSpec>{{1, "tau", 9.0}, {4, "tau", 1.0 / 3}, {30, "tau", 2.0}}));
    EXPECT_EQ(second.strategies.at("A")[0].overrides, (std::vector<OverrideSpec>{{1, "tau", 9.0}, {4, "tau", 1.0 / 3}, {20, "tau", std::nullopt}, {25, "tau", 5.0}}));
    EXPECT_EQ(experimentToRepeat(store, "none").error().kind, ErrorKind::NotFound);
}

TEST_F(RunTest, AStrategyThatARunLeftOutIsNotRunByItsRepetition) {
    Store store = open();
    Experiment experiment = smallExperiment();
    experiment.strategies["B"].push_back({"align.sft", {}, false});
    const std::string alone = must(store.beginRun(experiment, "/runs/1", "0.1")), stopped = must(store.beginRun(experiment, "/runs/2", "0.1"));
    must(store.write(alone, {StageState{"A", 0, "distill.soft", StageStatus::Done, 1}, RunState{RunStatus::Finished, {}}}));
    must(store.write(stopped, {StageState{"A", 0, "distill.soft", StageStatus::Cancelled, 1}, RunState{RunStatus::Cancelled, {}}}));
    EXPECT_EQ(must(experimentToRepeat(store, alone)).strategies.count("B"), 0u);
    EXPECT_EQ(must(experimentToRepeat(store, stopped)).strategies.count("B"), 1u) << "it may not have come to it";
}

TEST_F(RunTest, EveryReportComesBackAsItWas) {
    Store store = open();
    const std::string id = beginRun(store);
    Event event{"A", 1, 7, Severity::Warning, "override", Text("τ set to %1", {"2.5"}), R"({"key":"tau"})", 12.5};
    PairTest pair{"A", "B", "accuracy", {0.1, -0.1, 0.2}, 0.04, "McNemar exact", 5, 2};
    LatencyRecord latency{"A", "classify", {3, 1, 2}, 2, "cpu", "f32", "f32", false, 99};
    must(store.write(id, {StageState{"A", 0, "distill.soft", StageStatus::Running, 1}, StageState{"A", 0, "distill.soft", StageStatus::Done, 4},
                          event, evaluationOf("A", "test", 0.8), pair, latency, Artifact{"A", "model", "/m/A", 10, "h"}, Progress{}, Picture{},
                          RunState{RunStatus::Failed, Error{ErrorKind::Io, "No space", "/x", {}, {}, {}}}}));
    const auto stages = must(store.stages(id));
    ASSERT_EQ(stages.size(), 1u);
    EXPECT_EQ(stages[0].status, StageStatus::Done);
    EXPECT_EQ(stages[0].seconds, 4);
    const auto events = must(store.events(id));
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].text.english(), "τ set to 2.5");
    EXPECT_EQ(events[0].severity, Severity::Warning);
    EXPECT_EQ(events[0].json, event.json);
    EXPECT_EQ(events[0].time, 12.5);
    const auto evaluations = must(store.evaluations(id));
    ASSERT_EQ(evaluations.size(), 1u);
    EXPECT_EQ(evaluations[0].confusion, (std::vector<std::vector<std::int64_t>>{{1, 0}, {2, 0}}));
    EXPECT_EQ(evaluations[0].labels[1], "好");
    EXPECT_EQ(evaluations[0].metrics[0].interval.high, 0.8 + 0.1);
    EXPECT_TRUE(std::isnan(evaluations[0].metrics[1].interval.value));
    EXPECT_TRUE(evaluations[0].predictions.empty());
    const auto predictions = must(store.predictions(id, "A"));
    ASSERT_EQ(predictions.size(), 2u);
    EXPECT_EQ(predictions[1].probabilities[0], 1.0 / 3);
    EXPECT_TRUE(std::isnan(predictions[1].probabilities[1]));
    EXPECT_EQ(must(store.artifacts(id))[0].hash, "h");
    const RunRow row = *must(store.run(id));
    EXPECT_EQ(row.status, "failed");
    EXPECT_EQ(row.error, "/x: No space");
    const Comparison comparison = must(store.comparison({}));
    ASSERT_EQ(comparison.pairs.size(), 1u);
    EXPECT_EQ(comparison.pairs[0].second.pValue, 0.04);
    ASSERT_EQ(comparison.latencies.size(), 1u);
    EXPECT_EQ(comparison.latencies[0].second.samples, (std::vector<double>{3, 1, 2}));
}

TEST_F(RunTest, StepsThatAreRunAgainReplaceTheOldOnes) {
    Store store = open();
    const std::string id = beginRun(store);
    std::vector<Report> first, again;
    for (int step = 0; step < 10; ++step)
        first.push_back(Metric{"A", 0, "loss", step, 1.0 * step});
    for (int step = 5; step < 12; ++step)
        again.push_back(Metric{"A", 0, "loss", step, 100.0 + step});
    again.push_back(Metric{"A", 0, "tau", 1, std::nan("")});
    again.push_back(Metric{"A", 1, "loss", 1, std::numeric_limits<double>::infinity()});
    must(store.write(id, first));
    must(open().write(id, again));
    const MetricSeries series = must(store.metric(id, "A", 0, "loss"));
    EXPECT_EQ(series.steps, (std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    EXPECT_EQ(series.values, (std::vector<double>{0, 1, 2, 3, 4, 105, 106, 107, 108, 109, 110, 111}));
    EXPECT_EQ(must(store.metricNames(id, "A")), (std::vector<std::string>{"loss", "tau"}));
    EXPECT_TRUE(std::isnan(must(store.metric(id, "A", 0, "tau")).values.at(0)));
    EXPECT_TRUE(std::isinf(must(store.metric(id, "A", 1, "loss")).values.at(0)));
    EXPECT_TRUE(must(store.metric(id, "B", 0, "loss")).values.empty());
}

TEST_F(RunTest, AFailedWriteLeavesNothingAndSpoilsNothing) {
    Store store = open();
    const std::string id = beginRun(store);
    execute("CREATE TRIGGER stop BEFORE INSERT ON artifacts BEGIN SELECT raise(ABORT, 'no'); END");
    EXPECT_FALSE(store.write(id, {Metric{"A", 0, "loss", 1, 1}, Artifact{"A", "model", "/m", 1, ""}}));
    EXPECT_TRUE(must(store.metric(id, "A", 0, "loss")).values.empty());
    must(store.write(id, {Metric{"A", 0, "loss", 2, 2}})); // the series' key of the failed transaction must not be used
    EXPECT_EQ(must(store.metric(id, "A", 0, "loss")).steps, std::vector<double>{2});
    EXPECT_EQ(store.write("none", {}).error().kind, ErrorKind::NotFound);
}

TEST_F(RunTest, TheComparisonShowsTheTestSplitWithPercentiles) {
    Store store = open();
    const std::string id = beginRun(store);
    LatencyRecord latency{"A", "classify", {}, 2, "cpu", "f32", "f32", true, 0};
    for (int i = 100; i >= 0; --i)
        latency.samples.push_back(i * 2.0); // 0, 2 … 200: the percentile p is 200 p exactly
    LatencyRecord pair = latency;
    pair.subject = "teacher";
    pair.samples = {10, 20}; // between two ranks: 10 + 10 p
    pair.native = false;
    must(store.write(id, {StageState{"A", 0, "s", StageStatus::Done, 4}, StageState{"A", 1, "t", StageStatus::Done, 5},
                          evaluationOf("A", "test", 0.8), evaluationOf("A", "validation", 0.5), evaluationOf("teacher", "test", 0.9), latency,
                          pair, evaluationOf("A", "test", 0.7)}));
    const Comparison comparison = must(store.comparison({id}));
    ASSERT_EQ(comparison.rows.size(), 2u);
    const ComparisonRow &teacher = comparison.rows[0], &a = comparison.rows[1];
    EXPECT_EQ(teacher.subject, "teacher");
    EXPECT_EQ(a.metrics.at(0).interval.value, 0.7);
    EXPECT_EQ(a.trainSeconds, 9);
    EXPECT_EQ(teacher.trainSeconds, 0);
    EXPECT_DOUBLE_EQ(a.p50Ms, 100);
    EXPECT_DOUBLE_EQ(a.p90Ms, 180);
    EXPECT_DOUBLE_EQ(a.p99Ms, 198);
    EXPECT_DOUBLE_EQ(teacher.p50Ms, 15);
    EXPECT_DOUBLE_EQ(teacher.p90Ms, 19);
    EXPECT_TRUE(a.native);
    EXPECT_FALSE(teacher.native);
    EXPECT_TRUE(must(store.comparison({})).rows.size() == 2 && store.comparison({"none"}).error().kind == ErrorKind::NotFound);
    // The same through plain SQL.
    EXPECT_EQ(sql("SELECT status FROM v_runs"), "running");
    EXPECT_EQ(sql("SELECT group_concat(subject || ' ' || accuracy || ' ' || p50_ms, '; ') FROM v_comparison"),
              "teacher 0.9 15.0; A 0.7 100.0");
    EXPECT_EQ(sql("SELECT group_concat(subject || ' ' || samples || ' ' || unit, '; ') FROM v_latency"), "A 101 ms; teacher 2 ms");
}

TEST_F(RunTest, DeletingARunTakesEverythingOfItAlong) {
    Store store = open();
    const std::string id = beginRun(store), other = beginRun(store);
    must(store.write(id, {Metric{"A", 0, "loss", 1, 1}, evaluationOf("A", "test", 0.8), LatencyRecord{"A", "k", {1}, 1, "", "", "", true, 0},
                          Event{}, RunState{RunStatus::Finished, {}}}));
    must(store.setTags(id, {"x"}));
    EXPECT_EQ(store.deleteRun(other).error().kind, ErrorKind::Refused); // at work
    must(store.deleteRun(id));
    EXPECT_EQ(must(store.runs()).size(), 1u);
    for (const char* table : {"metrics", "series", "events", "evaluations", "evaluation_metrics", "confusion", "predictions", "latencies",
                              "latency_samples", "run_tags"})
        EXPECT_EQ(sql(std::string("SELECT count(*) FROM ") + table), "0") << table;
}

TEST_F(RunTest, ARunWhoseProcessDiedIsInterruptedAndMayBeTakenUpAgain) {
    const pid_t child = fork();
    if (child == 0) {
        Store store = must(Store::open(path_));
        const std::string id = beginRun(store);
        must(store.write(id, {Metric{"A", 0, "loss", 1, 1}}));
        _exit(0);
    }
    waitpid(child, nullptr, 0);
    Store store = open();
    const auto rows = must(store.runs());
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].status, "interrupted");
    must(store.reopenRun(rows[0].id));
    EXPECT_EQ(must(store.run(rows[0].id))->status, "running");
    must(store.write(rows[0].id, {RunState{RunStatus::Finished, {}}}));
    EXPECT_EQ(must(store.run(rows[0].id))->status, "finished");
    EXPECT_EQ(store.reopenRun("none").error().kind, ErrorKind::NotFound);
}

TEST_F(RunTest, ARunOfALivingProcessCannotBeTakenFromIt) {
    int ready[2], stop[2];
    ASSERT_EQ(pipe(ready), 0);
    ASSERT_EQ(pipe(stop), 0);
    const pid_t child = fork();
    if (child == 0) {
        close(stop[1]);
        {
            Store store = must(Store::open(path_));
            beginRun(store);
        }
        char byte = 0;
        (void)!write(ready[1], &byte, 1);
        (void)!read(stop[0], &byte, 1); // returns when the parent closes its end
        _exit(0);
    }
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    Store store = open();
    const std::string id = must(store.runs()).at(0).id;
    EXPECT_EQ(must(store.run(id))->status, "running");
    EXPECT_EQ(store.reopenRun(id).error().kind, ErrorKind::Refused);
    close(stop[1]);
    waitpid(child, nullptr, 0);
    EXPECT_EQ(must(store.run(id))->status, "interrupted");
    for (int end : {ready[0], ready[1], stop[0]})
        close(end);
}

TEST_F(RunTest, SettingsAreKept) {
    Store store = open();
    EXPECT_FALSE(must(store.setting("k")));
    must(store.setSetting("k", "v"));
    must(store.setSetting("k", "w"));
    EXPECT_EQ(*must(open().setting("k")), "w");
}
