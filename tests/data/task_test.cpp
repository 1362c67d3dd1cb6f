// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/support.h"

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(Task, RoundTrips) {
    const TemporaryFolder folder;
    Task task;
    task.name = "risk";
    task.promptTemplate = "{prompt}\nRisk:";
    task.labels = {{"fraud", " fraud"}, {"fine", " ok"}};
    task.positive = "fraud";
    task.gates = {"accuracy>0.95", "recall >= 0.9"};
    const std::string path = (folder.path() / "task.json").string();
    ASSERT_TRUE(writeTask(task, path).ok());
    const auto read = readTask(path);
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read->name, "risk");
    EXPECT_EQ(read->labels[1].verbalizer, " ok");
    EXPECT_EQ(read->positive, "fraud");
    EXPECT_EQ(read->gates, task.gates);
    EXPECT_EQ(read->promptTemplate, task.promptTemplate);
}

TEST(Task, LabelsMayBePlainWords) {
    const TemporaryFolder folder;
    const auto read = readTask(folder.write("t.json", R"({"labels":["low","high"]})"));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->labels[0].verbalizer, " low");
    EXPECT_EQ(read->kind, "classification");
}

TEST(Task, FaultsNameKeyAndRemedy) {
    const TemporaryFolder folder;
    const auto error = [&](const std::string& text) { return readTask(folder.write("t.json", text)).error().english(); };
    const auto has = [&](const std::string& text, const char* part) { return error(text).find(part) != std::string::npos; };
    EXPECT_TRUE(has(R"({"lables":["a","b"]})", "labels")) << error(R"({"lables":["a","b"]})");
    EXPECT_TRUE(has(R"({"labels":["a"]})", "at least two labels"));
    EXPECT_TRUE(has(R"({"labels":["a","a"]})", "stands twice"));
    EXPECT_TRUE(has(R"({"labels":[{"name":"a","verbalizer":" x"},{"name":"b","verbalizer":" x"}]})", "share the verbalizer"));
    EXPECT_TRUE(has(R"({"labels":["a","b"],"positive":"c"})", "'c' is none of the labels"));
    EXPECT_TRUE(has(R"({"labels":["a","b"],"template":"Risk:"})", "no place for the prompt"));
    EXPECT_TRUE(has(R"({"labels":["a","b"],"kind":"regression"})", "no kind of task"));
    EXPECT_TRUE(has(R"({"labels":["a","b"],"gates":["accuracy"]})", "is no gate"));
    EXPECT_TRUE(has(R"({"labels":["a","b"],"gates":["accuracy>high"]})", "is no gate"));
    EXPECT_TRUE(has(R"([1])", "t.json"));
    Task bad;
    EXPECT_FALSE(writeTask(bad, (folder.path() / "x.json").string()).ok());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "x.json"));
}

TEST(Task, IsGuessedFromTheLabels) {
    const Task task = taskFor({{"ham", 10}, {"spam", 3}, {"", 4}});
    EXPECT_EQ(task.promptTemplate, "{prompt}\nLabel:");
    ASSERT_EQ(task.labels.size(), 2u);
    EXPECT_EQ(task.labels[1].verbalizer, " spam");
    EXPECT_EQ(taskFor({}).kind, "generation");
}

TEST(Advice, IsTheBriefs) {
    // 500 to 1,000 examples per 100 M parameters for A, 2,000 to 5,000 for B: 1.5 B parameters are 15 times that.
    const DataAdvice advice = dataAdvice(8'000, 1'500'000'000);
    EXPECT_EQ(advice.minimumA, 7'500);
    EXPECT_EQ(advice.maximumA, 15'000);
    EXPECT_EQ(advice.minimumB, 30'000);
    EXPECT_EQ(advice.maximumB, 75'000);
    EXPECT_EQ(advice.deployment, 50'000);
    ASSERT_EQ(advice.lines.size(), 3u);
    EXPECT_EQ(advice.lines[0].english(), "Strategy A wants 7,500 to 15,000 examples for this student; 8,000 are here: enough");
    EXPECT_EQ(advice.lines[1].english(), "Strategy B wants 30,000 to 75,000 examples for this student; 8,000 are here: too few");
    EXPECT_EQ(dataAdvice(1, 250'001).minimumA, 2) << "1.250005, rounded up";
}

TEST(Preferences, PlainRowsDialoguesAndFaults) {
    const TemporaryFolder folder;
    const auto read = readPreferences(folder.write("p.jsonl", "{\"prompt\":\"q\",\"chosen\":\"a\",\"rejected\":\"b\",\"annotator\":\"kim\"}\n"
                                                              "{\"prompt\":\"q\",\"chosen\":\"a\",\"rejected\":\"a\"}\n"));
    ASSERT_TRUE(read.ok());
    ASSERT_EQ(read->size(), 1u) << "equal answers are left out";
    EXPECT_EQ((*read)[0].annotator, "kim");
    const auto hh = readPreferences(folder.write("h.jsonl", R"({"chosen":"\n\nHuman: hi\n\nAssistant: yes\n\nHuman: so?\n\nAssistant: good","rejected":"\n\nHuman: hi\n\nAssistant: yes\n\nHuman: so?\n\nAssistant: go away"})"));
    ASSERT_TRUE(hh.ok());
    EXPECT_EQ((*hh)[0].prompt, "\n\nHuman: hi\n\nAssistant: yes\n\nHuman: so?\n\nAssistant:");
    EXPECT_EQ((*hh)[0].chosen, "good");
    EXPECT_EQ((*hh)[0].rejected, "go away");
    EXPECT_FALSE(readPreferences(folder.write("x.jsonl", "{\"prompt\":\"q\"}\n")).ok());
    EXPECT_FALSE(readPreferences(folder.write("y.jsonl", "{\"chosen\":\"a\",\"rejected\":\"b\"}\n")).ok());
}
