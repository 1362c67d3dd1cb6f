// SPDX-License-Identifier: GPL-3.0-or-later
// The lists from memory against the store's own SQL, over random data, queries and changes by other connections and another process.
#include "core/api/example_index.h"
#include "core/api/store_watch.h"
#include "tests/store/temporary_store.h"

#include <cmath>
#include <random>
#include <sys/wait.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class IndexTest : public StoreTest {
protected:
    using Random = std::mt19937;
    template <class T>
    static const T& one(Random& random, const std::vector<T>& of) {
        return of[random() % of.size()];
    }
    static std::vector<Example> someExamples(Random& random, int count) {
        static const std::vector<std::string> words{"payment", "loan", "refund", "card", "贷款", "transfer"}, labels{"", "fraud", "legit", "élan"},
            splits{"train", "validation", "test"}, sources{"", "bank", "shop"};
        std::vector<Example> examples;
        for (int i = 0; i < count; ++i) {
            Example e{"x" + std::to_string(random() % 500), "", one(random, words), one(random, labels), one(random, splits), one(random, sources), {}};
            for (unsigned n = 1 + random() % 5; n > 0; --n)
                e.prompt += one(random, words) + " ";
            if (random() % 10 == 0)
                e.tags = {"flagged"};
            examples.push_back(std::move(e));
        }
        return examples;
    }
    static ExampleQuery someQuery(Random& random, std::int64_t dataset) {
        static const std::vector<std::string> labels{"", "", "∅", "fraud", "legit", "élan", "new", "nobody has it"}, splits{"", "", "train", "test"},
            sources{"", "", "bank", "none"}, searches{"", "", "card", "贷款 ", "pay", "loan refund", "***"},
            sorts{"", "id", "prompt", "label", "split", "source", "length", "uncertainty"}, annotators{"", "", "", "ann", "bob", "cy"};
        ExampleQuery query{dataset, one(random, searches), one(random, labels), one(random, splits), one(random, sources), one(random, sorts), random() % 2 == 0};
        query.openFor = one(random, annotators);
        query.flagged = random() % 6 == 0;
        query.disputed = random() % 6 == 0;
        return query;
    }
    /// One change of a random kind to a random example.
    static void change(Random& random, Store& store, const std::vector<std::int64_t>& rows) {
        static const std::vector<std::string> labels{"", "fraud", "legit", "new"}, annotators{"ann", "bob", "cy"};
        const std::int64_t row = one(random, rows);
        const std::string label = one(random, labels), who = one(random, annotators);
        switch (random() % 8) {
        case 0: return must(store.adjudicate(row, label, who));
        case 1: return must(store.adjudicate(row, std::nullopt, who));
        case 2: return must(store.withdrawLabel(row, who));
        case 3: return must(store.setFlag(row, random() % 2 == 0));
        default: return must(store.setLabel(row, label, who));
        }
    }
    static std::string text(const ExampleQuery& q) {
        return q.search + "|" + q.label + "|" + q.split + "|" + q.source + "|" + q.sortBy + (q.descending ? " desc" : "") + "|" + q.openFor +
               (q.flagged ? "|flagged" : "") + (q.disputed ? "|disputed" : "");
    }
    static void expectTheSame(ExampleIndex& index, Store& store, Store& plain, const ExampleQuery& query) {
        EXPECT_EQ(must(index.ids(store, query)), must(plain.exampleIds(query))) << text(query);
        const auto counts = must(index.counts(store, query.dataset));
        EXPECT_EQ(counts.labels, must(plain.labelCounts(query.dataset)));
        EXPECT_EQ(counts.splits, must(plain.splitCounts(query.dataset)));
        EXPECT_EQ(counts.sources, must(plain.sourceCounts(query.dataset)));
    }
    static void prepare(ExampleIndex& index, Store& store, std::int64_t dataset) {
        while (must(index.prepare(store, dataset))) {
        }
        ASSERT_TRUE(index.ready(dataset));
    }
};

} // namespace

TEST_F(IndexTest, GivesWhatSqlGivesAlsoAfterEveryKindOfChange) {
    for (const bool gaps : {false, true}) {
        Random random(gaps ? 7u : 3u);
        path_ = (folder_ / (gaps ? "gaps.db" : "whole.db")).string();
        Store store = open(), other = open();
        const std::int64_t dataset = must(other.addDataset("d", "/d")), between = must(other.addDataset("e", "/e"));
        for (int batch = 0; batch < 4; ++batch) {
            must(other.addExamples(dataset, someExamples(random, 200)));
            if (gaps) // row ids of another data set lie among them
                must(other.addExamples(between, someExamples(random, 1 + int(random() % 50))));
        }
        ExampleIndex index;
        ExampleQuery all;
        all.dataset = dataset;
        const auto rows = must(other.exampleIds(all));
        for (int i = 0; i < 600; ++i) {
            if (i < 60 || i % 40 == 0) // also while it is being read
                (void)must(index.prepare(store, dataset));
            for (unsigned n = random() % 3; n > 0; --n)
                change(random, other, rows);
            if (i % 100 == 50)
                must(other.beginSuggestions(dataset, {"key " + std::to_string(i), "m", {"fraud", "legit"}}));
            if (i % 10 == 5) {
                const double p = double(1 + random() % 20) / 21;
                must(other.addSuggestions(dataset, {{one(random, rows), LabelSuggestion{{p, 1 - p}, "fraud", p, -p * std::log(p) - (1 - p) * std::log(1 - p)}}}));
            }
            expectTheSame(index, store, other, someQuery(random, dataset));
            ASSERT_FALSE(HasFailure()) << i;
        }
        EXPECT_TRUE(index.ready(dataset)) << "the changes were followed, not forgotten";
        must(other.deleteDataset(dataset));
        expectTheSame(index, store, other, all);
    }
}

TEST_F(IndexTest, SeesWhatAnotherProcessLabels) {
    int go[2];
    ASSERT_EQ(pipe(go), 0);
    const pid_t child = fork(); // before this process opens anything: connections must not cross a fork
    if (child == 0) {
        close(go[1]); // nobody waits for a parent that is gone
        char byte = 0;
        bool done = read(go[0], &byte, 1) == 1;
        auto mine = Store::open(path_);
        for (std::int64_t row = 10; row < 20 && done; ++row)
            done = mine && mine->setLabel(row, "by another process", "child").ok() && mine->setFlag(row + 1, true).ok();
        _exit(done ? 0 : 1);
    }
    Random random(1);
    Store store = open();
    const std::int64_t dataset = must(store.addDataset("d", "/d"));
    must(store.addExamples(dataset, someExamples(random, 300)));
    ExampleIndex index;
    prepare(index, store, dataset);
    ExampleQuery query;
    query.dataset = dataset;
    query.label = "by another process";
    EXPECT_TRUE(must(index.ids(store, query)).empty());
    ASSERT_EQ(write(go[1], "g", 1), 1);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    Store plain = open();
    EXPECT_EQ(must(index.ids(store, query)).size(), 10u);
    for (const char* sort : {"", "label", "length"}) {
        query.sortBy = sort;
        expectTheSame(index, store, plain, query);
    }
    query.flagged = true;
    expectTheSame(index, store, plain, query);
    EXPECT_TRUE(index.ready(dataset));
}

TEST_F(IndexTest, ManyChangesAtOnceAndNewRowsAreReadAgain) {
    Random random(2);
    Store store = open(), other = open();
    const std::int64_t dataset = must(store.addDataset("d", "/d"));
    auto examples = someExamples(random, int(StoreWatch::mostListed) + 10);
    std::vector<std::pair<std::string, std::string>> labels;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        examples[i].id = std::to_string(i);
        labels.emplace_back(examples[i].id, "imported");
    }
    must(store.addExamples(dataset, examples));
    ExampleIndex index;
    prepare(index, store, dataset);
    EXPECT_GT(index.bytes(), 18 * std::int64_t(examples.size()));
    EXPECT_LT(index.bytes(), 37 * std::int64_t(examples.size()) + 10'000);
    must(other.addAnnotations(dataset, labels, "ann"));
    ExampleQuery query;
    query.dataset = dataset;
    query.label = "imported";
    expectTheSame(index, store, other, query);
    EXPECT_FALSE(index.ready(dataset));
    prepare(index, store, dataset);
    must(other.addExamples(dataset, someExamples(random, 20)));
    query.label.clear();
    expectTheSame(index, store, other, query);
    prepare(index, store, dataset);
    expectTheSame(index, store, other, query);
}

TEST_F(IndexTest, LeavesToSqlWhatItCannotHold) {
    Random random(4);
    Store store = open();
    const std::int64_t dataset = must(store.addDataset("d", "/d"));
    auto examples = someExamples(random, int(ExampleIndex::mostValues) + 5);
    for (std::size_t i = 0; i < examples.size(); ++i)
        examples[i].source = "source " + std::to_string(i);
    must(store.addExamples(dataset, examples));
    ExampleIndex index;
    EXPECT_FALSE(must(index.prepare(store, 99)));
    EXPECT_FALSE(must(index.prepare(store, 0)));
    while (must(index.prepare(store, dataset))) {
    }
    EXPECT_FALSE(index.ready(dataset));
    for (int i = 0; i < 20; ++i)
        expectTheSame(index, store, store, someQuery(random, dataset));
    EXPECT_FALSE(index.ids(store, {dataset, "", "", "", "", "nothing", false}));
}

// The label that filters read as "none".
TEST_F(IndexTest, ALabelThatAFilterCannotNameIsLeftToSql) {
    Store store = open();
    const std::int64_t dataset = must(store.addDataset("d", "/d"));
    must(store.addExamples(dataset, {{"1", "a", "", "", "train", "", {}}, {"2", "b", "", "x", "train", "", {}}}));
    ExampleIndex index;
    prepare(index, store, dataset);
    must(store.setLabel(2, "∅", "ann"));
    for (const char* label : {"", "∅", "x"}) {
        ExampleQuery query;
        query.dataset = dataset;
        query.label = label;
        expectTheSame(index, store, store, query);
    }
    EXPECT_FALSE(index.ready(dataset));
}
