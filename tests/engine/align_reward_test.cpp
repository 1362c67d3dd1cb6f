// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/align_support.h"

#include "core/align/memory_checkpoint.h"
#include "core/align/reward_quality.h"
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/train/optimizer.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::align;
using namespace stillhouse::tests;

namespace {

// A planted preference: the answer that holds token 5 is better than the one that holds token 6.
std::vector<EncodedPair> planted(std::int64_t count, std::uint64_t seed) {
    base::Random random(seed);
    std::vector<EncodedPair> out;
    for (std::int64_t i = 0; i < count; ++i) {
        EncodedPair pair;
        for (int t = 0; t < 4; ++t)
            pair.chosen.push_back(std::int32_t(random.below(5)));
        pair.responseStart = 4;
        pair.rejected = pair.chosen;
        const auto end = std::int32_t(random.below(5));
        pair.chosen.insert(pair.chosen.end(), {5, end});
        pair.rejected.insert(pair.rejected.end(), {6, end}); // the last tokens are the same: the body has to carry it there
        out.push_back(pair);
    }
    return out;
}

std::vector<std::vector<std::int32_t>> side(const std::vector<EncodedPair>& pairs, bool chosen) {
    std::vector<std::vector<std::int32_t>> rows;
    for (const auto& pair : pairs)
        rows.push_back(chosen ? pair.chosen : pair.rejected);
    return rows;
}

evaluate::TaskEncoder riskEncoder() {
    Task task;
    task.promptTemplate = "{prompt}\nRisk:";
    task.labels = {{"low", " low"}, {"high", " high"}};
    const std::string text = "Risk: low high abc";
    return {task, text::trainBpe({std::string_view(text)}, {.vocabSize = 300}), 64};
}

} // namespace

// ln(1 + e^−1) and ln(1 + e^−0.5).
TEST(Reward, ThePairLossIsBradleyAndTerrys) {
    const auto one = torch::tensor({1.0}, torch::kFloat64), zero = torch::tensor({0.0}, torch::kFloat64);
    EXPECT_NEAR(pairLoss(one, zero, 0).item<double>(), 0.31326169, 1e-7);
    EXPECT_NEAR(pairLoss(one, zero, 0.5).item<double>(), 0.47407698, 1e-7);
    EXPECT_NEAR(pairLoss(zero, one, 0).item<double>(), 1.31326169, 1e-7);
}

TEST(Reward, APlantedPreferenceIsLearnedAndHeldOutPairsShowIt) {
    TinyStage stage;
    const auto reward = freshReward(stage.decoder, 3);
    const auto train = planted(256, 1), heldOut = planted(100, 2);
    EXPECT_LT(rewardQuality(*reward, heldOut).accuracy.value, 0.95);
    reward->body.setRequiresGrad(true);
    reward->head.requires_grad_(true);
    train::AdamGroup body, head;
    body.parameters = reward->body.namedParameters();
    head.parameters = {{"head", reward->head}};
    train::AdamW optimizer({body, head});
    for (int step = 0; step < 60; ++step) {
        optimizer.zeroGrad();
        pairLoss(rawScores(*reward, side(train, true)), rawScores(*reward, side(train, false)), 0).backward();
        (void)optimizer.step(1e-2);
    }
    const auto quality = rewardQuality(*reward, heldOut);
    EXPECT_GT(quality.accuracy.value, 0.97);
    EXPECT_EQ(quality.lengthAccuracy.value, 0.5) << "both answers are equally long: length knows nothing";
    EXPECT_LT(quality.loss, 0.2);
    normaliseOn(*reward, side(train, true));
    EXPECT_NEAR(scoreAll(*reward, side(train, true)).mean().item<double>(), 0, 1e-5);
    EXPECT_LT(scoreAll(*reward, side(heldOut, false)).mean().item<double>(), -1);
}

TEST(Reward, QualityFromGivenScores) {
    std::vector<EncodedPair> pairs(3);
    pairs[0].chosen = {1, 2, 3};
    pairs[0].rejected = {1, 2};
    pairs[1].chosen = {1};
    pairs[1].rejected = {1, 2};
    pairs[2].chosen = pairs[2].rejected = {1};
    const auto quality =
        rewardQuality(torch::tensor({2.0, 1.0, 0.0}, torch::kFloat64), torch::tensor({1.0, 2.0, 0.0}, torch::kFloat64), pairs);
    EXPECT_NEAR(quality.accuracy.value, 0.5, 1e-12);
    EXPECT_NEAR(quality.lengthAccuracy.value, 0.5, 1e-12);
    EXPECT_NEAR(quality.loss, (0.31326169 + 1.31326169 + 0.69314718) / 3, 1e-7);
    ASSERT_EQ(quality.bins.size(), 10u);
    // Confidences σ(1) = 0.731 twice (bin 8: one right, one wrong) and 0.5 once (bin 5, a tie that is not right).
    EXPECT_EQ(quality.bins[7].count, 2);
    EXPECT_NEAR(quality.bins[7].accuracy, 0.5, 1e-12);
    EXPECT_EQ(quality.bins[4].count, 1);
    EXPECT_NEAR(quality.calibrationError, (2 * (0.73105858 - 0.5) + 0.5) / 3, 1e-7);
}

TEST(Reward, AScoreDoesNotDependOnItsNeighbours) {
    TinyStage stage;
    const auto reward = freshReward(stage.decoder, 3);
    const std::vector<std::vector<std::int32_t>> rows{{1, 2, 3}, {1, 2, 3, 4, 5, 6}, {7}};
    const auto together = scoreAll(*reward, rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
        EXPECT_NEAR(together[std::int64_t(i)].item<double>(), scoreAll(*reward, {rows[i]})[0].item<double>(), 1e-5);
}

TEST(Reward, AFolderAndACheckpointGiveItBack) {
    TinyStage stage;
    TemporaryFolder folder;
    const auto reward = freshReward(stage.decoder, 3);
    reward->mean = 0.1 + 0.2;
    reward->deviation = 1.5;
    const std::vector<std::vector<std::int32_t>> rows{{1, 2, 3}, {4, 5}};
    saveReward(*reward, folder.path() / "reward", {});
    const auto loaded = loadReward(folder.path() / "reward");
    EXPECT_TRUE(torch::equal(scoreAll(*reward, rows), scoreAll(*loaded, rows)));
    EXPECT_EQ(loaded->mean, reward->mean);
    train::LaneMemory memory, restored;
    memory.reward = reward;
    memory.samples.push_back({{7, "id", "prompt \xff", "answer", 0.1, -0.3, "accepted"}, {1, 2, 3}, 2});
    train::Checkpoint checkpoint;
    addMemory(checkpoint, memory);
    restoreMemory(checkpoint, restored, "test");
    ASSERT_TRUE(restored.reward);
    EXPECT_TRUE(torch::equal(scoreAll(*reward, rows), scoreAll(*restored.reward, rows)));
    ASSERT_EQ(restored.samples.size(), 1u);
    EXPECT_EQ(restored.samples[0].sample.reward, 0.1);
    EXPECT_EQ(restored.samples[0].sample.fate, "accepted");
    EXPECT_EQ(restored.samples[0].ids, (std::vector<std::int32_t>{1, 2, 3}));
    EXPECT_THROW((void)loadReward(folder.path() / "nothing"), base::Failure);
}

TEST(Preferences, LabelsGiveTheRightAnswerOverEveryWrongOne) {
    const auto encoder = riskEncoder();
    const auto pairs = pairsFromLabels(
        encoder, {{"1", "abc", "", "low", "", "", {}}, {"2", "cab", "", "high", "", "", {}}, {"3", "bca", "", "", "", "", {}}}, 100, 1);
    ASSERT_EQ(pairs.size(), 2u) << "two labels make one pair for each labelled example";
    for (const auto& pair : pairs)
        EXPECT_EQ(pair.chosen, pair.prompt == "abc" ? " low" : " high");
    EXPECT_EQ(pairsFromLabels(encoder, {{"1", "abc", "", "low", "", "", {}}, {"2", "cab", "", "high", "", "", {}}}, 1, 1).size(), 1u);
}

TEST(Preferences, AnAnswerThatNamesALabelBecomesItsVerbalizer) {
    const auto encoder = riskEncoder();
    const PairEncoder pairs(encoder, 64);
    const auto byName = pairs.encode({"abc", "high", "low", ""}), byVerbalizer = pairs.encode({"abc", " high", " low", ""});
    EXPECT_EQ(byName.chosen, byVerbalizer.chosen);
    EXPECT_EQ(std::vector<std::int32_t>(byName.chosen.begin() + byName.responseStart, byName.chosen.end()), encoder.labelTokens()[1]);
    EXPECT_TRUE(pairs.encode({"abc", "high", " high ", ""}).chosen.empty()) << "the same answer twice";
    const auto split = splitPairs(pairs, {{"abc", "high", "low", ""}, {"abc", "free words", "low", ""}, {"x", "low", "low", ""}}, 0.5);
    EXPECT_EQ(split.train.size() + split.heldOut.size(), 2u);
    EXPECT_TRUE(split.train.empty() || split.heldOut.empty()) << "one prompt never stands on both sides";
    EXPECT_EQ(split.unusable, 1);
}

// The prompts left for training by the data's own split must still fall on both sides here.
TEST(Preferences, HeldOutPairsExistAmongTrainingPrompts) {
    const auto encoder = riskEncoder();
    std::vector<Preference> training;
    for (int i = 0; i < 200; ++i)
        if (const std::string prompt = "review " + std::to_string(i); splitOf(prompt, 0.2, 0) == "train")
            training.push_back({prompt, "high", "low", ""});
    const auto split = splitPairs(PairEncoder(encoder, 64), training, 0.2);
    EXPECT_GT(split.heldOut.size(), training.size() / 10);
    EXPECT_LT(split.heldOut.size(), training.size() / 3);
}

TEST(Preferences, JoiningKeepsTheOldOnesInFrontAndEveryPairOnce) {
    const std::vector<Preference> old{{"p", "a", "b", "me"}};
    const auto joined = joinPreferences(old, {{"p", "a", "b", "you"}, {"p", "b", "a", ""}});
    ASSERT_EQ(joined.size(), 2u);
    EXPECT_EQ(joined[0].annotator, "me");
    EXPECT_NE(preferencesHash(joined), preferencesHash(old));
    TemporaryFolder folder;
    std::ofstream(folder.path() / "p.jsonl") << preferencesJsonl(joined);
    const auto read = readPreferences((folder.path() / "p.jsonl").string());
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(preferencesHash(*read), preferencesHash(joined));
}
