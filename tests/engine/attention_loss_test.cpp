// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of stage A2 against values derived by hand, brute force and finite differences.
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/distill/attention_loss.h"
#include "core/distill/attention_plan.h"
#include "core/distill/head_assignment.h"
#include "core/distill/layer_map.h"
#include "core/distill/relations.h"
#include "tests/engine/model_support.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <numeric>

using namespace stillhouse;
using namespace stillhouse::distill;

namespace {

torch::Tensor maps(std::int64_t seed, std::int64_t batch = 2, std::int64_t heads = 3, std::int64_t tokens = 5) {
    torch::manual_seed(std::uint64_t(seed));
    const auto hidden = torch::ones({tokens, tokens}).triu(1).to(torch::kBool);
    return torch::softmax(torch::randn({batch, heads, tokens, tokens}, torch::kDouble).masked_fill(hidden, -INFINITY), -1);
}

// Largest difference between autograd's gradient of `loss` at x and central differences.
double gradientError(const std::function<torch::Tensor(const torch::Tensor&)>& loss, const torch::Tensor& at) {
    auto x = at.detach().clone().requires_grad_(true);
    const auto gradient = torch::autograd::grad({loss(x)}, {x})[0].flatten();
    torch::NoGradGuard none;
    double worst = 0;
    for (std::int64_t i = 0; i < x.numel(); ++i) {
        const auto moved = [&](double by) {
            auto y = at.detach().clone();
            y.flatten()[i] += by;
            return loss(y).item<double>();
        };
        worst = std::max(worst, std::abs((moved(1e-5) - moved(-1e-5)) / 2e-5 - gradient[i].item<double>()));
    }
    return worst;
}

std::string keyOf(const std::function<void()>& call) {
    try {
        call();
    } catch (const base::Failure& failure) {
        return failure.error().key;
    }
    return "accepted";
}

} // namespace

// Row 2: ½·ln(½/¼) + ½·ln(½/¾) = ½·ln(4/3). Row 3: ln 3 − (3/2)·ln 2. Row 1 sees one key and does not count.
TEST(AttentionLoss, IsTheMeanKlByHand) {
    const auto teacher = torch::tensor({1.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.5, 0.25, 0.25}, torch::kDouble).view({1, 1, 3, 3});
    const auto student = torch::tensor({1.0, 0.0, 0.0, 0.25, 0.75, 0.0, 1 / 3., 1 / 3., 1 / 3.}, torch::kDouble).view({1, 1, 3, 3});
    const double second = 0.5 * std::log(4 / 3.), third = std::log(3.) - 1.5 * std::log(2.);
    EXPECT_NEAR(attentionKl(student, teacher, queryMask({3}, 3)).item<double>(), (second + third) / 2, 1e-12);
    EXPECT_NEAR(attentionKl(student, teacher, queryMask({2}, 3)).item<double>(), second, 1e-12) << "the third row is padding";
    EXPECT_EQ(attentionKl(student, teacher, queryMask({1}, 3)).item<double>(), 0) << "no row counts";
    EXPECT_NEAR(attentionKl(teacher, teacher, queryMask({3}, 3)).item<double>(), 0, 1e-15);
}

TEST(AttentionLoss, StaysFiniteWhereTheStudentUnderflows) {
    const auto teacher = torch::tensor({1.0f, 0.0f, 0.0f, 1.0f}).view({1, 1, 2, 2});
    auto student = torch::tensor({1.0f, 0.0f, 1.0f, 0.0f}).view({1, 1, 2, 2}).requires_grad_(true);
    const auto loss = attentionKl(student, teacher, queryMask({2}, 2));
    loss.backward();
    EXPECT_NEAR(loss.item<double>(), 20 * std::log(10.), 1e-3);
    EXPECT_TRUE(torch::isfinite(student.grad()).all().item<bool>());
}

TEST(AttentionLoss, GradientIsThatOfFiniteDifferences) {
    const auto teacher = maps(1);
    const auto mask = queryMask({5, 3}, 5);
    // Through the softmax, so that a step stays a distribution.
    const auto hidden = torch::ones({5, 5}).triu(1).to(torch::kBool);
    const auto loss = [&](const torch::Tensor& scores) {
        return attentionKl(torch::softmax(scores.masked_fill(hidden, -INFINITY), -1), teacher, mask);
    };
    torch::manual_seed(4);
    EXPECT_LT(gradientError(loss, torch::randn({2, 3, 5, 5}, torch::kDouble)), 1e-8);
}

TEST(AttentionLoss, HeadDistancesAreTheLossOfEveryPairOfHeads) {
    const auto student = maps(2), teacher = maps(3);
    const auto mask = queryMask({5, 4}, 5);
    const auto all = headDistances(student, teacher, mask) / mask.sum();
    for (std::int64_t i = 0; i < 3; ++i)
        for (std::int64_t j = 0; j < 3; ++j)
            EXPECT_NEAR(all[i][j].item<double>(), attentionKl(student.narrow(1, i, 1), teacher.narrow(1, j, 1), mask).item<double>(),
                        1e-12);
}

TEST(HeadAssignment, IsTheCheapestOfAllPermutations) {
    base::Random random(7);
    for (std::int64_t n = 1; n <= 6; ++n)
        for (int round = 0; round < 30; ++round) {
            std::vector<double> cost(std::size_t(n * n));
            for (auto& c : cost)
                c = round % 3 == 0 ? double(random.below(3)) : random.uniform() - 0.3; // ties, and negative ones too
            const auto sum = [&](const std::vector<std::int64_t>& order) {
                double total = 0;
                for (std::int64_t i = 0; i < n; ++i)
                    total += cost[std::size_t(i * n + order[std::size_t(i)])];
                return total;
            };
            std::vector<std::int64_t> order(static_cast<std::size_t>(n));
            std::iota(order.begin(), order.end(), 0);
            double best = sum(order);
            for (auto next = order; std::next_permutation(next.begin(), next.end());)
                best = std::min(best, sum(next));
            auto found = cheapestAssignment(cost, n);
            EXPECT_NEAR(sum(found), best, 1e-12);
            std::sort(found.begin(), found.end());
            EXPECT_EQ(found, order) << "a permutation";
        }
}

TEST(LayerMap, SpreadsAndTakesTheLast) {
    using Pairs = std::vector<LayerPair>;
    EXPECT_EQ(uniformMap({0, 1}, {0, 1, 2, 3}), (Pairs{{0, 1}, {1, 3}}));
    EXPECT_EQ(uniformMap({0, 1, 2}, {0, 1, 2, 3}), (Pairs{{0, 1}, {1, 2}, {2, 3}}));
    EXPECT_EQ(uniformMap({0, 1, 2}, {0, 2}), (Pairs{{0, 0}, {1, 2}, {2, 2}})) << "a student deeper than its teacher";
    EXPECT_EQ(lastMap({0, 1, 2}, {0, 1, 2, 3}, 2), (Pairs{{1, 2}, {2, 3}}));
    EXPECT_EQ(parseLayerPairs(" 0:1,1 : 3", "k"), (Pairs{{0, 1}, {1, 3}}));
    for (const char* bad : {"", "0", "0:1,", "a:1", "0:-1", "0:1;1:2", "0:1, 0:1", "0:99999999999999999999"})
        EXPECT_EQ(keyOf([&] { parseLayerPairs(bad, "k"); }), "k") << bad;
}

TEST(LayerMap, LeavesOutLayersWithoutAttention) {
    auto student = tests::tinyModel(), teacher = tests::tinyModel();
    teacher.layers.assign(4, {4, 2, 20, true, true});
    teacher.layers[3] = {0, 0, 20, false, true};
    EXPECT_EQ(layerPairs({"uniform", 1, ""}, student, teacher, "s"), (std::vector<LayerPair>{{0, 1}, {1, 2}}));
    EXPECT_EQ(keyOf([&] { layerPairs({"custom", 1, "0:3"}, student, teacher, "s"); }), "s.layer_pairs");
    EXPECT_EQ(keyOf([&] { layerPairs({"custom", 1, "2:0"}, student, teacher, "s"); }), "s.layer_pairs");
    EXPECT_EQ(keyOf([&] { layerPairs({"last", 3, ""}, student, teacher, "s"); }), "s.last_k");
    student.layers.assign(2, {0, 0, 20, false, true});
    EXPECT_EQ(keyOf([&] { layerPairs({"uniform", 1, ""}, student, teacher, ""); }), "layer_map");
}

// Pruning leaves layers of different head counts: each pair decides for itself.
TEST(AttentionPlan, ComparesMapsWhereHeadCountsAgree) {
    auto student = tests::tinyModel(), teacher = tests::tinyModel();
    student.layers[1] = {2, 2, 20, true, true};
    AttentionOptions options;
    const auto plan = planAttention(options, student, teacher, "s");
    ASSERT_EQ(plan.size(), 2u);
    EXPECT_TRUE(plan[0].maps);
    EXPECT_FALSE(plan[1].maps);
    EXPECT_EQ(plan[1].relationHeads, 4) << "the largest divisor of gcd(2, 2)·6 and gcd(4, 2)·6 up to 4 heads is 4";
    options.mode = "maps";
    EXPECT_EQ(keyOf([&] { planAttention(options, student, teacher, "s"); }), "s.mode");
    options.mode = "relations";
    options.relationHeads = 5;
    EXPECT_EQ(keyOf([&] { planAttention(options, student, teacher, "s"); }), "s.relation_heads");
}

// Width 4, x₀ = 0 and x₁ = c·1: the second row's scores are 0 and 4c²/√4 = ln 3, so it is (¼, ¾); as two relation heads of width 2 they
// are 0 and 2c²/√2.
TEST(Relations, AreSoftmaxOfScaledProductsByHand) {
    const double c = std::sqrt(std::log(3.) / 2);
    const auto x = torch::cat({torch::zeros({1, 1, 2, 2}, torch::kDouble), torch::full({1, 1, 2, 2}, c, torch::kDouble)}, 1); // (1,2,2,2)
    const auto one = relation(x, 1);
    EXPECT_EQ(one[0][0][0][0].item<double>(), 1);
    EXPECT_EQ(one[0][0][0][1].item<double>(), 0) << "causal";
    EXPECT_NEAR(one[0][0][1][1].item<double>(), 0.75, 1e-12);
    const auto two = relation(x, 2);
    ASSERT_EQ(two.size(1), 2);
    const double e = std::exp(2 * c * c / std::sqrt(2.));
    EXPECT_NEAR(two[0][1][1][1].item<double>(), e / (1 + e), 1e-12);
    EXPECT_EQ(tests::largestDifference(relation(x, 2, torch::tensor({1}, torch::kLong)), two.narrow(2, 1, 1)), 0) << "chosen rows alone";
}

TEST(Relations, GradientIsThatOfFiniteDifferences) {
    torch::manual_seed(5);
    const auto teacher = relation(torch::randn({2, 4, 2, 4}, torch::kDouble), 2);
    const auto mask = queryMask({4, 3}, 4);
    const auto loss = [&](const torch::Tensor& x) { return attentionKl(relation(x, 2), teacher, mask); };
    EXPECT_LT(gradientError(loss, torch::randn({2, 4, 3, 2}, torch::kDouble)), 1e-8) << "three heads of width 2 against two of width 4";
}
