// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of stage A3 against values derived by hand, autograd's own gradients and finite differences.
#include "core/distill/gradient_term.h"
#include "core/distill/gram.h"
#include "tests/engine/model_support.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::distill;
using tests::largestDifference;

namespace {

HeadView someView(std::int64_t seed, std::int64_t n, std::int64_t vocab, std::int64_t width, torch::ScalarType type = torch::kDouble) {
    torch::manual_seed(std::uint64_t(seed));
    return {torch::randn({n, width}, type), torch::randn({vocab, width}, type), torch::randint(vocab, {n}, torch::kLong)};
}

torch::Tensor plainErrors(const HeadView& v) {
    return torch::softmax(v.hidden.matmul(v.head.t()), -1) - torch::one_hot(v.targets, v.head.size(0)).to(v.hidden.scalar_type());
}

// Largest difference to central differences, over the hidden states and the head.
double gradientError(const std::function<torch::Tensor(const HeadView&)>& loss, const HeadView& at) {
    HeadView v{at.hidden.clone().requires_grad_(true), at.head.clone().requires_grad_(true), at.targets};
    const auto gradients = torch::autograd::grad({loss(v)}, {v.hidden, v.head});
    torch::NoGradGuard none;
    double worst = 0;
    for (int part = 0; part < 2; ++part)
        for (std::int64_t i = 0; i < gradients[std::size_t(part)].numel(); ++i) {
            const auto moved = [&](double by) {
                HeadView m{at.hidden.clone(), at.head.clone(), at.targets};
                (part == 0 ? m.hidden : m.head).flatten()[i] += by;
                return loss(m).item<double>();
            };
            worst =
                std::max(worst, std::abs((moved(1e-5) - moved(-1e-5)) / 2e-5 - gradients[std::size_t(part)].flatten()[i].item<double>()));
        }
    return worst;
}

} // namespace

// A head of zeros gives p = (½, ½); with labels 0 and 1 the errors are ∓(½, −½), with h = 1 and 2 the gradients' products follow.
TEST(GradientGram, OfTwoPositionsByHand) {
    const HeadView v{torch::tensor({{1.0}, {2.0}}, torch::kDouble), torch::zeros({2, 1}, torch::kDouble),
                     torch::tensor({0, 1}, torch::kLong)};
    EXPECT_LT(largestDifference(gradientGram(v), torch::tensor({{0.5, -1.0}, {-1.0, 2.0}}, torch::kDouble)), 1e-15);
}

// H = 1 − 11ᵀ/3 has 2/3 on the diagonal and −1/3 beside it. For single entries at (0,0) and (1,1): ⟨HK_SH, HK_TH⟩ = H₀₁² = 1/9 and both
// norms are H₀₀ = 2/3, so the cosine is ¼.
TEST(GradientGram, CosineOfCentredMatricesByHand) {
    auto s = torch::zeros({3, 3}, torch::kDouble), t = torch::zeros({3, 3}, torch::kDouble);
    s[0][0] = 5;
    t[1][1] = 0.1;
    EXPECT_NEAR(gramLoss(s, t).item<double>(), 0.75, 1e-12);
    EXPECT_NEAR(gramLoss(s, s * 7).item<double>(), 0, 1e-12) << "scale does not matter";
    EXPECT_FALSE(gramLoss(s, torch::full({3, 3}, 0.1, torch::kDouble)).defined()) << "gradients that are all alike";
    EXPECT_FALSE(gramLoss(torch::ones({1, 1}), torch::ones({1, 1})).defined()) << "one position";
}

// With e₀ = (−½, ½) = −e₁: ∇_S ~ 1·e₀ and ∇_T ~ 1·e₀ + 2·e₁ = −e₀, so the cosine is −1.
TEST(GradientGram, DirectLossByHand) {
    const auto head = torch::zeros({2, 1}, torch::kDouble);
    const auto targets = torch::tensor({0, 1}, torch::kLong);
    const HeadView s{torch::tensor({{1.0}, {0.0}}, torch::kDouble), head, targets},
        t{torch::tensor({{1.0}, {2.0}}, torch::kDouble), head, targets};
    EXPECT_NEAR(directLoss(s, t).item<double>(), 2, 1e-12);
    EXPECT_NEAR(directLoss(t, t).item<double>(), 0, 1e-12);
    const HeadView still{torch::zeros({2, 1}, torch::kDouble), head, targets};
    EXPECT_FALSE(directLoss(s, still).defined()) << "no gradient to follow";
}

// The definition: one backward pass per position through a whole model, in both precisions.
TEST(GradientGram, EqualsAutogradsGradientsOfTheHead) {
    for (const auto type : {torch::kDouble, torch::kFloat}) {
        auto model = tests::livelyModel(tests::tinyModel(), 3);
        model.to(type);
        model.setRequiresGrad(true);
        torch::manual_seed(9);
        const auto ids = torch::randint(16, {2, 6}, torch::kLong), targets = torch::randint(16, {12}, torch::kLong);
        const auto hidden = model.hidden(ids).reshape({12, -1});
        const auto losses = torch::nn::functional::cross_entropy(model.logits(hidden), targets,
                                                                 torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone));
        std::vector<torch::Tensor> rows;
        for (std::int64_t i = 0; i < 12; ++i)
            rows.push_back(torch::autograd::grad({losses[i]}, {model.headWeight()}, {}, true)[0].flatten());
        const auto g = torch::stack(rows).to(torch::kDouble);
        const auto expected = g.matmul(g.t()),
                   found = gradientGram({hidden.detach(), model.headWeight().detach(), targets}).to(torch::kDouble);
        EXPECT_LT(largestDifference(found, expected) / expected.abs().max().item<double>(), type == torch::kDouble ? 1e-12 : 1e-5);
        // The direct loss takes the same gradients' sums.
        const auto other = someView(4, 12, 16, 12);
        const HeadView teacher{other.hidden.to(type), other.head.to(type), targets};
        const auto mine = g.sum(0), theirs = plainErrors({other.hidden, other.head, targets}).t().matmul(other.hidden).flatten();
        const double cosine = (mine * theirs).sum().item<double>() / (mine.norm() * theirs.norm()).item<double>();
        EXPECT_NEAR(directLoss({hidden.detach(), model.headWeight().detach(), targets}, teacher).item<double>(), 1 - cosine,
                    type == torch::kDouble ? 1e-12 : 1e-5);
    }
}

TEST(GradientGram, GradientsAreThoseOfFiniteDifferences) {
    const auto student = someView(1, 4, 6, 3), wide = someView(2, 4, 6, 5), same = someView(3, 4, 6, 3);
    const HeadView teacher{wide.hidden, wide.head, student.targets}, twin{same.hidden, same.head, student.targets};
    const auto wanted = gradientGram(teacher);
    EXPECT_LT(gradientError([&](const HeadView& v) { return gramLoss(gradientGram(v), wanted); }, student), 1e-8);
    EXPECT_LT(gradientError([&](const HeadView& v) { return directLoss(v, twin); }, student), 1e-8);
}

// A vocabulary that takes several blocks, against the same formula with everything in memory.
TEST(GradientGram, BlocksOfTheVocabularyAddUp) {
    const auto start = someView(5, 70, 70000, 4); // 4.9 million entries
    HeadView v{start.hidden.clone().requires_grad_(true), start.head.clone().requires_grad_(true), start.targets};
    const auto other = someView(6, 70, 70000, 7);
    torch::manual_seed(1);
    const auto weights = torch::randn({70, 70}, torch::kDouble);
    const auto found = errorProducts(v), foundCross = errorProducts(v, other);
    const auto e = plainErrors(v), o = plainErrors(other);
    EXPECT_LT(largestDifference(found.detach(), e.matmul(e.t()).detach()), 1e-10);
    EXPECT_LT(largestDifference(foundCross.detach(), e.matmul(o.t()).detach()), 1e-10);
    const auto a = torch::autograd::grad({(found * weights).sum() + (foundCross * weights).sum()}, {v.hidden, v.head});
    const auto b = torch::autograd::grad({(e.matmul(e.t()) * weights).sum() + (e.matmul(o.t()) * weights).sum()}, {v.hidden, v.head});
    EXPECT_LT(largestDifference(a[0], b[0]) / b[0].abs().max().item<double>(), 1e-9);
    EXPECT_LT(largestDifference(a[1], b[1]) / b[1].abs().max().item<double>(), 1e-9);
}

TEST(GradientMatching, FreezesWhatLiesBelowTheLastBlocks) {
    for (const bool tied : {false, true}) {
        auto config = tests::tinyModel();
        config.tiedEmbeddings = tied;
        auto model = tests::livelyModel(config);
        freezeBelow(model, 1);
        for (const auto& [name, tensor] : model.namedParameters()) {
            const bool below = name.find("layers.0.") != std::string::npos || (!tied && name.find("embed_tokens") != std::string::npos);
            EXPECT_EQ(tensor.requires_grad(), !below) << name << (tied ? ", tied" : "");
        }
    }
}
