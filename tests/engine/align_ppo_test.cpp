// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/align_support.h"

#include "core/align/ppo.h"
#include "core/base/failure.h"

#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::align;
using namespace stillhouse::tests;

namespace {

// One prompt, eight answers of one token each: a bandit with eight arms.
PromptSet banditPrompts() {
    PromptSet set;
    set.prompts.push_back({"only", {1}, 1, -1, 0});
    set.texts.push_back("only");
    for (std::int32_t arm = 0; arm < 8; ++arm)
        set.answers.push_back({arm});
    return set;
}

const std::vector<double> armRewards{0, 0, 0, 1, 0, 0.5, 0, 0};

torch::Tensor banditScore(const Rollout& rollout) {
    auto out = torch::zeros({std::int64_t(rollout.episodes.size())}, torch::kFloat64);
    for (std::size_t e = 0; e < rollout.episodes.size(); ++e)
        out[std::int64_t(e)] = armRewards[std::size_t(rollout.episodes[e].ids.back())];
    return out;
}

torch::Tensor armProbabilities(const model::Decoder& decoder) {
    torch::NoGradGuard noGradient;
    return torch::softmax(decoder.forward(torch::ones({1, 1}, torch::kLong))[0][0].to(torch::kFloat64), -1);
}

PpoOptions banditOptions() {
    PpoOptions o;
    o.answers = 256;
    o.batchSize = 128;
    o.epochs = 2;
    o.learningRate = 3e-3;
    o.rateShape = "linear";
    o.beta = 0.5;
    o.klTarget = 0; // β stays
    o.checkpointEvery = 1000;
    return o;
}

train::StageOutcome runBandit(train::StageContext& context, const PpoOptions& o, std::int64_t rollouts, const model::Decoder& reference,
                              double klLimit = 50) {
    const auto prompts = banditPrompts();
    const Scorer score = banditScore;
    PpoUpdate update(context, o, prompts, {});
    HealthLimits health;
    health.kl = klLimit;
    const PolicyTask task{prompts, score, reference, health, rollouts, o.answers};
    return runPolicyLoop(context, o, task, update, ppoAdam(o));
}

} // namespace

// max E[r] − β KL(π ‖ π_ref) has the solution π ∝ π_ref exp(r/β), in closed form.
TEST(Ppo, TheBanditFindsItsKnownOptimum) {
    TinyStage stage;
    const auto reference = stage.decoder.clone();
    auto context = stage.context();
    const auto before = armProbabilities(stage.decoder);
    ASSERT_EQ(runBandit(context, banditOptions(), 60, reference).status, RunStatus::Finished);
    auto optimum = before * (torch::tensor(armRewards, torch::kFloat64) / 0.5).exp();
    optimum = optimum / optimum.sum();
    const auto after = armProbabilities(stage.decoder);
    EXPECT_LT((after - optimum).abs().max().item<double>(), 0.06) << after << optimum;
    EXPECT_GT((before - optimum).abs().max().item<double>(), 0.25) << "it had to move";
    EXPECT_EQ(stage.memory->samples.size(), 61u * 256u);
    EXPECT_EQ(stage.memory->samples.back().sample.fate, "sampled");
}

TEST(Ppo, TheFirstMinibatchHasTheRatioOne) {
    TinyStage stage;
    const auto reference = stage.decoder.clone();
    auto context = stage.context();
    ASSERT_EQ(runBandit(context, banditOptions(), 1, reference).status, RunStatus::Finished);
    for (const auto& metric : stage.metrics)
        if (metric.name == "ratio" && metric.step == 1) {
            EXPECT_NEAR(metric.value, 1, 1e-5);
        }
    for (const auto& metric : stage.metrics)
        if (metric.name == "kl" && metric.step == 0) {
            EXPECT_NEAR(metric.value, 0, 1e-9) << "nothing learned yet";
        }
}

TEST(Ppo, ADerailedRunStopsAndKeepsTheLastHealthyPolicy) {
    TinyStage stage;
    const auto reference = stage.decoder.clone();
    auto context = stage.context();
    auto o = banditOptions();
    o.learningRate = 0.05;
    EXPECT_THROW((void)runBandit(context, o, 5, reference, 1e-3), base::Failure);
    EXPECT_LT((armProbabilities(stage.decoder) - armProbabilities(reference)).abs().max().item<double>(), 1e-12);
    ASSERT_FALSE(stage.events.empty());
    EXPECT_EQ(stage.events.back().kind, "health");
    EXPECT_NE(stage.events.back().json.find("\"rule\":\"kl\""), std::string::npos);
    const auto kept = train::newestCheckpoint(context.folder);
    ASSERT_TRUE(kept);
    EXPECT_EQ(train::readCheckpoint(*kept).step, 0);
    EXPECT_EQ(stage.memory->samples.size(), 256u) << "answers of the derailed policy are not kept";
}

TEST(Ppo, KeepEndsTheStageWell) {
    TinyStage stage;
    const auto reference = stage.decoder.clone();
    auto context = stage.context();
    auto o = banditOptions();
    o.learningRate = 0.05;
    o.derailed = "keep";
    EXPECT_EQ(runBandit(context, o, 5, reference, 1e-3).status, RunStatus::Finished);
    EXPECT_LT((armProbabilities(stage.decoder) - armProbabilities(reference)).abs().max().item<double>(), 1e-12);
}

// Stopped in the middle of a rollout and continued: the same bits as without the stop.
TEST(Ppo, ResumesBitForBit) {
    const auto o = banditOptions();
    TinyStage whole;
    const auto reference = whole.decoder.clone();
    auto context = whole.context();
    ASSERT_EQ(runBandit(context, o, 4, reference).steps, 16);
    TinyStage stopped;
    stopped.control.addObserver([&](const Report& r) {
        if (const auto* metric = std::get_if<Metric>(&r); metric && metric->name == "loss" && metric->step == 6)
            stopped.control.requestStop();
    });
    auto first = stopped.context();
    ASSERT_EQ(runBandit(first, o, 4, reference).status, RunStatus::Cancelled);
    TinyStage other; // fresh weights and memory, the stopped run's folder
    auto second = other.context(1, true);
    second.folder = first.folder;
    ASSERT_EQ(runBandit(second, o, 4, reference).status, RunStatus::Finished);
    const auto expected = whole.decoder.namedParameters(), got = other.decoder.namedParameters();
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_TRUE(torch::equal(expected[i].second, got[i].second)) << expected[i].first;
    ASSERT_EQ(other.memory->samples.size(), whole.memory->samples.size());
    EXPECT_EQ(other.memory->samples.back().sample.reward, whole.memory->samples.back().sample.reward);
    EXPECT_EQ(other.memory->samples.back().ids, whole.memory->samples.back().ids);
}
