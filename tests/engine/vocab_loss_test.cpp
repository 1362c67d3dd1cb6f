// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/vocab_loss.h"

#include "core/base/failure.h"

#include <cmath>
#include <gtest/gtest.h>
#include <tuple>

namespace stillhouse::train {
namespace {

using torch::Tensor;

constexpr std::int64_t rows = 37, width = 24, vocab = 203;

struct Data {
    Tensor hidden, head, labels, teacher, weights;
};

Data makeData(double scale = 1.0) {
    torch::manual_seed(3);
    Data d;
    d.hidden = torch::randn({rows, width}, torch::kDouble) * scale;
    d.head = torch::randn({vocab, width}, torch::kDouble) * 0.5;
    d.labels = torch::randint(0, vocab, {rows}, torch::kLong);
    d.labels.narrow(0, 4, 3).fill_(ignoredLabel);
    d.labels[rows - 1] = ignoredLabel;
    d.teacher = torch::randn({rows, vocab}, torch::kDouble) * 3 * scale;
    d.weights = torch::rand({rows}, torch::kDouble) + 0.1;
    return d;
}

struct Expected {
    Tensor total, ce, distill, ceLogits, distillLogits;
};

// The formulas of the header written out in float64, term by term, without any of the code under test.
Expected formula(const Tensor& logits, const Tensor& teacher, const Tensor& labels, const Tensor& weights, const VocabLossOptions& o) {
    const auto counted = labels.ne(ignoredLabel);
    const auto w = weights * counted / (weights * counted).sum();
    const auto y = labels.clamp_min(0).unsqueeze(1);
    const auto ce = (w * (torch::logsumexp(logits, {1}) - logits.gather(1, y).squeeze(1))).sum();
    const auto common = teacher.size(1);
    const auto p = torch::softmax(logits.narrow(1, 0, common) / o.temperature, 1), q = torch::softmax(teacher / o.temperature, 1);
    const auto logP = torch::log_softmax(logits.narrow(1, 0, common) / o.temperature, 1),
               logQ = torch::log_softmax(teacher / o.temperature, 1);
    const auto m = o.beta * q + (1 - o.beta) * p;
    Tensor d;
    if (o.divergence == Divergence::ForwardKl)
        d = (q * (logQ - logP)).sum(1);
    else if (o.divergence == Divergence::ReverseKl)
        d = (p * (logP - logQ)).sum(1);
    else if (o.divergence == Divergence::Jsd)
        d = o.beta * (q * (logQ - m.log())).sum(1) + (1 - o.beta) * (p * (logP - m.log())).sum(1);
    else
        d = (q * (logQ - m.log())).sum(1);
    const auto distill = (w * d).sum();
    const auto a = (1 - o.alpha) * ce, b = o.alpha * o.temperature * o.temperature * distill;
    return {a + b, ce, distill, torch::autograd::grad({a}, {logits}, {}, true)[0], torch::autograd::grad({b}, {logits}, {}, true)[0]};
}

void expectClose(const Tensor& actual, const Tensor& expected, double tolerance, const char* what) {
    ASSERT_TRUE(actual.defined()) << what;
    const auto difference = (actual.to(torch::kDouble) - expected).abs().max().item<double>();
    EXPECT_LE(difference, tolerance * std::max(1.0, expected.abs().max().item<double>())) << what;
}

using Case = std::tuple<Divergence, double, double, double, torch::ScalarType>;
class VocabLossFormula : public testing::TestWithParam<Case> {};

TEST_P(VocabLossFormula, ValueAndGradientEqualAutogradInDouble) {
    const auto [divergence, alpha, temperature, beta, type] = GetParam();
    const double tolerance = type == torch::kDouble ? 1e-11 : 1e-5;
    const auto d = makeData();
    VocabLossOptions o{alpha, temperature, divergence, beta};
    auto hidden = d.hidden.clone().requires_grad_(), head = d.head.clone().requires_grad_();
    const auto expected = formula(torch::mm(hidden, head.t()), d.teacher, d.labels, d.weights, o);
    const auto gradients = torch::autograd::grad({expected.total}, {hidden, head});

    auto h = d.hidden.to(type).requires_grad_(), w = d.head.to(type).requires_grad_();
    const auto loss = vocabLoss(h, w, d.labels, o, {d.teacher.to(type)}, d.weights);
    loss.total.backward();
    expectClose(loss.total, expected.total, tolerance, "total");
    EXPECT_NEAR(loss.ce, expected.ce.item<double>(), tolerance * 10);
    EXPECT_NEAR(loss.distill, expected.distill.item<double>(), tolerance * 10);
    EXPECT_NEAR(loss.ceGradNorm, expected.ceLogits.norm().item<double>(), tolerance);
    EXPECT_NEAR(loss.distillGradNorm, expected.distillLogits.norm().item<double>(), tolerance * 10);
    expectClose(h.grad(), gradients[0], tolerance, "gradient of the hidden states");
    expectClose(w.grad(), gradients[1], tolerance, "gradient of the head");
    EXPECT_EQ(loss.counted, rows - 4);
}

TEST_P(VocabLossFormula, LogitsGiveTheSameAsHiddenStates) {
    const auto [divergence, alpha, temperature, beta, type] = GetParam();
    const double tolerance = type == torch::kDouble ? 1e-11 : 1e-5;
    const auto d = makeData();
    VocabLossOptions o{alpha, temperature, divergence, beta};
    auto exact = torch::mm(d.hidden, d.head.t()).requires_grad_();
    const auto expected = formula(exact, d.teacher, d.labels, d.weights, o);
    const auto gradient = torch::autograd::grad({expected.total}, {exact})[0];
    auto logits = exact.detach().to(type).requires_grad_();
    (vocabLossOfLogits(logits, d.labels, o, {d.teacher.to(type)}, d.weights).total * 3).backward();
    expectClose(logits.grad(), gradient * 3, tolerance, "gradient of the logits");
}

INSTANTIATE_TEST_SUITE_P(Divergences, VocabLossFormula,
                         testing::Combine(testing::Values(Divergence::ForwardKl, Divergence::ReverseKl, Divergence::Jsd,
                                                          Divergence::SkewedKl),
                                          testing::Values(0.5, 1.0), testing::Values(0.7, 1.0, 5.0), testing::Values(0.1, 0.5, 0.9),
                                          testing::Values(torch::kFloat, torch::kDouble)));

TEST(VocabLoss, PlainFormEqualsTheFusedOne) {
    // BF16 leaves run through the plain form; the same numbers in float64 through the fused one. 8 bits of mantissa: 2⁻⁸.
    const auto d = makeData(0.3);
    VocabLossOptions o{0.4, 2.0, Divergence::Jsd, 0.3};
    const auto logits = torch::mm(d.hidden, d.head.t()).to(torch::kBFloat16);
    auto half = logits.clone().requires_grad_(), exact = logits.to(torch::kDouble).requires_grad_();
    const auto a = vocabLossOfLogits(half, d.labels, o, {d.teacher}, d.weights);
    const auto b = vocabLossOfLogits(exact, d.labels, o, {d.teacher}, d.weights);
    EXPECT_NEAR(a.total.item<double>(), b.total.item<double>(), 1e-5);
    EXPECT_NEAR(a.ceGradNorm, b.ceGradNorm, 1e-2 * b.ceGradNorm);
    EXPECT_NEAR(a.distillGradNorm, b.distillGradNorm, 1e-2 * b.distillGradNorm);
    a.total.backward();
    b.total.backward();
    expectClose(half.grad(), exact.grad(), 1e-3, "gradient");
}

TEST(VocabLoss, CrossEntropyAloneEqualsLibTorch) {
    const auto d = makeData();
    auto logits = torch::mm(d.hidden, d.head.t()).requires_grad_();
    const auto loss = vocabLossOfLogits(logits, d.labels);
    const auto expected =
        torch::nn::functional::cross_entropy(logits, d.labels, torch::nn::functional::CrossEntropyFuncOptions().ignore_index(ignoredLabel));
    expectClose(loss.total, expected, 1e-12, "cross entropy");
    EXPECT_EQ(loss.distill, 0);
    EXPECT_EQ(loss.distillGradNorm, 0);
}

TEST(VocabLoss, TeacherOfHiddenStatesEqualsItsLogits) {
    const auto d = makeData();
    const auto hiddenT = torch::randn({rows, 11}, torch::kDouble), headT = torch::randn({vocab + 6, 11}, torch::kDouble);
    VocabLossOptions o{0.5, 2.0};
    VocabTeacher byLogits, byHidden;
    byLogits.logits = torch::mm(hiddenT, headT.t());
    byHidden.hidden = hiddenT;
    byHidden.head = headT;
    EXPECT_NEAR(vocabLoss(d.hidden, d.head, d.labels, o, byLogits).distill, vocabLoss(d.hidden, d.head, d.labels, o, byHidden).distill,
                1e-12);
}

TEST(VocabLoss, SmallerTeacherVocabularyComparesCommonIds) {
    const auto d = makeData();
    VocabLossOptions o{0.5, 2.0, Divergence::ReverseKl};
    auto logits = torch::mm(d.hidden, d.head.t()).requires_grad_();
    const auto small = d.teacher.narrow(1, 0, vocab - 9);
    const auto expected = formula(logits, small, d.labels, torch::ones_like(d.weights), o);
    const auto loss = vocabLossOfLogits(logits, d.labels, o, {small});
    EXPECT_NEAR(loss.total.item<double>(), expected.total.item<double>(), 1e-11);
    loss.total.backward();
    expectClose(logits.grad(), expected.ceLogits + expected.distillLogits, 1e-11, "gradient");
}

TEST(VocabLoss, TopKTeacherSpreadsTheRestEvenly) {
    const auto d = makeData();
    const std::int64_t k = 8;
    VocabTeacher sparse;
    const auto logQ = torch::log_softmax(d.teacher, 1);
    std::tie(sparse.logProbs, sparse.ids) = logQ.topk(k, 1);
    // dense distribution by hand: top-k as they are, (1 − Σ)/(V − k) elsewhere; its logarithms are logits
    auto dense = ((1 - sparse.logProbs.exp().sum(1, true)) / double(vocab - k)).expand({rows, vocab}).clone();
    dense.scatter_(1, sparse.ids, sparse.logProbs.exp());
    VocabLossOptions o{0.5, 2.0};
    const auto a = vocabLoss(d.hidden, d.head, d.labels, o, sparse), b = vocabLoss(d.hidden, d.head, d.labels, o, {dense.log()});
    EXPECT_NEAR(a.distill, b.distill, 1e-11);
    EXPECT_GT(a.distill, 0);
}

TEST(VocabLoss, SplitOverCallsWithADivisorSumsToTheWhole) {
    const auto d = makeData();
    VocabLossOptions o{0.5, 2.0};
    const auto whole = vocabLoss(d.hidden, d.head, d.labels, o, {d.teacher});
    o.divisor = double(whole.counted);
    double sum = 0;
    for (const auto& [first, count] : {std::pair<int, int>{0, 10}, {10, int(rows) - 10}})
        sum += vocabLoss(d.hidden.narrow(0, first, count), d.head, d.labels.narrow(0, first, count), o, {d.teacher.narrow(0, first, count)})
                   .total.item<double>();
    EXPECT_NEAR(sum, whole.total.item<double>(), 1e-11);
}

TEST(VocabLoss, StaysFiniteAtTheLimits) {
    for (const auto divergence : {Divergence::ForwardKl, Divergence::ReverseKl, Divergence::Jsd, Divergence::SkewedKl})
        for (const double temperature : {0.1, 1.0, 10.0}) {
            torch::manual_seed(5);
            auto logits = ((torch::rand({9, 300}) * 2 - 1) * 1e4).requires_grad_();
            auto teacher = (torch::rand({9, 300}) * 2 - 1) * 1e4;
            teacher[2].fill_(1e4);
            teacher.slice(1, 290).fill_(-std::numeric_limits<float>::infinity());
            const auto labels = torch::randint(0, 300, {9}, torch::kLong);
            const auto loss = vocabLossOfLogits(logits, labels, {0.5, temperature, divergence, 0.5}, {teacher});
            loss.total.backward();
            EXPECT_TRUE(std::isfinite(loss.total.item<double>())) << int(divergence) << " at " << temperature;
            EXPECT_TRUE(torch::isfinite(logits.grad()).all().item<bool>());
        }
}

TEST(VocabLoss, EqualDistributionsHaveNoDivergence) {
    const auto d = makeData();
    const auto logits = torch::mm(d.hidden, d.head.t()).to(torch::kFloat);
    for (const auto divergence : {Divergence::ForwardKl, Divergence::ReverseKl, Divergence::Jsd, Divergence::SkewedKl})
        EXPECT_NEAR(vocabLossOfLogits(logits, d.labels, {1.0, 2.0, divergence}, {logits + 3}).distill, 0, 2e-6);
}

TEST(VocabLoss, ThreadsDoNotChangeTheBits) {
    const auto d = makeData();
    VocabLossOptions o{0.5, 2.0};
    const int before = at::get_num_threads();
    std::vector<Tensor> gradients;
    for (const int threads : {1, 3}) {
        at::set_num_threads(threads);
        auto logits = torch::mm(d.hidden, d.head.t()).to(torch::kFloat).requires_grad_();
        vocabLossOfLogits(logits, d.labels, o, {d.teacher.to(torch::kFloat)}).total.backward();
        gradients.push_back(logits.grad());
    }
    at::set_num_threads(before);
    EXPECT_TRUE(torch::equal(gradients[0], gradients[1]));
}

TEST(VocabLoss, NoCountedRowGivesZeroAndAZeroGradient) {
    auto logits = torch::randn({3, 7}).requires_grad_();
    const auto loss = vocabLossOfLogits(logits, torch::full({3}, ignoredLabel, torch::kLong));
    EXPECT_EQ(loss.total.item<float>(), 0);
    loss.total.backward();
    EXPECT_EQ(logits.grad().abs().sum().item<float>(), 0);
}

TEST(VocabLoss, NothingIsComputedForGradientsThatNobodyWants) {
    torch::NoGradGuard noGrad;
    auto logits = torch::randn({3, 7}).requires_grad_();
    const auto loss = vocabLossOfLogits(logits, torch::zeros({3}, torch::kLong));
    EXPECT_FALSE(loss.total.requires_grad());
    EXPECT_EQ(loss.ceGradNorm, 0);
}

TEST(VocabLoss, RefusesWhatCannotBe) {
    const auto d = makeData();
    const auto call = [&](VocabLossOptions o, VocabTeacher t, Tensor labels) { vocabLoss(d.hidden, d.head, labels, o, t); };
    EXPECT_THROW(call({0.5, 2.0}, {}, d.labels), base::Failure);
    EXPECT_THROW(call({0.5, 0.0}, {d.teacher}, d.labels), base::Failure);
    EXPECT_THROW(call({1.5, 2.0}, {d.teacher}, d.labels), base::Failure);
    EXPECT_THROW(call({0.5, 2.0, Divergence::Jsd, 1.0}, {d.teacher}, d.labels), base::Failure);
    EXPECT_THROW(call({0.5, 2.0}, {d.teacher.narrow(0, 0, 5)}, d.labels), base::Failure);
    EXPECT_THROW(call({}, {}, torch::full({rows}, vocab, torch::kLong)), base::Failure);
    EXPECT_THROW(call({}, {}, d.labels.narrow(0, 0, 5)), base::Failure);
    VocabTeacher sparse;
    sparse.ids = torch::full({rows, 2}, vocab, torch::kLong);
    sparse.logProbs = torch::full({rows, 2}, -1.0);
    EXPECT_THROW(call({0.5, 2.0}, sparse, d.labels), base::Failure);
}

} // namespace
} // namespace stillhouse::train
