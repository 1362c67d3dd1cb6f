// SPDX-License-Identifier: GPL-3.0-or-later
// Every expected number is worked out by hand from the formulas in ppo_math.h.
#include "core/model/torch.h"

#include "core/align/ppo_health.h"
#include "core/align/ppo_math.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::align;

namespace {

void expectNear(const torch::Tensor& got, const std::vector<double>& expected, double tolerance = 1e-6) {
    ASSERT_EQ(got.numel(), std::int64_t(expected.size()));
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(got[std::int64_t(i)].item<double>(), expected[i], tolerance) << i;
}

} // namespace

// δ = −0.1, −0.1, 0.7; A₂ = 0.7, A₁ = −0.1 + 0.95·0.7, A₀ = −0.1 + 0.95·A₁. The second episode has one token and sees nothing of the first.
TEST(PpoMath, AdvantagesFollowTheTable) {
    const auto rewards = torch::tensor({0.0, 0.0, 1.0, -2.0}), values = torch::tensor({0.5, 0.4, 0.3, 1.0});
    const auto made = generalisedAdvantages(rewards, values, {0, 3, 4}, 1, 0.95);
    expectNear(made.advantages, {0.43675, 0.565, 0.7, -3.0});
    expectNear(made.returns, {0.93675, 0.965, 1.0, -2.0});
    expectNear(generalisedAdvantages(rewards, values, {0, 3, 4}, 0.9, 0.95).advantages, {0.2605675, 0.4685, 0.7, -3.0});
    // λ = 1, γ = 1: the return is the sum of what comes; λ = 0: one step ahead.
    expectNear(generalisedAdvantages(rewards, values, {0, 3, 4}, 1, 1).returns, {1, 1, 1, -2});
    expectNear(generalisedAdvantages(rewards, values, {0, 3, 4}, 1, 0).advantages, {-0.1, -0.1, 0.7, -3});
}

TEST(PpoMath, TheScoreStandsAtTheLastTokenAndEveryTokenPaysForItsNats) {
    const auto rewards =
        tokenRewards(torch::tensor({-1.0, -2.0, -1.0}), torch::tensor({-1.5, -1.0, -1.0}), torch::tensor({3.0, 7.0}), {0, 2, 3}, 0.5);
    expectNear(rewards, {-0.25, 3.5, 7.0});
}

TEST(PpoMath, WhiteningGivesMeanZeroAndVarianceOneOverN) {
    expectNear(whiten(torch::tensor({1.0, 2.0, 3.0, 4.0})), {-1.3416408, -0.4472136, 0.4472136, 1.3416408});
}

TEST(PpoMath, TheControllerFollowsZiegler) {
    KlController controller(0.1, 6, 0.1);
    controller.observe(12); // twice the target: clipped to 0.2
    EXPECT_NEAR(controller.beta(), 0.102, 1e-12);
    controller.observe(6.6); // a tenth above
    EXPECT_NEAR(controller.beta(), 0.10302, 1e-12);
    controller.observe(0); // clipped to −0.2
    EXPECT_NEAR(controller.beta(), 0.1009596, 1e-12);
    KlController fixed(0.3, 0, 0.1);
    fixed.observe(100);
    EXPECT_EQ(fixed.beta(), 0.3);
}

// Ratios 1.5, 0.5, 0.5 with advantages 1, −1, 1: the first two are held at 1.2 and 0.8, the third keeps its slope.
TEST(PpoMath, ClippingHoldsWhatWentTooFarAndNothingElse) {
    const auto logProbs = torch::tensor({std::log(1.5), std::log(0.5), std::log(0.5)}, torch::kFloat64).requires_grad_(true);
    const auto advantages = torch::tensor({1.0, -1.0, 1.0}, torch::kFloat64), zeros = torch::zeros({3}, torch::kFloat64);
    const auto values = torch::tensor({1.0, 0.1, 1.0}, torch::kFloat64).requires_grad_(true);
    const auto loss = ppoLoss(logProbs, zeros, advantages, values, zeros, torch::ones({3}, torch::kFloat64), 0.2, 0.2);
    EXPECT_NEAR(loss.policy.item<double>(), (-1.2 + 0.8 - 0.5) / 3, 1e-9);
    EXPECT_NEAR(loss.value.item<double>(), 0.5 * (0.64 + 0.81 + 0.64) / 3, 1e-9);
    EXPECT_NEAR(loss.clipFraction, 2.0 / 3, 1e-6);
    EXPECT_NEAR(loss.ratio, 2.5 / 3, 1e-9);
    EXPECT_NEAR(loss.stepKl, 0.5 * (std::log(1.5) * std::log(1.5) + 2 * std::log(0.5) * std::log(0.5)) / 3, 1e-9);
    (loss.policy + loss.value).backward();
    expectNear(logProbs.grad(), {0, 0, -0.5 / 3}, 1e-9);
    expectNear(values.grad(), {0, (0.1 - 1) / 3, 0}, 1e-9); // held values have no slope
}

TEST(PpoHealth, EveryRuleFiresAndSaysWhy) {
    HealthLimits limits;
    limits.kl = 5;
    limits.entropy = 0.1;
    limits.unended = 0.5;
    limits.ratio = 2;
    HealthRules rules(limits);
    EXPECT_FALSE(rules.rollout({4.9, 1, 1}));
    ASSERT_TRUE(rules.rollout({5.1, 1, 1}));
    EXPECT_EQ(rules.rollout({5.1, 1, 1})->rule, "kl");
    EXPECT_EQ(rules.rollout({std::nan(""), 1, 1})->rule, "kl");
    EXPECT_FALSE(rules.rollout({0, 0.05, 1})) << "one rollout may";
    const auto flat = rules.rollout({0, 0.05, 1});
    ASSERT_TRUE(flat);
    EXPECT_EQ(flat->rule, "entropy");
    EXPECT_EQ(flat->text.english(), "The policy's entropy fell to 0.05 nats per token; 0.1 are the least");
    EXPECT_FALSE(rules.rollout({0, 1, 0.4}));
    EXPECT_FALSE(rules.rollout({0, 1, 0.6})) << "a good one in between starts the count again";
    EXPECT_FALSE(rules.rollout({0, 1, 0.4}));
    EXPECT_EQ(rules.rollout({0, 1, 0.4})->rule, "end");
    EXPECT_FALSE(rules.minibatch(1.9));
    EXPECT_FALSE(rules.minibatch(0.51));
    EXPECT_EQ(rules.minibatch(2.1)->rule, "ratio");
    EXPECT_EQ(rules.minibatch(0.49)->rule, "ratio");
    EXPECT_EQ(rules.minibatch(INFINITY)->rule, "ratio");
    HealthRules resumed(limits);
    (void)rules.rollout({0, 0.05, 1});
    resumed.restore(rules.state());
    EXPECT_EQ(resumed.rollout({0, 0.05, 1})->rule, "entropy");
}
