// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/support.h"

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(JsonLines, ReadsObjectsAndConvertsValues) {
    const TemporaryFolder folder;
    const auto got = import(folder.write("a.jsonl", "{\"text\":\"a\\u00e9\",\"label\":1,\"tags\":[\"x\",\"y\"],\"id\":\"q7\"}\n\n{\"text\":\"b\",\"label\":null}\r\n"));
    ASSERT_EQ(got.error, "");
    ASSERT_EQ(got.examples.size(), 2u);
    EXPECT_EQ(got.examples[0].prompt, "a\xc3\xa9");
    EXPECT_EQ(got.examples[0].label, "1");
    EXPECT_EQ(got.examples[0].id, "q7");
    EXPECT_EQ(got.examples[0].tags, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(got.examples[1].id, "1");
    EXPECT_EQ(got.examples[1].label, "");
}

TEST(JsonLines, FaultsNameTheLine) {
    const TemporaryFolder folder;
    const std::string good = "{\"text\":\"a\"}\n";
    EXPECT_NE(import(folder.write("a.jsonl", good + "{\"text\":\n")).error.find("a.jsonl, line 2, byte"), std::string::npos);
    EXPECT_NE(import(folder.write("a.jsonl", good + "[1]\n")).error.find("line 2: This row is not a JSON object"), std::string::npos);
    EXPECT_NE(import(folder.write("a.jsonl", good + "{\"text\":\"\"}\n")).error.find("line 2: This row has no prompt"), std::string::npos);
    EXPECT_NE(import(folder.write("a.jsonl", good + "{\"text\":" + std::string(5000, '[') + "\n")).error.find("nest deeper"), std::string::npos);
    EXPECT_NE(import(folder.write("a.jsonl", good + "{\"text\":\"b\",\"split\":\"traning\"}\n")).error.find("'traning' is no split"), std::string::npos);
    ReadOptions skip;
    skip.keepBadRows = true;
    const auto kept = import(folder.write("a.jsonl", good + "{\"text\":\n[1]\n" + good), skip);
    EXPECT_EQ(kept.summary.rows, 2);
    EXPECT_EQ(kept.summary.skipped, 2);
}

TEST(JsonArray, IsReadElementByElement) {
    const TemporaryFolder folder;
    const auto got = import(folder.write("a.json", " [\n {\"text\": \"a ] , } \\\" b\", \"label\":\"x\"} ,\n{\"text\":\"c\",\"label\":\"y\"}\n]\n "));
    ASSERT_EQ(got.error, "");
    ASSERT_EQ(got.examples.size(), 2u);
    EXPECT_EQ(got.examples[0].prompt, "a ] , } \" b");
    EXPECT_EQ(got.examples[1].label, "y");
}

TEST(JsonArray, StructureFaultsAreErrors) {
    const TemporaryFolder folder;
    const auto error = [&](const std::string& text) { return import(folder.write("a.json", text)).error; };
    EXPECT_NE(error("[{\"text\":\"a\"},\n{\"text\":\"b\"").find("line 2: The file ends inside its array"), std::string::npos);
    EXPECT_NE(error("[{\"text\":\"a\"}").find("The file ends inside its array"), std::string::npos);
    EXPECT_NE(error("[{\"text\":\"a\"}{\"text\":\"b\"}]").find("A comma is missing"), std::string::npos);
    EXPECT_NE(error("[{\"text\":\"a\"}] 1").find("Something follows the end of the array"), std::string::npos);
    EXPECT_NE(error("[" + std::string(200'000, '[')).find("nest deeper than 64"), std::string::npos);
    EXPECT_NE(error("[]").find("No column looks like the prompt"), std::string::npos);
    EXPECT_NE(error("[1]").find("not a JSON object"), std::string::npos);
}

TEST(PlainText, ParagraphsWhereBlankLinesAreElseLines) {
    const TemporaryFolder folder;
    const auto lines = import(folder.write("a.txt", "one\ntwo\r\nthree"));
    ASSERT_EQ(lines.examples.size(), 3u);
    EXPECT_EQ(lines.examples[1].prompt, "two");
    const std::string blocks = "\none\ntwo\n\n \nthree\n";
    const auto paragraphs = import(folder.write("b.txt", blocks));
    ASSERT_EQ(paragraphs.examples.size(), 2u);
    EXPECT_EQ(paragraphs.examples[0].prompt, "one\ntwo");
    ReadOptions options;
    options.mapping.prompt = "line";
    EXPECT_EQ(import(folder.write("b.txt", blocks), options).examples.size(), 3u);
    EXPECT_EQ(import(folder.write("c.txt", "[Chorus]\nla\n")).examples.size(), 2u);
}

TEST(Layouts, AlpacaJoinsInstructionAndInput) {
    const TemporaryFolder folder;
    const auto path = folder.write("a.json", R"([{"instruction":"Add.","input":"1 2","output":"3"},{"instruction":"Hi","input":"","output":"Hello"}])");
    EXPECT_EQ(previewData(path, {}, 5)->format, DataFormat::Alpaca);
    const auto got = import(path);
    ASSERT_EQ(got.examples.size(), 2u) << got.error;
    EXPECT_EQ(got.examples[0].prompt, "Add.\n\n1 2");
    EXPECT_EQ(got.examples[0].response, "3");
    EXPECT_EQ(got.examples[1].prompt, "Hi");
}

TEST(Layouts, DialoguesBecomePromptAndLastAnswer) {
    const TemporaryFolder folder;
    const auto path = folder.write("a.jsonl",
                                   R"({"conversations":[{"from":"human","value":"Q"},{"from":"gpt","value":"A"}]})"
                                   "\n"
                                   R"({"messages":[{"role":"system","content":"S"},{"role":"user","content":[{"type":"text","text":"Q1"}]},{"role":"assistant","content":"A1"},{"role":"user","content":"Q2"},{"role":"assistant","content":"A2"}]})"
                                   "\n");
    EXPECT_EQ(previewData(path, {}, 5)->format, DataFormat::ShareGpt);
    const auto got = import(path);
    ASSERT_EQ(got.examples.size(), 2u) << got.error;
    EXPECT_EQ(got.examples[0].prompt, "Q");
    EXPECT_EQ(got.examples[0].response, "A");
    EXPECT_EQ(got.examples[1].prompt, "S\n\nUser: Q1\n\nAssistant: A1\n\nUser: Q2\n\nAssistant:");
    EXPECT_EQ(got.examples[1].response, "A2");
    EXPECT_NE(import(folder.write("b.jsonl", R"({"messages":[{"role":"ghost","content":"x"}]})")).error.find("'ghost', which is no known role"),
              std::string::npos);
}

TEST(Mapping, TemplatesCombineColumns) {
    const TemporaryFolder folder;
    const auto mail = folder.write("a.csv", "subject,text,label\nHello,World,ham\n");
    EXPECT_EQ(import(mail).examples[0].prompt, "Subject: Hello\nWorld");
    ReadOptions options;
    options.mapping.promptTemplate = "{{{text}} from {subject}";
    EXPECT_EQ(import(mail, options).examples[0].prompt, "{World} from Hello");
    options.mapping.promptTemplate = "{txt}";
    EXPECT_NE(import(mail, options).error.find("Did you mean 'text'?"), std::string::npos);
    options.mapping.promptTemplate = "{text";
    EXPECT_NE(import(mail, options).error.find("never closed"), std::string::npos);
    ReadOptions chosen;
    chosen.mapping.prompt = "text";
    chosen.mapping.label = "-";
    EXPECT_EQ(import(mail, chosen).examples[0].prompt, "World");
    EXPECT_EQ(import(mail, chosen).examples[0].label, "");
}

TEST(Limits, ARowOf100MegabytesIsRefusedWithoutReadingItWhole) {
    const TemporaryFolder folder;
    const std::string row(100'000'000, 'a');
    for (const char* name : {"a.jsonl", "a.csv", "a.json", "a.txt"}) {
        const std::string start = std::string(name) == "a.json" ? "[{\"text\":\"" : std::string(name) == "a.jsonl" ? "{\"text\":\"" : "text,label\n\"";
        const auto got = import(folder.write(name, start + row));
        EXPECT_NE(got.error.find("longer than 32 MiB"), std::string::npos) << name << ": " << got.error.substr(0, 300);
    }
}

TEST(Import, StopsWithinARowAndIsCancelledNotFailed) {
    const TemporaryFolder folder;
    RunControl control;
    int seen = 0;
    const auto result = importData(folder.write("a.txt", "a\nb\nc\nd\n"), {},
                                   [&](Example&&) {
                                       if (++seen == 2)
                                           control.requestStop();
                                   },
                                   control);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(seen, 2);
}

TEST(Import, TellsProgressInBytesToTheEnd) {
    const TemporaryFolder folder;
    RunControl control;
    Progress last;
    control.addObserver([&](const Report& report) { last = std::get<Progress>(report); });
    ASSERT_TRUE(importData(folder.write("a.txt", "a\nb\n"), {}, [](Example&&) {}, control).ok());
    EXPECT_EQ(last.done, 4);
    EXPECT_EQ(last.total, 4);
    EXPECT_EQ(last.rateUnit, "B/s");
}

TEST(Import, MissingFilesAndFoldersAreErrors) {
    const TemporaryFolder folder;
    EXPECT_EQ(import((folder.path() / "none.csv").string()).kind, ErrorKind::NotFound);
    EXPECT_NE(import(folder.path().string()).error.find("not a regular file"), std::string::npos);
}
