// SPDX-License-Identifier: GPL-3.0-or-later
// The arithmetic of several teachers: weights, opinions, sorted probabilities, label scores with a gradient. Expected numbers are
// worked out by hand in the comments.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/label_scores.h"
#include "core/text/bpe_trainer.h"
#include "core/text/token_agreement.h"
#include "core/train/label_pass.h"
#include "core/train/ranked_answers.h"
#include "core/train/sorted_loss.h"
#include "core/train/teacher_space.h"
#include "core/train/teacher_weights.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::train;

TEST(TeacherWeights, FollowTheirRules) {
    const std::vector<double> even{1, 1}, prior{1, 3};
    EXPECT_EQ(fixedShares(prior), (Shares{0.25, 0.75}));
    // e^(−ln 2) : e^0 = 1 : 2
    const std::vector<Opinion> opinions{{std::log(2.0), 0.9}, {0, 0.001}};
    const auto confident = confidenceShares(even, opinions);
    EXPECT_NEAR(confident[0], 1.0 / 3, 1e-12);
    EXPECT_NEAR(confident[1], 2.0 / 3, 1e-12);
    // 0.9 : the floor 0.01
    EXPECT_NEAR(correctnessShares(even, opinions)[0], 0.9 / 0.91, 1e-12);
    // 0.9 : 3 · 0.01
    EXPECT_NEAR(correctnessShares(prior, opinions)[0], 0.9 / 0.93, 1e-12);
    const std::vector<Opinion> unknown{{0, 0.9}, {0, std::nan("")}};
    EXPECT_EQ(correctnessShares(prior, unknown), (Shares{0.25, 0.75})) << "without a truth the given weights stay";
    const std::vector<double> silent{0, 2};
    EXPECT_EQ(confidenceShares(silent, opinions), (Shares{0, 1})) << "weight 0 is no voice";
}

TEST(TeacherWeights, StackingFollowsTheResponsibilities) {
    StackedWeights weights(3);
    const std::vector<double> prior{1, 1};
    const std::vector<std::size_t> who{0, 2};
    const std::vector<Opinion> opinions{{0, 0.8}, {0, 0.2}};
    const auto start = weights.shares(prior, who);
    EXPECT_EQ(start, (Shares{0.5, 0.5}));
    weights.observe(who, start, opinions);
    weights.step(0.1);
    // r = 0.4/0.5 and 0.1/0.5; r − w = ±0.3
    EXPECT_NEAR(weights.theta()[0], 0.03, 1e-12);
    EXPECT_EQ(weights.theta()[1], 0);
    EXPECT_NEAR(weights.theta()[2], -0.03, 1e-12);
    EXPECT_NEAR(weights.shares(prior, who)[0], 1 / (1 + std::exp(-0.06)), 1e-12);
    for (int i = 0; i < 2000; ++i) {
        weights.observe(who, weights.shares(prior, who), opinions);
        weights.step(0.1);
    }
    EXPECT_GT(weights.shares(prior, who)[0], 0.99) << "the better one wins in the end";
}

TEST(TeacherWeights, RowsTellEntropyAndTruth) {
    VocabTeacher whole;
    whole.logits = torch::tensor({{0.0, std::log(3.0)}}, torch::kDouble); // p = ¼, ¾
    const auto target = torch::tensor({std::int64_t(1)});
    auto said = rowOpinions(whole, target, 2);
    EXPECT_NEAR(said.entropy.item<double>(), -(0.25 * std::log(0.25) + 0.75 * std::log(0.75)), 1e-9);
    EXPECT_NEAR(said.logProb.item<double>(), std::log(0.75), 1e-9);
    VocabTeacher top; // ½ on id 2; the other half evenly on ids 0 and 1
    top.ids = torch::tensor({{std::int64_t(2)}});
    top.logProbs = torch::tensor({{std::log(0.5)}}, torch::kDouble);
    said = rowOpinions(top, torch::tensor({std::int64_t(0)}), 3);
    EXPECT_NEAR(said.entropy.item<double>(), 0.5 * std::log(2.0) + 0.5 * std::log(4.0), 1e-9);
    EXPECT_NEAR(said.logProb.item<double>(), std::log(0.25), 1e-9);
    const auto examples = opinionsOf({torch::tensor({1.0, 3.0, 5.0}, torch::kDouble), torch::tensor({std::log(0.5), std::log(0.125), std::log(0.2)}, torch::kDouble)}, {0, 2, 3});
    EXPECT_NEAR(examples[0].entropy, 2, 1e-12);
    EXPECT_NEAR(examples[0].probability, 0.25, 1e-12) << "√(½·⅛)";
    EXPECT_NEAR(examples[1].probability, 0.2, 1e-12);
}

TEST(SortedLoss, ComparesByRank) {
    const auto student = torch::tensor({{0.0, std::log(3.0)}}, torch::kDouble); // sorted ¾, ¼
    const auto three = torch::tensor({{std::log(0.5), std::log(0.3), std::log(0.2)}}, torch::kDouble);
    // |¾ − ½| + |¼ − 0.3| + |0 − 0.2|
    EXPECT_NEAR(rankedDistance(student, {three, 0}, 1).item<double>(), 0.5, 1e-9);
    const auto top = torch::tensor({{std::log(0.6)}}, torch::kDouble); // and 0.1 on each of four others
    EXPECT_NEAR(rankedDistance(student, {top, 4}, 1).item<double>(), 0.3, 1e-9) << "|¾ − 0.6| and as much for the rest";
    // τ = 2: √0.6 against 4·√0.1 and √¾ against √¼
    const double q = std::sqrt(0.6) / (std::sqrt(0.6) + 4 * std::sqrt(0.1)), p = std::sqrt(0.75) / (std::sqrt(0.75) + 0.5);
    EXPECT_NEAR(rankedDistance(student, {top, 4}, 2).item<double>(), 2 * std::abs(p - q), 1e-9);
    EXPECT_NEAR(rankedDistance(three, {torch::log_softmax(three, 1), 0}, 3).item<double>(), 0, 1e-9) << "equal ones do not differ, whichever ids they are";
}

TEST(SortedLoss, HasTheGradientOfItsValue) {
    torch::manual_seed(4);
    const auto teacher = std::get<0>(torch::log_softmax(torch::randn({3, 9}, torch::kDouble), 1).topk(5, 1));
    auto logits = torch::randn({3, 7}, torch::kDouble).requires_grad_(true);
    const RankedRows rows{teacher, 4};
    rankedDistance(logits, rows, 1.7).sum().backward();
    for (std::int64_t i = 0; i < 21; ++i) {
        const auto at = [&](double move) {
            auto moved = logits.detach().clone();
            moved.view(-1)[i] += move;
            return rankedDistance(moved, rows, 1.7).sum().item<double>();
        };
        EXPECT_NEAR(logits.grad().view(-1)[i].item<double>(), (at(1e-6) - at(-1e-6)) / 2e-6, 1e-6) << i;
    }
}

TEST(RankedAnswers, FillsWhatTheEndpointDidNotTell) {
    RemoteAnswer answer;
    answer.text = "ab";
    answer.tokens = {{"a", std::log(0.5), {{"a", std::log(0.5)}, {"b", std::log(0.3)}}}, {"b", std::log(0.8), {{"b", std::log(0.8)}}}};
    const auto ranked = rankedAnswers({answer, answer}, 5);
    ASSERT_EQ(ranked.logProbs[0].sizes(), (std::vector<std::int64_t>{2, 2}));
    EXPECT_EQ(ranked.others, 3);
    EXPECT_NEAR(ranked.logProbs[0][1][1].item<double>(), std::log(0.05), 1e-6) << "0.2 on four unknown tokens";
    std::vector<std::int64_t> offsets;
    EXPECT_EQ(rankedRows(ranked, {1, 0}, offsets).logProbs.size(0), 4);
    EXPECT_EQ(offsets, (std::vector<std::int64_t>{0, 2, 4}));
}

namespace {

model::Decoder smallModel() {
    formats::ModelConfig config;
    config.vocab = 40;
    config.hidden = 16;
    config.headDim = 8;
    config.layers.assign(2, {2, 2, 24, true, true});
    config.maxPositions = 64;
    return model::Decoder::random(config, {3, 0.3});
}

const std::vector<std::vector<std::int32_t>> kLabels{{5}, {6, 7}, {6, 8, 9}, {10, 11}};

} // namespace

TEST(LabelPass, ScoresWhatEvaluationScores) {
    auto student = smallModel();
    std::vector<evaluate::EncodedExample> prompts(2);
    prompts[0].ids = {1, 2, 3};
    prompts[1].ids = {4, 2, 1, 3, 12};
    std::vector<LabelQuery> queries;
    for (auto& prompt : prompts) {
        prompt.responseStart = std::int32_t(prompt.ids.size());
        queries.push_back({prompt.ids, {0, 1, 2, 3}});
    }
    const auto expected = evaluate::scoreLabels(student, kLabels, prompts); // another way through keys and values that are kept
    const auto scored = labelScores(student, kLabels, queries);
    EXPECT_TRUE(torch::allclose(scored.scores.detach(), expected, 1e-5, 1e-5));
    queries[0].labels = queries[1].labels = {2, 3};
    EXPECT_TRUE(torch::allclose(labelScores(student, kLabels, queries).scores.detach(), expected.narrow(1, 2, 2), 1e-5, 1e-5));
}

TEST(LabelPass, HasTheGradientOfItsValue) {
    auto student = smallModel();
    student.to(torch::kDouble);
    student.setRequiresGrad(true);
    const std::vector<LabelQuery> queries{{{1, 2, 3}, {0, 1, 2}}, {{4, 2, 1, 3}, {1, 2, 3}}};
    const auto target = torch::tensor({{-1.0, -2.0, -0.5}, {-3.0, -1.0, -2.0}}, torch::kDouble);
    const auto loss = [&] {
        VocabLossOptions o;
        o.alpha = 1;
        o.temperature = 2;
        VocabTeacher teacher;
        teacher.logits = target;
        return vocabLossOfLogits(labelScores(student, kLabels, queries).scores, torch::zeros({2}, torch::kLong), o, teacher).total;
    };
    loss().backward();
    for (auto& [name, parameter] : student.namedParameters()) {
        auto flat = parameter.detach().view(-1);
        const auto gradient = parameter.grad().view(-1);
        const auto i = gradient.abs().argmax().item<std::int64_t>();
        const auto at = [&](double move) {
            flat[i] += move;
            const double value = loss().template item<double>();
            flat[i] -= move;
            return value;
        };
        EXPECT_NEAR(gradient[i].item<double>(), (at(1e-5) - at(-1e-5)) / 2e-5, 1e-6) << name;
    }
}

TEST(LabelPass, TheSubsetHoldsTheTruthAndTheTeachersBest) {
    const auto scores = torch::arange(77, torch::kFloat32); // the teacher's best is 76
    const auto subset = labelSubset(scores, 3, 9, 1);
    EXPECT_EQ(subset.size(), 9u);
    for (const std::int64_t wanted : {3, 73, 74, 75, 76})
        EXPECT_TRUE(std::count(subset.begin(), subset.end(), wanted)) << wanted;
    EXPECT_EQ(labelSubset(scores, 3, 9, 1), subset);
    EXPECT_NE(labelSubset(scores, 3, 9, 2), subset) << "others by chance";
    EXPECT_EQ(labelSubset(scores, -1, 80, 1).size(), 77u);
}

TEST(TeacherSpace, TokensLabelsOrRanks) {
    const auto of = [](bool remote, bool shared, const char* task, const char* wanted) { return teacherSpace({remote, shared, task, wanted}, "vocabulary"); };
    EXPECT_EQ(of(false, true, "generation", "auto"), TeacherSpace::Tokens);
    EXPECT_EQ(of(false, false, "classification", "auto"), TeacherSpace::Labels);
    EXPECT_EQ(of(false, false, "generation", "auto"), TeacherSpace::Sorted);
    EXPECT_EQ(of(true, true, "classification", "auto"), TeacherSpace::Labels);
    EXPECT_EQ(of(false, true, "classification", "labels"), TeacherSpace::Labels);
    EXPECT_THROW(of(false, false, "classification", "tokens"), base::Failure);
    EXPECT_THROW(of(true, false, "generation", "tokens"), base::Failure);
    EXPECT_THROW(of(false, true, "generation", "labels"), base::Failure);
    EXPECT_THROW(of(true, false, "classification", "sorted"), base::Failure);
}

TEST(TeacherSpace, TokenizersAgreeUpToWhatOneHasMore) {
    const std::string text = "the low medium high risk of a card payment abroad, the risk is low, the payment is medium";
    const auto small = text::trainBpe({std::string_view(text)}, {.vocabSize = 270}), large = text::trainBpe({std::string_view(text)}, {.vocabSize = 280});
    const auto other = text::trainBpe({std::string_view("an altogether different text with other words in it, again and again")}, {.vocabSize = 280});
    EXPECT_EQ(text::compareTokens(small, small).relation, TokenRelation::Same);
    const auto agreement = text::compareTokens(small, large);
    EXPECT_EQ(agreement.relation, TokenRelation::Extended);
    EXPECT_EQ(agreement.common, std::int64_t(small.vocabSize()));
    EXPECT_EQ(text::compareTokens(large, other).relation, TokenRelation::Different);
}

// A teacher whose vocabulary ends before the student's: its rest mass lies on the ids that both have.
TEST(VocabLossOfTeachers, ATopKOfAShorterVocabularyLeavesTheOtherIdsAlone) {
    const auto logits = torch::tensor({{0.3, -0.2, 0.9, 4.0}}, torch::kDouble), label = torch::tensor({std::int64_t(0)});
    VocabTeacher top, whole;
    top.ids = torch::tensor({{std::int64_t(1)}});
    top.logProbs = torch::tensor({{std::log(0.5)}}, torch::kDouble);
    top.common = 3;
    whole.logits = torch::tensor({{std::log(0.25), std::log(0.5), std::log(0.25)}}, torch::kDouble);
    VocabLossOptions o;
    o.alpha = 1;
    o.temperature = 1.5;
    EXPECT_NEAR(vocabLossOfLogits(logits, label, o, top).total.item<double>(), vocabLossOfLogits(logits, label, o, whole).total.item<double>(), 1e-9);
}
