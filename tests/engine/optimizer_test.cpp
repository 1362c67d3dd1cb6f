// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/optimizer.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace stillhouse::train {
namespace {

using torch::Tensor;
using Tensors = std::vector<Tensor>;

Tensors weights(unsigned seed = 1, torch::ScalarType type = torch::kFloat) {
    torch::manual_seed(seed);
    Tensors all;
    for (const auto& sizes : {std::vector<std::int64_t>{33, 17}, {300, 300}, {65}, {1}})
        all.push_back(torch::randn(sizes).to(type).requires_grad_());
    return all;
}

AdamGroup groupOf(const Tensors& tensors) {
    AdamGroup group;
    for (std::size_t i = 0; i < tensors.size(); ++i)
        group.parameters.emplace_back("w" + std::to_string(i), tensors[i]);
    return group;
}

void setGradients(const Tensors& tensors, int step, double scale = 1) {
    torch::manual_seed(100 + step);
    for (const auto& w : tensors)
        w.mutable_grad() = (torch::randn(w.sizes()) * scale).to(w.scalar_type());
}

// Relative where weights are larger than 1: what float32 can hold.
double largestDifference(const Tensors& a, const Tensors& b) {
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto x = a[i].detach().to(torch::kDouble), y = b[i].detach().to(torch::kDouble);
        worst = std::max(worst, ((x - y).abs() / y.abs().clamp_min(1)).max().item<double>());
    }
    return worst;
}

// LibTorch decays whatever is in a group, so matrices and vectors are two groups there.
TEST(AdamW, EqualsLibTorchOverSeveralSteps) {
    const auto ours = weights(), theirs = weights();
    AdamOptions options;
    options.weightDecay = 0.1;
    AdamW optimizer({groupOf(ours)}, options);
    torch::optim::AdamW matrices({theirs[0], theirs[1]}, torch::optim::AdamWOptions(1e-2).weight_decay(0.1));
    torch::optim::AdamW vectors({theirs[2], theirs[3]}, torch::optim::AdamWOptions(1e-2).weight_decay(0));
    for (int step = 0; step < 8; ++step) {
        setGradients(ours, step);
        setGradients(theirs, step);
        optimizer.step(1e-2);
        matrices.step();
        vectors.step();
    }
    EXPECT_LE(largestDifference(ours, theirs), 1e-6);
    EXPECT_EQ(optimizer.steps(), 8);
}

TEST(AdamW, ClipsByTheGlobalNormLikeLibTorch) {
    const auto ours = weights(), theirs = weights();
    AdamOptions options;
    options.clip = 0.5;
    options.weightDecay = 0;
    AdamW optimizer({groupOf(ours)}, options);
    torch::optim::AdamW reference(theirs, torch::optim::AdamWOptions(1e-2).weight_decay(0));
    for (int step = 0; step < 5; ++step) {
        setGradients(ours, step, step + 1);
        setGradients(theirs, step, step + 1);
        EXPECT_NEAR(optimizer.step(1e-2) / torch::nn::utils::clip_grad_norm_(theirs, 0.5), 1, 1e-6);
        reference.step();
    }
    EXPECT_LE(largestDifference(ours, theirs), 1e-6);
}

TEST(AdamW, FirstStepByHandForBothPlacements) {
    // w = 1, g = 2, η = 0.1, ε = 1: m = 0.2, v = 0.004, 1−β₁ = 0.1, √(1−β₂) = 0.0316228.
    // After:  m̂ = 2, √v̂ = 2 → w = 1 − 0.1·2/3 = 0.9333333.  Before: w = 1 − 0.1·0.316228·0.2/(0.0632456 + 1) = 0.9940516.
    for (const auto& [placement, expected] :
         {std::pair{EpsilonPlacement::AfterCorrection, 0.9333333}, {EpsilonPlacement::BeforeCorrection, 0.9940516}}) {
        auto w = torch::ones({1}).requires_grad_();
        AdamOptions options;
        options.epsilon = 1;
        options.placement = placement;
        AdamW optimizer({groupOf({w})}, options);
        w.mutable_grad() = torch::full({1}, 2.0F);
        optimizer.step(0.1);
        EXPECT_NEAR(w.item<double>(), expected, 1e-6);
    }
}

TEST(AdamW, SavedStateContinuesBitForBit) {
    const auto whole = weights();
    AdamW one({groupOf(whole)});
    for (int step = 0; step < 6; ++step) {
        setGradients(whole, step);
        one.step(1e-2);
    }
    const auto first = weights();
    AdamW before({groupOf(first)});
    for (int step = 0; step < 3; ++step) {
        setGradients(first, step);
        before.step(1e-2);
    }
    Tensors second;
    for (const auto& w : first)
        second.push_back(w.detach().clone().requires_grad_());
    AdamW after({groupOf(second)});
    const auto from = before.state(), to = after.state();
    ASSERT_EQ(from.size(), to.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        EXPECT_EQ(from[i].first, to[i].first);
        Tensor(to[i].second).copy_(from[i].second);
    }
    after.setSteps(before.steps());
    for (int step = 3; step < 6; ++step) {
        setGradients(second, step);
        after.step(1e-2);
    }
    for (std::size_t i = 0; i < whole.size(); ++i)
        EXPECT_TRUE(torch::equal(whole[i], second[i])) << i;
}

TEST(AdamW, GroupsScaleAndFreeze) {
    const auto a = weights(1), b = weights(1), c = weights(1);
    auto scaled = groupOf(a), frozen = groupOf(b);
    for (auto& [name, tensor] : frozen.parameters)
        name = "frozen." + name;
    scaled.rateScale = 0.5;
    frozen.frozen = true;
    AdamW two({scaled, frozen});
    AdamW half({groupOf(c)});
    for (int step = 0; step < 3; ++step) {
        setGradients(a, step);
        setGradients(b, step);
        setGradients(c, step);
        two.step(1e-2);
        half.step(5e-3);
    }
    EXPECT_LE(largestDifference(a, c), 1e-7);
    EXPECT_EQ(largestDifference(b, weights(1)), 0);
    // a parameter that thaws takes its first step as a new one does
    two.setFrozen(0, true);
    two.setFrozen(1, false);
    const auto fresh = weights(1);
    AdamW start({groupOf(fresh)});
    setGradients(b, 9);
    setGradients(fresh, 9);
    two.step(1e-2);
    start.step(1e-2);
    EXPECT_EQ(largestDifference(b, fresh), 0);
}

TEST(AdamW, OtherTypesFollowThePlainFormula) {
    const auto wide = weights(1), doubles = weights(1, torch::kDouble);
    AdamW a({groupOf(wide)}), b({groupOf(doubles)});
    for (int step = 0; step < 4; ++step) {
        setGradients(wide, step);
        setGradients(doubles, step);
        a.step(1e-2);
        b.step(1e-2);
    }
    EXPECT_LE(largestDifference(wide, doubles), 1e-6);
}

TEST(AdamW, AGradientThatIsNotFiniteChangesNothing) {
    const auto w = weights();
    AdamW optimizer({groupOf(w)});
    setGradients(w, 0);
    w[1].mutable_grad()[3][4] = std::numeric_limits<float>::infinity();
    EXPECT_FALSE(std::isfinite(optimizer.step(1e-2)));
    EXPECT_EQ(largestDifference(w, weights()), 0);
    EXPECT_EQ(optimizer.steps(), 0);
    optimizer.zeroGrad();
    EXPECT_FALSE(w[1].grad().defined());
}

TEST(AdamW, ThreadsDoNotChangeTheBits) {
    const int before = at::get_num_threads();
    std::vector<Tensors> results;
    for (const int threads : {1, 3}) {
        at::set_num_threads(threads);
        results.push_back(weights());
        AdamOptions options;
        options.clip = 1;
        AdamW optimizer({groupOf(results.back())}, options);
        for (int step = 0; step < 3; ++step) {
            setGradients(results.back(), step);
            optimizer.step(1e-2);
        }
    }
    at::set_num_threads(before);
    EXPECT_EQ(largestDifference(results[0], results[1]), 0);
}

} // namespace
} // namespace stillhouse::train
