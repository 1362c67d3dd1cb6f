// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/temporary_store.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class DatasetTest : public StoreTest {
protected:
    std::int64_t add(Store& store, const std::vector<Example>& examples) {
        const std::int64_t id = must(store.addDataset("d", "/d.jsonl"));
        must(store.addExamples(id, examples));
        return id;
    }
    /// The example ids that a search finds, joined.
    std::string found(Store& store, std::int64_t dataset, const std::string& search) {
        ExampleQuery query;
        query.dataset = dataset;
        query.search = search;
        std::string out;
        for (const ExampleRow& row : must(store.examples(must(store.exampleIds(query)))))
            out += row.example.id;
        return out;
    }
};

Example example(const std::string& id, const std::string& prompt, const std::string& response = {}, const std::string& label = {}) {
    return {id, prompt, response, label, "train", "bank", {}};
}

std::vector<Example> manyExamples(std::size_t count) {
    std::mt19937 random(5);
    const std::vector<std::string> words{"payment", "loan", "refund", "card", "night", "贷款", "transfer"};
    const std::vector<std::string> labels{"", "fraud", "legit"}, splits{"train", "validation", "test"}, sources{"bank", "shop"};
    std::vector<Example> examples(count);
    for (std::size_t i = 0; i < count; ++i) {
        Example& e = examples[i];
        e.id = "x" + std::to_string(random() % 1000);
        for (unsigned n = 1 + random() % 6; n > 0; --n)
            e.prompt += words[random() % words.size()] + " ";
        e.prompt += std::to_string(random() % 50);
        e.response = words[random() % words.size()];
        e.label = labels[random() % 3];
        e.split = splits[random() % 3];
        e.source = sources[random() % 2];
    }
    return examples;
}

/// All row ids in the order that the query asks for, worked out without SQL. Row ids are 1, 2, … in a new file.
std::vector<std::int64_t> expectedOrder(const std::vector<Example>& examples, const std::string& sortBy, bool descending) {
    std::vector<std::pair<std::string, std::int64_t>> keys;
    for (const Example& e : examples) {
        const std::string length = std::to_string(e.prompt.size() + e.response.size() + 1000000); // equally many digits
        keys.emplace_back(sortBy == "id"       ? e.id
                          : sortBy == "prompt" ? e.prompt.substr(0, 48)
                          : sortBy == "label"  ? e.label
                          : sortBy == "split"  ? e.split
                          : sortBy == "source" ? e.source
                          : sortBy == "length" ? length
                                               : std::string(),
                          keys.size() + 1);
    }
    std::sort(keys.begin(), keys.end());
    if (descending)
        std::reverse(keys.begin(), keys.end());
    std::vector<std::int64_t> ids;
    for (const auto& key : keys)
        ids.push_back(key.second);
    return ids;
}

/// Those of `order` that the query's filters and `word` leave.
std::vector<std::int64_t> filtered(const std::vector<Example>& examples, std::vector<std::int64_t> order, const ExampleQuery& query,
                                   const std::string& word) {
    std::erase_if(order, [&](std::int64_t id) {
        const Example& e = examples[static_cast<std::size_t>(id - 1)];
        const bool labelled = e.label == (query.label == "∅" ? "" : query.label);
        const bool hasWord = word.empty() || (" " + e.prompt + " " + e.response + " ").find(" " + word + " ") != std::string::npos;
        return !labelled || !hasWord || (!query.split.empty() && e.split != query.split) || e.source != query.source;
    });
    return order;
}

} // namespace

TEST_F(DatasetTest, ExamplesComeBackAsTheyWere) {
    Store store = open();
    Example odd{"i\"1", "line\nbreak \xff invalid", std::string("nul\0byte", 8), "标签", "test", "src", {"flagged", "a,b"}};
    const std::int64_t id = add(store, {odd, example("2", "plain")});
    const auto ids = must(store.exampleIds({id, "", "", "", "", "", false}));
    const auto rows = must(store.examples({ids[1], ids[0]}));
    EXPECT_EQ(rows[0].example.id, "2");
    const Example& back = rows[1].example;
    EXPECT_EQ(std::tie(back.id, back.prompt, back.response, back.label, back.split, back.source, back.tags),
              std::tie(odd.id, odd.prompt, odd.response, odd.label, odd.split, odd.source, odd.tags));
    EXPECT_TRUE(rows[1].flagged);
    EXPECT_FALSE(rows[0].flagged);
    EXPECT_EQ(store.examples({999}).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(store.addExamples(999, {odd}).error().kind, ErrorKind::NotFound);
}

TEST_F(DatasetTest, CountsFollowLabelsAndHistoryKeepsEveryChange) {
    Store store = open();
    const std::int64_t id = add(store, {example("1", "a", "", "fraud"), example("2", "b"), example("3", "c")});
    must(store.finishDataset(id, {3, 0, 0, 0, {}, {}, "hash", {}}));
    const auto ids = must(store.exampleIds({id, "", "", "", "", "", false}));
    must(store.setLabel(ids[1], "legit", "ann"));
    must(store.setLabel(ids[1], "fraud", "bob"));
    must(store.setLabel(ids[0], "", "bob"));
    const DatasetRow row = must(store.datasets()).at(0);
    EXPECT_EQ(row.rows, 3);
    EXPECT_EQ(row.labelled, 1);
    EXPECT_EQ(row.hash, "hash");
    EXPECT_EQ(must(store.labelCounts(id)), (std::map<std::string, std::int64_t>{{"", 2}, {"fraud", 1}}));
    EXPECT_EQ(must(store.splitCounts(id)), (std::map<std::string, std::int64_t>{{"train", 3}}));
    EXPECT_EQ(sql("SELECT group_concat(previous || '>' || label || ' ' || annotator, '; ') FROM labels ORDER BY id"),
              ">legit ann; legit>fraud bob; fraud> bob");
    EXPECT_EQ(store.setLabel(999, "x", "").error().kind, ErrorKind::NotFound);
}

TEST_F(DatasetTest, SearchFindsWordsPhrasesBeginningsAndChinese) {
    Store store = open();
    const std::int64_t id = add(store, {example("1", "Überweisung to a CARD", "fraudulent"), example("2", "我的贷款被拒绝了"),
                                        example("3", "款贷 card-holder", "ok"), example("4", "カードの支払い", "c'est \"fine\"")});
    EXPECT_EQ(found(store, id, "card"), "13");
    EXPECT_EQ(found(store, id, "uberweisung"), "1"); // accents and case do not count
    EXPECT_EQ(found(store, id, "card fraud"), "1");  // the last word may go on
    EXPECT_EQ(found(store, id, "fraud card"), "");   // the others are whole
    EXPECT_EQ(found(store, id, "fraud "), "");
    EXPECT_EQ(found(store, id, "card-holder"), "3");
    EXPECT_EQ(found(store, id, "贷款"), "2"); // in this order, not 款贷
    EXPECT_EQ(found(store, id, "款"), "23");
    EXPECT_EQ(found(store, id, "拒绝 贷款"), "2");
    EXPECT_EQ(found(store, id, "支払"), "4");
    EXPECT_EQ(found(store, id, "\"fine\""), "4");
    EXPECT_EQ(found(store, id, "*** card !"), "13");
    EXPECT_EQ(found(store, id, "***"), "1234"); // nothing to look for
}

TEST_F(DatasetTest, NoInputMakesTheSearchFail) {
    Store store = open();
    const std::int64_t id = add(store, {example("1", "a AND b OR NOT c NEAR d")});
    EXPECT_EQ(found(store, id, "AND OR NOT NEAR"), "1");
    for (const std::string text : {"\"", "'", "\"\"\"", "*", "a*", "-", "a -b", "^a", "text:", "text:a", "NEAR(", "(", ")", "a)(", "{", "+", "\\", "%",
                                   ";--", "\xff\xfe", "\xe8\xb4", "贷", "🙂", "a\"b", "AND", "OR", "NOT a", "\t\n"})
        EXPECT_TRUE(store.exampleIds({id, text, "", "", "", "", false})) << text;
    std::mt19937 random(2);
    const std::string alphabet = "\"*-()ab :^+'\0\xe8\xb4\xb7\xffNOT{}";
    for (int i = 0; i < 2000; ++i) {
        std::string text(random() % 12, ' ');
        for (char& c : text)
            c = alphabet[random() % alphabet.size()];
        const auto result = store.exampleIds({id, text, "", "", "", "", false});
        ASSERT_TRUE(result) << text << ": " << result.error().english() << result.error().details;
    }
    EXPECT_FALSE(store.exampleIds({id, "", "", "", "", "prompt; DROP TABLE runs", false}));
    EXPECT_TRUE(must(store.exampleIds({999, "word", "", "", "", "id", false})).empty());
}

TEST_F(DatasetTest, EveryFilterAndSortOfAHundredThousandRowsIsRight) {
    Store store = open();
    const auto examples = manyExamples(100000);
    const std::int64_t id = add(store, examples);
    add(store, manyExamples(10)); // another data set must not show through
    for (const char* sort : {"", "id", "prompt", "label", "split", "source", "length"})
        for (const bool descending : {false, true}) {
            ExampleQuery query{id, "", "", "", "", sort, descending};
            const auto order = expectedOrder(examples, sort, descending);
            EXPECT_EQ(must(store.exampleIds(query)), order) << sort;
            query.label = "∅";
            query.source = "shop";
            EXPECT_EQ(must(store.exampleIds(query)), filtered(examples, order, query, "")) << sort;
            query.label = "fraud";
            query.split = "test";
            query.search = "贷款 ";
            EXPECT_EQ(must(store.exampleIds(query)), filtered(examples, order, query, "贷款")) << sort;
        }
}

TEST_F(DatasetTest, DeletingADatasetLeavesTheOthersAlone) {
    Store store = open();
    const std::int64_t first = add(store, {example("1", "card")});
    const std::int64_t second = add(store, {example("2", "card")});
    must(store.deleteDataset(first));
    EXPECT_EQ(must(store.datasets()).size(), 1u);
    EXPECT_EQ(found(store, second, "card"), "2");
    EXPECT_EQ(found(store, first, "card"), "");
    EXPECT_EQ(sql("SELECT count(*) FROM example_texts"), "1");
    EXPECT_EQ(store.deleteDataset(first).error().kind, ErrorKind::NotFound);
    const std::int64_t third = add(store, {example("3", "card")});
    EXPECT_NE(third, first);
    EXPECT_EQ(sql("SELECT group_concat(dataset || prompt) FROM v_examples"), "dcard,dcard");
}

TEST_F(DatasetTest, ExportWritesOneJsonObjectPerLine) {
    Store store = open();
    Example full{"1", "say \"hi\"\n", "好", "ok", "test", "bank", {"t"}};
    const std::int64_t id = add(store, {full, {"2", "p\xff", "", "", "", "", {}}});
    must(store.exportDataset(id, (folder_ / "out.jsonl").string()));
    std::ifstream file(folder_ / "out.jsonl");
    std::string line;
    std::getline(file, line);
    EXPECT_EQ(line, R"({"id":"1","prompt":"say \"hi\"\n","response":"好","label":"ok","split":"test","source":"bank","tags":["t"]})");
    std::getline(file, line);
    EXPECT_EQ(nlohmann::json::parse(line)["prompt"], "p\xef\xbf\xbd"); // JSON is UTF-8: the replacement character
    EXPECT_EQ(nlohmann::json::parse(line).size(), 2u);
    EXPECT_FALSE(std::getline(file, line));
    EXPECT_EQ(store.exportDataset(id, (folder_ / "none/out.jsonl").string()).error().kind, ErrorKind::Io);
}
