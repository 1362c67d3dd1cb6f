// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/temporary_store.h"

#include <cmath>
#include <fstream>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class FeedbackTest : public StoreTest {
protected:
    std::string writeSamples(const std::string& name, const std::string& text) {
        const auto path = folder_ / name;
        std::ofstream(path) << text;
        return path.string();
    }
};

constexpr const char* three =
    R"({"number":0,"id":"x","prompt":"p","response":"a","reward":0.5,"kl":0.1,"fate":"accepted","ids":[1,2],"start":1}
{"number":1,"id":"y","prompt":"q","response":"b","reward":-2,"kl":0,"fate":"below_threshold"}
this is no sample
{"number":2,"id":"z","prompt":"r","response":"好","reward":1.5,"kl":-0.2,"fate":"accepted"}
)";

std::vector<std::int64_t> numbers(const SamplePage& page) {
    std::vector<std::int64_t> out;
    for (const Sample& sample : page.samples)
        out.push_back(sample.number);
    return out;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

TEST_F(FeedbackTest, SamplesComeBackPageByPageSortedAndFiltered) {
    Store store = open();
    const std::string id = beginRun(store);
    must(store.write(id, {Artifact{"B", "samples", writeSamples("s.jsonl", three), 1, {}}}));
    const auto all = must(store.samples(id, "B", {}));
    EXPECT_EQ(all.total, 3);
    ASSERT_EQ(numbers(all), (Numbers{0, 1, 2}));
    EXPECT_EQ(all.samples[2].response, "好");
    EXPECT_EQ(all.samples[0].exampleId, "x");
    EXPECT_DOUBLE_EQ(all.samples[1].reward, -2);
    SampleQuery best;
    best.sortBy = "reward";
    best.descending = true;
    best.limit = 2;
    EXPECT_EQ(numbers(must(store.samples(id, "B", best))), (Numbers{2, 0}));
    best.offset = 2;
    EXPECT_EQ(numbers(must(store.samples(id, "B", best))), (Numbers{1}));
    SampleQuery accepted;
    accepted.fate = "accepted";
    accepted.limit = 1;
    const auto page = must(store.samples(id, "B", accepted));
    EXPECT_EQ(page.total, 2);
    EXPECT_EQ(numbers(page), (Numbers{0}));
    EXPECT_EQ(must(store.sampleFates(id, "B")), (std::map<std::string, std::int64_t>{{"accepted", 2}, {"below_threshold", 1}}));
    EXPECT_EQ(must(store.samples(id, "A", {})).total, 0);
    SampleQuery hostile;
    hostile.sortBy = "reward; DROP TABLE samples";
    EXPECT_FALSE(store.samples(id, "B", hostile).ok());
}

TEST_F(FeedbackTest, ANewerFileReplacesTheLanesSamples) {
    Store store = open();
    const std::string id = beginRun(store);
    must(store.write(id, {Artifact{"B", "samples", writeSamples("s.jsonl", three), 1, {}}}));
    const auto path =
        writeSamples("s.jsonl", R"({"number":0,"id":"x","prompt":"p","response":"a","reward":0.5,"kl":0.1,"fate":"duplicate"})");
    must(store.write(id, {Artifact{"B", "samples", path, 1, {}}}));
    EXPECT_EQ(must(store.sampleFates(id, "B")), (std::map<std::string, std::int64_t>{{"duplicate", 1}}));
}

TEST_F(FeedbackTest, RoundsAreListedWithWhatTheirRunsMeasured) {
    Store store = open();
    EXPECT_TRUE(must(store.rounds()).empty());
    EXPECT_EQ(store.nextRound("").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(must(store.roundPlan()).due, 0);
    const std::string id = beginRun(store);
    Event round{"B",
                1,
                9,
                Severity::Info,
                "round",
                "Feedback round",
                R"({"number":1,"parent":"","preferences":40,"new_preferences":40,"hash":"h","accuracy":0.8,"low":0.7,"high":0.9})",
                1000};
    must(store.write(id, {round, Metric{"B", 2, "reward", 0, -1}, Metric{"B", 2, "reward", 5, 0.25}, Metric{"B", 2, "kl", 5, 1.5},
                          Artifact{"B", "samples", writeSamples("s.jsonl", three), 1, {}}}));
    const auto rows = must(store.rounds());
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].runId, id);
    EXPECT_EQ(rows[0].preferences, 40);
    EXPECT_DOUBLE_EQ(rows[0].pairAccuracy.high, 0.9);
    EXPECT_DOUBLE_EQ(rows[0].reward, 0.25) << "the last rollout";
    EXPECT_DOUBLE_EQ(rows[0].kl, 1.5);
    EXPECT_DOUBLE_EQ(rows[0].acceptance, 2.0 / 3);
    EXPECT_TRUE(std::isnan(rows[0].accuracy)) << "nothing was evaluated";
    const auto next = must(store.nextRound(""));
    EXPECT_EQ(next.number, 2);
    EXPECT_EQ(next.parent, id);
    EXPECT_EQ(store.nextRound("other").error().kind, ErrorKind::NotFound);
}

TEST_F(FeedbackTest, RoundsAreWeeklyUnlessTheProjectSaysOtherwise) {
    Store store = open();
    const std::string id = beginRun(store);
    must(store.write(id, {Event{"B", 1, 9, Severity::Info, "round", "Feedback round", R"({"number":1})", 1000}}));
    EXPECT_DOUBLE_EQ(must(store.roundPlan()).due, 1000 + 7 * 86400.0);
    must(store.setSetting("round_interval_days", "2"));
    EXPECT_DOUBLE_EQ(must(store.roundPlan()).due, 1000 + 2 * 86400.0);
}

TEST_F(FeedbackTest, ARunsFolderKeepsItsRound) {
    const std::string run = (folder_ / "run").string();
    EXPECT_EQ(must(readRound(run)).parent, "");
    must(writeRound(run, {3, "before", "/runs/before", true}));
    const auto kept = must(readRound(run));
    EXPECT_EQ(kept.number, 3);
    EXPECT_EQ(kept.parent, "before");
    EXPECT_EQ(kept.folder, "/runs/before");
    EXPECT_TRUE(kept.withSamples);
    std::ofstream(folder_ / "run" / "round.json") << "{";
    EXPECT_FALSE(readRound(run).ok());
}
