// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"
#include "core/data/review_phrases.h"
#include "tests/data/support.h"

#include <algorithm>
#include <map>
#include <set>

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(SyntheticReviews, AreTheSameOnEveryMachine) {
    std::string all;
    for (const Example& example : syntheticReviews(200, 7))
        all += example.id + "\t" + example.prompt + "\t" + example.label + "\t" + example.split + "\n";
    // Recorded once; the bundled sample, its teacher and its published numbers depend on it.
    EXPECT_EQ(base::sha256(all), "4fc6ce2d31f465668c211a89613b6ce27078495a0d789c77d65c2550d56ac939") << all.substr(0, 2000);
}

TEST(SyntheticReviews, AreVariedBalancedAndShort) {
    std::map<std::string, int> labels;
    std::set<std::string> prompts;
    for (const Example& example : syntheticReviews(4000, 3)) {
        ++labels[example.label];
        prompts.insert(example.prompt);
        EXPECT_EQ(example.source, "synthetic");
        EXPECT_LE(std::count(example.prompt.begin(), example.prompt.end(), ' ') + 1, 100) << example.prompt;
        EXPECT_EQ(example.prompt.find('{'), std::string::npos) << example.prompt;
    }
    EXPECT_EQ(labels.size(), 3u);
    EXPECT_GT(labels["low"], 1400);
    EXPECT_GT(labels["medium"], 1000);
    EXPECT_GT(labels["high"], 900);
    EXPECT_GT(prompts.size(), 3990u);
}

TEST(SyntheticReviews, ALongerListBeginsWithTheShorter) {
    const auto few = syntheticReviews(10, 1), more = syntheticReviews(30, 1), other = syntheticReviews(10, 2);
    for (std::size_t i = 0; i < 10; ++i)
        EXPECT_EQ(few[i].prompt, more[i].prompt);
    EXPECT_NE(few[0].prompt + few[1].prompt, other[0].prompt + other[1].prompt);
    EXPECT_TRUE(syntheticReviews(0, 1).empty());
}

TEST(SampleProject, HoldsEverythingAndRefusesAFullFolder) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "resources" / "sample" / "teacher");
    folder.write("resources/sample/teacher/config.json", "{}");
    folder.write("resources/sample/teacher/model.safetensors", "x");
    const std::string target = (folder.path() / "project").string();
    const auto written = writeSampleProject(target, (folder.path() / "resources").string(), 50, 7);
    ASSERT_TRUE(written.ok()) << written.error().english();
    EXPECT_TRUE(std::filesystem::exists(*written));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "project" / "teacher" / "model.safetensors"));
    const auto task = readTask((folder.path() / "project" / "task.json").string());
    ASSERT_TRUE(task.ok());
    EXPECT_EQ(task->labels.size(), 3u);
    const auto data = import((folder.path() / "project" / "data.jsonl").string());
    ASSERT_EQ(data.examples.size(), 50u) << data.error;
    const auto direct = syntheticReviews(50, 7);
    for (std::size_t i = 0; i < 50; ++i) {
        EXPECT_EQ(data.examples[i].prompt, direct[i].prompt);
        EXPECT_EQ(data.examples[i].split, direct[i].split);
    }
    const auto again = writeSampleProject(target, (folder.path() / "resources").string(), 50, 7);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().kind, ErrorKind::Refused);
}
