// SPDX-License-Identifier: GPL-3.0-or-later
// `demo` on the bundled sample teacher, as scripts use it.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;

namespace {

const std::string kShownTeacher = STILLHOUSE_SOURCE_DIR "/resources/sample/teacher";

std::string demo(const std::string& models, const std::string& rest) { return "stillhouse-cli demo " + models + " --prompt 'A card payment of 40 EUR' --threads 1 " + rest; }

void writeRiskTask(const TemporaryFolder& folder) {
    std::ofstream(folder / "task.json") << R"({"template": "{prompt}\nRisk:", "labels": [{"name": "low", "verbalizer": " low"}, {"name": "high", "verbalizer": " high"}]})";
}

} // namespace

TEST(DemoCommand, AnswersWithTextTimesAndSize) {
    const TemporaryFolder folder;
    const auto result = shell(demo(kShownTeacher + " " + kShownTeacher, "--max 6 --json"), folder.path());
    ASSERT_EQ(result.code, 0) << result.error;
    const auto answers = result.json().at("answers");
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].at("text"), answers[1].at("text")) << "greedy: the same model says the same";
    for (const auto& answer : answers) {
        EXPECT_EQ(answer.at("state"), "done");
        EXPECT_GT(answer.at("first_token_ms").get<double>(), 0);
        EXPECT_GT(answer.at("parameters").get<int>(), 1'000'000);
        EXPECT_EQ(answer.at("threads"), 1);
        EXPECT_FALSE(answer.contains("probabilities"));
    }
    const auto text = shell("stillhouse-cli generate " + kShownTeacher + " --prompt 'A card payment of 40 EUR' --max 6 --greedy --threads 1 --json", folder.path());
    EXPECT_EQ(answers[0].at("text"), text.json().at("text"));
}

TEST(DemoCommand, LabelsHaveProbabilities) {
    const TemporaryFolder folder;
    writeRiskTask(folder);
    const auto result = shell(demo(kShownTeacher, "--task task.json --label-only --json"), folder.path());
    ASSERT_EQ(result.code, 0) << result.error;
    const auto answer = result.json().at("answers").at(0);
    const double low = answer.at("probabilities").at("low"), high = answer.at("probabilities").at("high");
    EXPECT_NEAR(low + high, 1, 1e-9);
    EXPECT_EQ(answer.at("label"), low >= high ? "low" : "high");
    EXPECT_EQ(answer.at("text"), "");
    const auto shown = shell(demo(kShownTeacher, "--task task.json --max 4"), folder.path());
    EXPECT_NE(shown.out.find("> " + answer.at("label").get<std::string>()), std::string::npos) << shown.out;
    EXPECT_NE(shown.out.find("first token"), std::string::npos) << shown.out;
}

TEST(DemoCommand, AMissingModelIsSaidAndTheOthersAnswer) {
    const TemporaryFolder folder;
    const auto result = shell(demo("nowhere.gguf " + kShownTeacher, "--max 3 --together --json"), folder.path());
    EXPECT_EQ(result.code, 1);
    const auto answers = result.json().at("answers");
    EXPECT_EQ(answers[0].at("state"), "failed");
    EXPECT_TRUE(answers[0].contains("error"));
    EXPECT_EQ(answers[1].at("state"), "done");
    EXPECT_EQ(shell(demo(kShownTeacher, "--label-only"), folder.path()).code, 2) << "labels need a task";
    EXPECT_EQ(shell("stillhouse-cli demo a b c d --prompt x", folder.path()).code, 2) << "three at most";
}
