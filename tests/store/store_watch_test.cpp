// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/store_watch.h"
#include "tests/store/temporary_store.h"

#include <set>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class WatchTest : public StoreTest {
protected:
    std::int64_t add(Store& store, int count) {
        const auto id = must(store.addDataset("d", "/d"));
        std::vector<Example> examples;
        for (int i = 0; i < count; ++i)
            examples.push_back({std::to_string(i), "prompt", "", "", "train", "", {}});
        must(store.addExamples(id, examples));
        return id;
    }
    using Rows = std::vector<std::int64_t>;
};

} // namespace

TEST_F(WatchTest, SaysWhichExamplesChangedAndNothingTwice) {
    Store store = open();
    const auto dataset = add(store, 5);
    StoreWatch watch = must(StoreWatch::open(path_));
    EXPECT_FALSE(must(watch.look()).any);
    must(store.setLabel(2, "a", "ann"));
    must(store.setLabel(2, "b", "bob"));
    must(store.adjudicate(4, "a", "ann"));
    const StoreChanges changes = must(watch.look());
    EXPECT_TRUE(changes.any && changes.labels && changes.examples);
    EXPECT_EQ(*changes.examples, (Rows{2, 4}));
    EXPECT_FALSE(changes.dataSets || !changes.runs.empty() || !changes.written.empty());
    EXPECT_FALSE(must(watch.look()).any);
    must(store.setFlag(1, true));
    const StoreChanges flagged = must(watch.look());
    EXPECT_TRUE(flagged.labels);
    EXPECT_EQ(*flagged.examples, Rows());
    must(store.addExamples(dataset, {{"9", "p", "", "", "train", "", {}}}));
    const StoreChanges grown = must(watch.look());
    EXPECT_TRUE(grown.importing && !grown.dataSets) << "not yet there for others";
    must(store.finishDataset(dataset, {}));
    EXPECT_TRUE(must(watch.look()).dataSets);
}

// Ids of the history are given again once its newest lines went with their data set.
TEST_F(WatchTest, NoticesThatTheHistoryItKnewIsGone) {
    Store store = open();
    const auto first = add(store, 3);
    add(store, 3);
    must(store.setLabel(5, "a", "ann"));
    must(store.setLabel(1, "a", "ann"));
    must(store.setLabel(2, "a", "ann"));
    StoreWatch watch = must(StoreWatch::open(path_));
    must(store.deleteDataset(first));
    must(store.setLabel(4, "b", "ann"));
    must(store.setLabel(6, "b", "ann")); // lines 2 and 3 again
    ASSERT_EQ(sql("SELECT max(id) FROM labels"), "3");
    EXPECT_FALSE(must(watch.look()).examples);
    must(store.setLabel(5, "c", "ann"));
    EXPECT_EQ(must(watch.look()).examples, Rows{5});
}

TEST_F(WatchTest, TellsARunThatGrowsFromOneThatChanges) {
    Store store = open();
    StoreWatch watch = must(StoreWatch::open(path_));
    using Ids = std::vector<std::string>;
    const std::string id = beginRun(store);
    EXPECT_EQ(must(watch.look()).runs, Ids{id});
    must(store.write(id, {Metric{"A", 0, "loss", 1, 0.5}}));
    StoreChanges changes = must(watch.look());
    EXPECT_EQ(changes.runs, Ids());
    EXPECT_EQ(changes.written, Ids{id});
    must(store.setTags(id, {"good"}));
    changes = must(watch.look());
    EXPECT_EQ(changes.runs, Ids{id});
    EXPECT_EQ(changes.written, Ids());
    must(store.write(id, {RunState{RunStatus::Finished, {}}}));
    EXPECT_EQ(must(watch.look()).runs, Ids{id});
    must(store.deleteRun(id));
    EXPECT_EQ(must(watch.look()).runs, Ids{id});
}

TEST_F(WatchTest, CountsChoicesBetweenAnswersMadeAndTakenBack) {
    Store store = open();
    const AnswerChoice choice{{"p", "good", "bad", ""}, Verdict::First, {}, "ann", 0, 0};
    const auto before = must(store.addChoice(choice));
    StoreWatch watch = must(StoreWatch::open(path_));
    EXPECT_EQ(must(watch.look()).choices, 0);
    must(store.addChoice(choice));
    must(store.addChoice(choice));
    EXPECT_EQ(must(watch.look()).choices, 2);
    must(store.undoChoice(before));
    EXPECT_EQ(must(watch.look()).choices, 1);
    EXPECT_EQ(must(watch.look()).choices, 0);
}

TEST_F(WatchTest, TheMarkOfSuggestionsMovesWithThem) {
    Store store = open();
    const auto dataset = add(store, 3);
    StoreWatch watch = must(StoreWatch::open(path_));
    std::set<std::string> marks{must(watch.suggestionsMark(dataset))};
    must(store.beginSuggestions(dataset, {"k", "m", {"a", "b"}}));
    marks.insert(must(watch.suggestionsMark(dataset)));
    must(store.addSuggestions(dataset, {{1, LabelSuggestion{{0.5, 0.5}, "a", 0.5, 0.693}}}));
    marks.insert(must(watch.suggestionsMark(dataset)));
    must(store.addSuggestions(dataset, {{1, LabelSuggestion{{0.6, 0.4}, "a", 0.6, 0.673}}}));
    marks.insert(must(watch.suggestionsMark(dataset)));
    EXPECT_EQ(marks.size(), 4u);
    EXPECT_EQ(marks.count(must(watch.suggestionsMark(dataset))), 1u);
}
