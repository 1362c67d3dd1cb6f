// SPDX-License-Identifier: GPL-3.0-or-later
// Frontier, distributions, cost, changes of documents and the brief's claims, each against values worked out by hand.
#include "core/api/adapter.h"
#include "core/api/compare.h"
#include "tests/store/temporary_store.h"

#include <cmath>
#include <fstream>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

const double kNone = std::nan("");

ComparisonRow measured(const std::string& subject, double accuracy, double ms, std::int64_t bytes, bool native = true) {
    ComparisonRow row;
    row.runId = "r";
    row.subject = subject;
    row.metrics = {{"accuracy", {accuracy, accuracy - 0.01, accuracy + 0.01}}};
    row.p50Ms = ms;
    row.fileBytes = bytes;
    row.native = native;
    return row;
}

} // namespace

// (3,1) and (1,3) beat no one of each other; (2,2) neither; (3,3) loses to (2,2); (2,2) twice: equal points do not beat each other.
TEST(Pareto, TheFrontierIsWhatNothingBeats) {
    EXPECT_EQ(nonDominated({{3, 1}, {1, 3}, {2, 2}, {3, 3}, {2, 2}, {1, 4}, {0, kNone}}), (std::vector<bool>{true, true, true, false, true, false, false}));
    EXPECT_TRUE(nonDominated({}).empty());
}

// In accuracy and latency alone "small" loses to "fast"; its size keeps it on the frontier. The simulated one would beat all and takes no part.
TEST(Pareto, SizeCountsAndSimulatedTimesDoNot) {
    const auto rows = paretoRows({measured("teacher", 0.99, 10, 1000), measured("fast", 0.95, 2, 100), measured("small", 0.94, 3, 50), measured("worse", 0.93, 3, 100),
                                  measured("simulated", 1.0, 1, 10, false), measured("untimed", 1.0, 0, 10)});
    ASSERT_EQ(rows.size(), 5u);
    EXPECT_EQ((std::vector<bool>{rows[0].frontier, rows[1].frontier, rows[2].frontier, rows[3].frontier, rows[4].frontier}), (std::vector<bool>{true, true, true, false, false}));
}

TEST(Distribution, EcdfCountsSharesAtOrBelow) {
    const auto steps = ecdf({3, 1, 2, 2, kNone});
    ASSERT_EQ(steps.size(), 3u);
    EXPECT_EQ(steps[0].value, 1);
    EXPECT_EQ(steps[0].share, 0.25);
    EXPECT_EQ(steps[1].value, 2);
    EXPECT_EQ(steps[1].share, 0.75);
    EXPECT_EQ(steps[2].share, 1);
    EXPECT_TRUE(ecdf({}).empty());
}

// 1 … 8 and 30, n = 9: the ranks of the quartiles are 2, 4 and 6, so 3, 5 and 7; the reach is 1.5 · 4 = 6: −3 … 13.
TEST(Distribution, BoxFollowsTukey) {
    const auto box = boxOf({30, 8, 7, 6, 5, 4, 3, 2, 1});
    EXPECT_EQ(box.samples, 9);
    EXPECT_EQ((std::vector<double>{box.minimum, box.lowWhisker, box.lowQuartile, box.median, box.highQuartile, box.highWhisker, box.maximum}),
              (std::vector<double>{1, 1, 3, 5, 7, 8, 30}));
    EXPECT_EQ(box.outliers, std::vector<double>{30});
    EXPECT_EQ(boxOf({10, 20}).lowQuartile, 12.5); // between two ranks: 10 + 10/4
    EXPECT_EQ(boxOf({7}).median, 7);
    EXPECT_TRUE(std::isnan(boxOf({}).median));
}

// Of three samples, a resample has the least one three times with probability 1/27 = 3.7 %, more than the 2.5 % that lie below the interval.
TEST(Distribution, MeanHasItsInterval) {
    const auto mean = meanOf({2, 4, 6, kNone});
    EXPECT_EQ(mean.value, 4);
    EXPECT_EQ(mean.low, 2);
    EXPECT_EQ(mean.high, 6);
    EXPECT_EQ(meanOf({3, 3, 3}).high, 3);
    EXPECT_TRUE(std::isnan(meanOf({1}).low) && std::isnan(meanOf({}).value));
}

// 36 ms · 10⁶ = 36,000 s = 10 h on one thread, 20 CPU hours on two; at 0.05 an hour that is 1.00.
TEST(Cost, AMillionRequestsByHand) {
    Comparison comparison;
    LatencyRecord latency{"A", "classify", {35, 36, 37}, 2, "cpu", "k", "f32", true, 0};
    comparison.latencies = {{"r", latency}, {"r", latency}, {"r", latency}};
    comparison.latencies[1].second.native = false;
    comparison.latencies[2].second.kind = "decode_tps";
    const auto rows = costRows(comparison, 0.05);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].requests, 3);
    EXPECT_DOUBLE_EQ(rows[0].cpuHours.value, 20);
    EXPECT_DOUBLE_EQ(rows[0].cost.value, 1);
    EXPECT_DOUBLE_EQ(rows[0].cost.low, 35.0 / 36);
    EXPECT_DOUBLE_EQ(rows[0].cost.high, 37.0 / 36);
    EXPECT_EQ(rows[1].latencyMs.value, 36);
    EXPECT_TRUE(std::isnan(rows[1].cost.value)) << "a simulated format costs no one knows what";
}

TEST(Documents, OnlyWhatDiffersIsNamed) {
    const auto changes = must(documentChanges(R"({"seed":1,"name":"x","data":{"train":"a"},"strategies":{"A":[{"stage":"soft","alpha":0.7,"steps":5},{"stage":"int4"}]}})",
                                              R"({"seed":2,"name":"x","data":{"train":"a"},"budget":{"preset":"long"},
                                                  "strategies":{"A":[{"stage":"soft","alpha":0.9,"points":[1,2]},{"stage":"prune"},{"stage":"int4"}]}})"));
    ASSERT_EQ(changes.size(), 6u);
    const auto is = [&](std::size_t i, const std::string& path, const std::string& stage, const char* before, const char* after) {
        EXPECT_EQ(changes[i].path, path);
        EXPECT_EQ(changes[i].stage, stage);
        EXPECT_EQ(changes[i].before.value_or("none"), before);
        EXPECT_EQ(changes[i].after.value_or("none"), after);
    };
    is(0, "budget.preset", "", "none", "\"long\"");
    is(1, "seed", "", "1", "2");
    is(2, "strategies.A[0].alpha", "soft", "0.7", "0.9");
    is(3, "strategies.A[0].points", "soft", "none", "[1,2]");
    is(4, "strategies.A[0].steps", "soft", "5", "none");
    is(5, "strategies.A[1]", "prune", "none", R"({"stage":"prune"})");
    EXPECT_TRUE(must(documentChanges("{}", "{}")).empty());
    EXPECT_EQ(documentChanges("{", "{}").error().kind, ErrorKind::BadInput);
}

TEST(Gates, AreSureWhereTheWholeIntervalIs) {
    const auto row = measured("A", 0.96, 5, 10);
    EXPECT_TRUE(judgeGate("accuracy>0.94", row).passed && judgeGate("accuracy>0.94", row).sure);
    EXPECT_TRUE(judgeGate("accuracy > 0.955", row).passed);
    EXPECT_FALSE(judgeGate("accuracy > 0.955", row).sure);
    EXPECT_TRUE(judgeGate("p50_ms<=5", row).passed);
    EXPECT_FALSE(judgeGate("recall>0.9", row).measured);
    EXPECT_FALSE(judgeGate("accuracy>high", row).measured);
}

namespace {

class ClaimTest : public StoreTest {
protected:
    const ClaimRow& claim(const std::string& id) {
        for (const auto& row : rows)
            if (row.id == id)
                return row;
        throw std::runtime_error(id);
    }
    static Evaluation judged(const std::string& subject, double accuracy, std::int64_t parameters, std::int64_t bytes) {
        Evaluation e;
        e.subject = subject;
        e.split = "test";
        e.examples = 200;
        e.metrics = {{"accuracy", {accuracy, accuracy - 0.02, accuracy + 0.02}}, {"recall", {0.99, 0.98, 1}}};
        e.parameters = parameters;
        e.fileBytes = bytes;
        return e;
    }
    std::vector<ClaimRow> rows;
};

} // namespace

TEST_F(ClaimTest, NothingIsMeasuredInAnEmptyProject) {
    Store store = open();
    rows = must(claimRows(store));
    ASSERT_EQ(rows.size(), 9u);
    for (const auto& row : rows) {
        EXPECT_EQ(row.verdict, ClaimVerdict::NotMeasured) << row.id;
        EXPECT_TRUE(measuredText(row).empty()) << row.id;
        EXPECT_FALSE(row.how.empty()) << row.id;
    }
}

TEST_F(ClaimTest, EachLineStandsBesideWhatWasMeasured) {
    Store store = open();
    Experiment experiment = smallExperiment();
    experiment.evaluate.gates = {"accuracy>0.9"};
    const std::string first = must(store.beginRun(experiment, "/runs/1", "0.1")), second = must(store.beginRun(experiment, "/runs/2", "0.1"));
    AdapterReport report;
    report.trained = 50;
    report.parameters = 9950;
    Event lora{"A", 1, 0, Severity::Info, "lora", {}, formatAdapterReport(report), 0};
    must(store.write(first, {judged("teacher", 0.99, 100000, 400000), judged("A before LoRA", 0.94, 9950, 40000), judged("A", 0.965, 9950, 6000),
                             PairTest{"A before LoRA", "A", "accuracy", {0.025, 0.01, 0.04}, 0.002, "McNemar exact", 9, 4}, lora,
                             StageState{"A", 0, "distill.soft", StageStatus::Done, 1}, Metric{"A", 0, "tau", 1, 5}, Metric{"A", 0, "tau", 2, 0.5}}));
    must(store.write(second, {judged("teacher", 0.99, 100000, 400000), judged("B", 0.94, 5000, 20000)}));
    rows = must(claimRows(store));
    EXPECT_EQ(measuredText(claim("size")).english(), "98.50 %");
    EXPECT_EQ(claim("size").verdict, ClaimVerdict::Met);
    EXPECT_EQ(claim("size").how.english(), "File size; parameters are 90.05 % fewer");
    EXPECT_EQ(measuredText(claim("accuracy")).english(), "96.50 % (94.50 to 98.50)");
    EXPECT_EQ(claim("accuracy").verdict, ClaimVerdict::Met);
    EXPECT_FALSE(claim("accuracy").sure) << "the interval reaches below 95 %";
    EXPECT_EQ(claim("accuracy").models, 2);
    EXPECT_EQ(claim("accuracy").met, 1);
    EXPECT_EQ(claim("accuracy").runId, first);
    EXPECT_EQ(claim("recall").verdict, ClaimVerdict::NotMeasured) << "no task of triage: its recall says nothing of the claim";
    EXPECT_EQ(measuredText(claim("lora")).english(), "99.50 %");
    EXPECT_EQ(measuredText(claim("cascade_size")).english(), "90.05 %");
    EXPECT_EQ(measuredText(claim("cascade_gain")).english(), "+2.50 points (+1.00 to +4.00)");
    EXPECT_EQ(claim("cascade_gain").verdict, ClaimVerdict::Met);
    EXPECT_FALSE(claim("cascade_gain").sure);
    EXPECT_EQ(measuredText(claim("tau")).english(), "0.5 to 5");
    EXPECT_EQ(claim("search").verdict, ClaimVerdict::NotMeasured);
    rows = must(claimRows(store, {second}));
    EXPECT_EQ(claim("size").verdict, ClaimVerdict::NotMeasured);
    EXPECT_EQ(claim("accuracy").verdict, ClaimVerdict::NotMet);
    EXPECT_EQ(claim("accuracy").subject, "B");
}
