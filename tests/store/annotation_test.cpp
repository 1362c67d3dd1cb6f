// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of several people, decisions, flags and suggestions in the store.
#include "tests/store/temporary_store.h"

#include <cmath>
#include <fstream>
#include <sstream>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class AnnotationTest : public StoreTest {
protected:
    /// Examples "0", "1", … with prompts "prompt 0", …; the first one was imported with the label "old".
    std::int64_t add(Store& store, int count) {
        const auto id = must(store.addDataset("d", "/d.jsonl"));
        std::vector<Example> examples;
        for (int i = 0; i < count; ++i)
            examples.push_back({std::to_string(i), "prompt " + std::to_string(i), "", i == 0 ? "old" : "", "train", "", {}});
        must(store.addExamples(id, examples));
        return id;
    }
    std::string label(Store& store, std::int64_t row) { return must(store.examples({row})).front().example.label; }
    std::vector<std::int64_t> rows(Store& store, std::int64_t dataset) { return ids(store, dataset, [](ExampleQuery&) {}); }
    template <class Change>
    std::vector<std::int64_t> ids(Store& store, std::int64_t dataset, Change change) {
        ExampleQuery query;
        query.dataset = dataset;
        change(query);
        return must(store.exampleIds(query));
    }
    std::string exported(Store& store, std::int64_t dataset) {
        must(store.exportDataset(dataset, (folder_ / "out.jsonl").string()));
        std::stringstream text;
        text << std::ifstream(folder_ / "out.jsonl").rdbuf();
        return text.str();
    }
};

} // namespace

TEST_F(AnnotationTest, MostAnnotatorsDecideAndAmongEqualsTheNewest) {
    Store store = open();
    const auto row = rows(store, add(store, 2))[0];
    must(store.setLabel(row, "a", "ann"));
    EXPECT_EQ(label(store, row), "a");
    must(store.setLabel(row, "b", "bob"));
    EXPECT_EQ(label(store, row), "b") << "one each: the newest";
    must(store.setLabel(row, "a", "cy"));
    EXPECT_EQ(label(store, row), "a");
    must(store.setLabel(row, "b", "dan"));
    must(store.setLabel(row, "b", "ann")); // ann changes her mind: 3 to 1
    EXPECT_EQ(label(store, row), "b");
    const auto said = must(store.examples({row})).front().annotations;
    ASSERT_EQ(said.size(), 4u);
    EXPECT_EQ(said[0].annotator + said[0].label, "annb");
}

TEST_F(AnnotationTest, WithdrawnLabelsLeaveWhatWasImported) {
    Store store = open();
    const auto dataset = add(store, 2);
    const auto row = rows(store, dataset)[0];
    must(store.setLabel(row, "a", "ann"));
    must(store.setLabel(row, "", "bob")); // bob says that it has none
    EXPECT_EQ(label(store, row), "");
    EXPECT_EQ(must(store.datasets())[0].labelled, 0);
    must(store.withdrawLabel(row, "bob"));
    EXPECT_EQ(label(store, row), "a");
    must(store.withdrawLabel(row, "ann"));
    EXPECT_EQ(label(store, row), "old");
    EXPECT_TRUE(must(store.examples({row})).front().annotations.empty());
    EXPECT_EQ(must(store.datasets())[0].labelled, 1);
    EXPECT_EQ(sql("SELECT count(*) FROM labels"), "4") << "history keeps every change";
    EXPECT_EQ(store.withdrawLabel(99, "ann").error().kind, ErrorKind::NotFound);
}

TEST_F(AnnotationTest, TheDecidedLabelWinsInListsCountsAndExport) {
    Store store = open();
    const auto dataset = add(store, 3);
    const auto row = rows(store, dataset)[1];
    must(store.setLabel(row, "a", "ann"));
    must(store.setLabel(row, "b", "bob"));
    EXPECT_EQ(must(store.disputed(dataset)), std::vector<std::int64_t>{row});
    EXPECT_EQ(ids(store, dataset, [](ExampleQuery& q) { q.disputed = true; }), std::vector<std::int64_t>{row});
    must(store.adjudicate(row, "c", "eva"));
    EXPECT_TRUE(must(store.examples({row})).front().adjudicated);
    EXPECT_EQ(label(store, row), "c");
    must(store.setLabel(row, "a", "bob")); // a later label does not change a decision
    must(store.setLabel(row, "b", "bob"));
    EXPECT_EQ(label(store, row), "c");
    EXPECT_EQ(must(store.labelCounts(dataset))["c"], 1);
    EXPECT_NE(exported(store, dataset).find(R"("id":"1","prompt":"prompt 1","label":"c")"), std::string::npos);
    EXPECT_TRUE(ids(store, dataset, [](ExampleQuery& q) { q.disputed = true; }).empty());
    EXPECT_EQ(must(store.disputed(dataset)).size(), 1u);
    must(store.adjudicate(row, std::nullopt, "eva"));
    EXPECT_EQ(label(store, row), "b");
}

TEST_F(AnnotationTest, FiltersKnowWhoLabelledAndWhatIsFlagged) {
    Store store = open();
    const auto dataset = add(store, 4);
    const auto all = rows(store, dataset);
    must(store.setLabel(all[1], "a", "ann"));
    must(store.setLabel(all[2], "a", "bob"));
    EXPECT_EQ(ids(store, dataset, [](ExampleQuery& q) { q.openFor = "ann"; }), (std::vector<std::int64_t>{all[0], all[2], all[3]}));
    EXPECT_EQ(ids(store, dataset, [](ExampleQuery& q) { q.openFor = "bob"; q.label = "∅"; }), (std::vector<std::int64_t>{all[3]}));
    must(store.setFlag(all[3], true));
    must(store.setFlag(all[0], true));
    must(store.setFlag(all[0], false));
    EXPECT_EQ(ids(store, dataset, [](ExampleQuery& q) { q.flagged = true; }), std::vector<std::int64_t>{all[3]});
    EXPECT_NE(exported(store, dataset).find(R"("id":"3","prompt":"prompt 3","split":"train","tags":["flagged"])"), std::string::npos);
    EXPECT_NE(must(store.setting("labels.changed")), std::nullopt) << "the training file is written again before the next run";
}

TEST_F(AnnotationTest, AgreementCellsCountExamplesThatBothLabelled) {
    Store store = open();
    const auto dataset = add(store, 5), other = add(store, 1);
    const auto all = rows(store, dataset);
    for (int i = 0; i < 4; ++i)
        must(store.setLabel(all[std::size_t(i)], i < 2 ? "a" : "b", "ann"));
    EXPECT_EQ(must(store.addAnnotations(dataset, {{"0", "a"}, {"1", "b"}, {"2", "b"}, {"4", "b"}, {"unknown", "a"}}, "bob")), 4);
    must(store.setLabel(rows(store, other)[0], "a", "bob"));
    const auto people = must(store.annotators(dataset));
    ASSERT_EQ(people.size(), 2u);
    EXPECT_EQ(people[0].name, "ann");
    EXPECT_EQ(people[0].labels, 4);
    std::string cells;
    for (const auto& cell : must(store.agreementCells(dataset)))
        cells += cell.first + "/" + cell.second + " " + cell.firstLabel + cell.secondLabel + std::to_string(cell.examples) + "; ";
    EXPECT_EQ(cells, "ann/bob aa1; ann/bob ab1; ann/bob bb1; ");
}

TEST_F(AnnotationTest, UncertainExamplesComeFirstAndThoseWithoutASuggestionLast) {
    Store store = open();
    const auto dataset = add(store, 5);
    const auto all = rows(store, dataset);
    const SuggestionSource source{"k1", "/m", {"a", "b"}};
    must(store.beginSuggestions(dataset, source));
    const auto suggestion = [&](double p) { return LabelSuggestion{{p, 1 - p}, p > 0.5 ? "a" : "b", std::max(p, 1 - p), -p * std::log(p) - (1 - p) * std::log(1 - p)}; };
    must(store.addSuggestions(dataset, {{all[0], suggestion(0.9)}, {all[2], suggestion(0.45)}, {all[4], suggestion(0.2)}}));
    const auto sorted = ids(store, dataset, [](ExampleQuery& q) { q.sortBy = "uncertainty"; q.descending = true; });
    EXPECT_EQ(sorted, (std::vector<std::int64_t>{all[2], all[4], all[0], all[1], all[3]}));
    EXPECT_EQ(ids(store, dataset, [](ExampleQuery& q) { q.sortBy = "uncertainty"; }), (std::vector<std::int64_t>{all[0], all[4], all[2], all[1], all[3]}));
    const auto row = must(store.examples({all[4]})).front();
    ASSERT_TRUE(row.suggestion);
    EXPECT_EQ(row.suggestion->label, "b");
    EXPECT_DOUBLE_EQ(row.suggestion->probabilities[0], 0.2);
    EXPECT_EQ(must(store.suggestionSource(dataset))->labels, source.labels);
    must(store.beginSuggestions(dataset, source));
    EXPECT_EQ(must(store.suggested(dataset)).size(), 3u) << "the same source goes on";
    must(store.beginSuggestions(dataset, {"k2", "/n", {"a", "b"}}));
    EXPECT_TRUE(must(store.suggested(dataset)).empty()) << "another one begins anew";
    must(store.addSuggestions(dataset, {{all[0], suggestion(0.9)}}));
    must(store.deleteDataset(dataset));
    EXPECT_EQ(sql("SELECT (SELECT count(*) FROM suggestions) + (SELECT count(*) FROM suggestion_sources)"), "0");
}

TEST_F(AnnotationTest, WhoLabelledBeforeVersionFiveIsAnAnnotator) {
    {
        Store store = open();
        const auto all = rows(store, add(store, 2));
        must(store.setLabel(all[0], "a", "ann"));
        must(store.setLabel(all[0], "b", "ann"));
        must(store.setLabel(all[0], "c", "bob"));
    }
    execute("DROP VIEW v_annotations; DROP TABLE annotations; DROP TABLE adjudications; DROP TABLE suggestions; DROP TABLE suggestion_sources;"
            "DROP INDEX examples_flagged; PRAGMA user_version = 4");
    Store store = open();
    EXPECT_EQ(sql("SELECT group_concat(annotator || label, ' ') FROM (SELECT * FROM annotations ORDER BY annotator)"), "annb bobc");
    EXPECT_EQ(sql("SELECT label FROM examples WHERE example_id = '0'"), "c");
    EXPECT_EQ(sql("SELECT final FROM v_annotations WHERE annotator = 'ann'"), "c");
}
