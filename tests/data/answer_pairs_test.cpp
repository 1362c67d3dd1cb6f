// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs of answers to be compared by hand.
#include "core/api/preferences.h"
#include "tests/data/support.h"

#include <gtest/gtest.h>

#include <set>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

Task threeLabels() {
    Task task;
    task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
    return task;
}

} // namespace

TEST(AnswerPairs, TheKeyForgetsSidesAndSourceButNotWhereATextEnds) {
    const auto key = pairKey({"p", "a", "b", "file"});
    EXPECT_EQ(key, pairKey({"p", "b", "a", "run"}));
    EXPECT_NE(key, pairKey({"q", "a", "b", "file"}));
    EXPECT_NE(pairKey({"p", "ab", "c", ""}), pairKey({"p", "a", "bc", ""}));
}

TEST(AnswerPairs, SidesFollowFromTheTextsAloneAndSayNothing) {
    int first = 0;
    for (int i = 0; i < 400; ++i) {
        const std::string prompt = "prompt " + std::to_string(i);
        const auto pair = shuffledSides({prompt, "better", "worse", ""});
        EXPECT_EQ(pair.first, shuffledSides({prompt, "worse", "better", ""}).first);
        first += pair.first == "better";
    }
    EXPECT_NEAR(first, 200, 60) << "six standard deviations of a coin";
}

TEST(AnswerPairs, LabelsGiveTheRightAnswerBesideEveryWrongOneInTime) {
    std::vector<Example> examples;
    for (int i = 0; i < 90; ++i)
        examples.push_back({std::to_string(i), "text " + std::to_string(i), "", "medium", "train", "", {}});
    examples.push_back({"x", "text", "", "unknown", "train", "", {}});
    examples.push_back({"y", "text", "", "", "train", "", {}});
    const auto pairs = pairsOfLabels(examples, threeLabels(), 1000);
    ASSERT_EQ(pairs.size(), 90u) << "examples without a known label are left out";
    std::set<std::string> wrong;
    for (const auto& pair : pairs) {
        EXPECT_TRUE(pair.first == " medium" || pair.second == " medium");
        wrong.insert(pair.first == " medium" ? pair.second : pair.first);
    }
    EXPECT_EQ(wrong, (std::set<std::string>{" high", " low"}));
    EXPECT_EQ(pairsOfLabels(examples, threeLabels(), 7).size(), 7u);
}

TEST(AnswerPairs, AFileOfPreferencesIsJudgedAgain) {
    const TemporaryFolder folder;
    const auto pairs = pairsOfFile(folder.write("p.jsonl", "{\"prompt\":\"q\",\"chosen\":\"a\",\"rejected\":\"b\"}\n"));
    ASSERT_TRUE(pairs.ok());
    ASSERT_EQ(pairs->size(), 1u);
    EXPECT_EQ((std::set<std::string>{(*pairs)[0].first, (*pairs)[0].second}), (std::set<std::string>{"a", "b"}));
    EXPECT_FALSE(pairsOfFile(folder.write("x.jsonl", "{\"prompt\":\"q\"}\n")).ok());
}

TEST(AnswerPairs, WrittenPreferencesAreReadBack) {
    const TemporaryFolder folder;
    const auto path = folder.write("out.jsonl", "");
    ASSERT_TRUE(writePreferences({{"p", "good \"x\"\n", "bad", "kim"}}, path).ok());
    const auto read = readPreferences(path);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ((*read)[0].chosen, "good \"x\"\n");
    EXPECT_EQ((*read)[0].annotator, "kim");
}
