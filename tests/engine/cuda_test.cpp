// SPDX-License-Identifier: GPL-3.0-or-later
// A CUDA device against the CPU: values and gradients of everything that is trained on.
#include "tests/engine/cuda_fixture.h"

#include "core/align/ppo_math.h"
#include "core/align/reward_model.h"
#include "core/base/guard.h"
#include "core/distill/attention_loss.h"
#include "core/distill/gram.h"
#include "core/distill/relations.h"
#include "core/model/generate.h"
#include "core/train/label_pass.h"
#include "core/train/optimizer.h"
#include "core/train/sorted_loss.h"
#include "core/train/vocab_loss.h"
#include "tests/engine/model_support.h"

#include <functional>
#include <gtest/gtest.h>

namespace stillhouse::tests {
namespace {

using torch::Tensor;
using Tensors = std::vector<Tensor>;

void expectClose(const Tensors& cpu, const Tensors& cuda, double tolerance, const std::string& what) {
    ASSERT_EQ(cpu.size(), cuda.size());
    for (std::size_t i = 0; i < cpu.size(); ++i) {
        ASSERT_EQ(cpu[i].defined(), cuda[i].defined()) << what << " " << i;
        if (cpu[i].defined())
            EXPECT_LE(largestDifference(cpu[i], cuda[i].cpu()), tolerance * std::max(1.0, cpu[i].abs().max().item<double>())) << what << " " << i;
    }
}

// The value of a scalar function of float32 tensors and its gradients.
Tensors valueAndGradients(const std::function<Tensor(const Tensors&)>& f, const Tensors& inputs, torch::Device device) {
    Tensors leaves;
    for (const auto& x : inputs)
        leaves.push_back(x.detach().clone().to(device).requires_grad_());
    const auto value = f(leaves);
    auto out = torch::autograd::grad({value}, leaves, {}, false, false, true);
    out.push_back(value.detach());
    return out;
}

void expectSame(const std::string& what, const Tensors& inputs, torch::Device device, const std::function<Tensor(const Tensors&)>& f,
                double tolerance = 1e-4) {
    expectClose(valueAndGradients(f, inputs, torch::kCPU), valueAndGradients(f, inputs, device), tolerance, what);
}

// Every architecture switch that changes what is computed.
std::vector<formats::ModelConfig> shapes() {
    auto plain = tinyModel(), normed = plain, windowed = plain, biased = plain;
    normed.qkNorm = true;
    windowed.slidingWindow = 5;
    biased.attentionBias = true;
    biased.tiedEmbeddings = true;
    return {plain, normed, windowed, biased};
}

Tensor someIds(std::int64_t batch, std::int64_t tokens, std::int64_t vocab) {
    return (torch::arange(batch * tokens, torch::kLong) * 7 + 3).remainder(vocab).view({batch, tokens});
}

Tensor someLabels() { return torch::tensor(std::vector<std::int64_t>{3, 0, train::ignoredLabel, 7, 1, 2}, torch::kLong); }

} // namespace

TEST_F(Cuda, LogitsAndMapsAreThoseOfTheCpu) {
    for (const auto& config : shapes()) {
        auto cpu = livelyModel(config), cuda = cpu.clone();
        cuda.to(device_);
        const auto ids = someIds(3, 11, config.vocab);
        model::Hooks a, b;
        a.wantAttentionMaps = b.wantAttentionMaps = a.wantHiddenStates = b.wantHiddenStates = true;
        torch::NoGradGuard noGradient;
        expectClose({cpu.forward(ids, {nullptr, &a, {}})}, {cuda.forward(ids, {nullptr, &b, {}})}, 1e-4, "logits");
        expectClose(a.attentionMaps, b.attentionMaps, 1e-4, "maps");
        expectClose(a.hiddenStates, b.hiddenStates, 1e-4, "states");
    }
}

TEST_F(Cuda, GradientsOfAllWeightsAreThoseOfTheCpu) {
    for (const auto& config : shapes()) {
        auto cpu = livelyModel(config), cuda = cpu.clone();
        cuda.to(device_);
        const auto ids = someIds(2, 9, config.vocab);
        const auto labels = ids.reshape({-1}).roll(-1);
        for (auto* model : {&cpu, &cuda})
            train::vocabLoss(model->hidden(ids).reshape({-1, config.hidden}), model->headWeight(), labels).total.backward();
        Tensors a, b;
        for (const auto& weight : cpu.parameters())
            a.push_back(weight.grad());
        for (const auto& weight : cuda.parameters())
            b.push_back(weight.grad());
        expectClose(a, b, 1e-4, "weight");
    }
}

TEST_F(Cuda, VocabularyLossesAreThoseOfTheCpu) {
    const std::int64_t rows = 6, vocab = 40, width = 8, known = 5;
    const Tensors inputs{torch::randn({rows, width}), torch::randn({vocab, width})};
    const auto logits = torch::randn({rows, vocab + 3}) * 2, hidden = torch::randn({rows, 4}), head = torch::randn({vocab, 4});
    const auto top = torch::log_softmax(logits.narrow(1, 0, vocab), 1).topk(known, 1);
    const auto weights = torch::rand({rows}) + 0.1;
    for (const auto divergence : {train::Divergence::ForwardKl, train::Divergence::ReverseKl, train::Divergence::Jsd, train::Divergence::SkewedKl})
        for (int form = 0; form < 4; ++form) {
            train::VocabLossOptions options;
            options.alpha = form == 3 ? 0 : 0.7;
            options.temperature = 2.5;
            options.divergence = divergence;
            options.beta = 0.3;
            std::vector<train::VocabLoss> said;
            expectSame("vocabulary loss", inputs, device_, [&](const Tensors& t) {
                train::VocabTeacher teacher; // what a cache gives is on the CPU, what a model gives on its device
                if (form == 0)
                    teacher.logits = logits.to(t[0].device());
                if (form == 1)
                    teacher = {{}, hidden.to(t[0].device()), head.to(t[0].device()), {}, {}};
                if (form == 2)
                    teacher = {{}, {}, {}, std::get<1>(top), std::get<0>(top)};
                said.push_back(train::vocabLoss(t[0], t[1], someLabels(), options, teacher, weights));
                return said.back().total;
            });
            ASSERT_EQ(said.size(), 2u);
            EXPECT_NEAR(said[0].ce, said[1].ce, 1e-4);
            EXPECT_NEAR(said[0].distill, said[1].distill, 1e-4);
            EXPECT_NEAR(said[0].ceGradNorm, said[1].ceGradNorm, 1e-4);
            EXPECT_NEAR(said[0].distillGradNorm, said[1].distillGradNorm, 1e-4);
        }
}

TEST_F(Cuda, AttentionAndRankLossesAreThoseOfTheCpu) {
    const std::int64_t batch = 2, heads = 3, tokens = 7, width = 4;
    const auto mask = distill::queryMask({7, 5}, tokens);
    const auto map = torch::softmax(torch::randn({batch, heads, tokens, tokens}), -1);
    expectSame("maps", {torch::randn({batch, heads, tokens, tokens})}, device_, [&](const Tensors& t) {
        return distill::attentionKl(torch::softmax(t[0], -1), map.to(t[0].device()), mask);
    });
    const auto x = torch::randn({batch, tokens, heads, width});
    const auto positions = torch::tensor({1, 4, 6}, torch::kLong);
    expectSame("relations", {torch::randn({batch, tokens, heads, width})}, device_, [&](const Tensors& t) {
        const auto theirs = distill::relation(x.to(t[0].device()), 2, positions);
        return distill::attentionKl(distill::relation(t[0], 2, positions), theirs, mask.index_select(1, positions));
    });
    const auto ranks = std::get<0>(torch::log_softmax(torch::randn({5, 12}), 1).sort(1, true)).narrow(1, 0, 4);
    expectSame("ranks", {torch::randn({5, 20})}, device_,
               [&](const Tensors& t) { return train::rankedDistance(t[0], {ranks.to(t[0].device()), 8}, 2).sum(); });
    EXPECT_LE(largestDifference(distill::headDistances(map, map.flip(1), mask),
                                distill::headDistances(map.to(device_), map.flip(1).to(device_), mask).cpu()), 1e-3);
}

TEST_F(Cuda, GradientMatchingIsThatOfTheCpu) {
    const std::int64_t rows = 6, vocab = 30, width = 8;
    const auto targets = torch::tensor({3, 0, 29, 7, 1, 2}, torch::kLong);
    const auto hidden = torch::randn({rows, width}), head = torch::randn({vocab, width});
    const Tensors inputs{torch::randn({rows, width}), torch::randn({vocab, width})};
    for (const bool direct : {false, true})
        expectSame(direct ? "direct" : "gram", inputs, device_, [&](const Tensors& t) {
            const auto on = [&](const Tensor& x) { return x.to(t[0].device()); };
            const distill::HeadView student{t[0], t[1], on(targets)}, teacher{on(hidden), on(head), on(targets)};
            return direct ? distill::directLoss(student, teacher)
                          : distill::gramLoss(distill::gradientGram(student), distill::gradientGram(teacher).detach());
        });
}

TEST_F(Cuda, PolicyAndPreferenceLossesAreThoseOfTheCpu) {
    const std::int64_t rows = 12;
    const auto old = torch::randn({rows}), advantages = torch::randn({rows}), values = torch::randn({rows}), returns = torch::randn({rows});
    expectSame("ppo", {old + 0.3 * torch::randn({rows}), values + 0.3 * torch::randn({rows})}, device_, [&](const Tensors& t) {
        const auto on = [&](const Tensor& x) { return x.to(t[0].device()); };
        const auto parts = align::ppoLoss(t[0], on(old), on(advantages), t[1], on(values), on(returns), 0.2, 0.2);
        return parts.policy + 0.5 * parts.value;
    });
    expectSame("pairs", {torch::randn({rows}), torch::randn({rows})}, device_, [](const Tensors& t) { return align::pairLoss(t[0], t[1], 0.1); });
    auto body = livelyModel(tinyModel());
    auto cpu = align::freshReward(body, 3);
    body.to(device_);
    const auto cuda = align::freshReward(body, 3);
    const std::vector<std::vector<std::int32_t>> texts{{1, 4, 5}, {1, 2, 3, 4, 5, 6}, {7}};
    EXPECT_LE(largestDifference(align::scoreAll(*cpu, texts), align::scoreAll(*cuda, texts)), 1e-4);
}

TEST_F(Cuda, LabelScoresAndTheirGradientsAreThoseOfTheCpu) {
    auto cpu = livelyModel(tinyModel()), cuda = cpu.clone();
    cuda.to(device_);
    const std::vector<std::vector<std::int32_t>> tokens{{4}, {5, 6}, {5, 7, 8}};
    const std::vector<train::LabelQuery> queries{{{1, 2, 3}, {0, 1, 2}}, {{1, 9, 10, 11, 12}, {0, 1, 2}}};
    Tensors scores, a, b;
    for (auto* model : {&cpu, &cuda}) {
        scores.push_back(train::labelScores(*model, tokens, queries).scores);
        torch::log_softmax(scores.back(), 1).select(1, 0).sum().neg().backward();
        for (const auto& weight : model->parameters())
            (model == &cpu ? a : b).push_back(weight.grad());
    }
    expectClose({scores[0]}, {scores[1]}, 1e-4, "scores");
    expectClose(a, b, 1e-4, "gradients");
}

TEST_F(Cuda, AdamTakesTheStepsOfTheCpu) {
    auto cpu = livelyModel(tinyModel()), cuda = cpu.clone();
    cuda.to(device_);
    const train::AdamOptions options{0.9, 0.999, 1e-8, 0.05, 0.5};
    train::AdamW first(cpu, options), second(cuda, options);
    for (int step = 0; step < 5; ++step) {
        const auto gradient = [step](const Tensor& weight) { return torch::sin(torch::arange(weight.numel()) + step).view(weight.sizes()); };
        for (auto weight : cpu.parameters())
            weight.mutable_grad() = gradient(weight);
        for (auto weight : cuda.parameters())
            weight.mutable_grad() = gradient(weight).to(device_);
        EXPECT_NEAR(first.step(1e-2), second.step(1e-2), 1e-3);
    }
    expectClose(cpu.parameters(), cuda.parameters(), 1e-5, "weight");
}

TEST_F(Cuda, GreedyTextIsThatOfTheCpu) {
    auto cpu = livelyModel(tinyModel()), cuda = cpu.clone();
    cuda.to(device_);
    model::GenerateOptions options;
    options.sampling.greedy = true;
    options.maxNew = 12;
    const std::vector<std::vector<std::int64_t>> prompts{{1, 3, 5}, {1, 4}};
    const auto a = model::generateBatch(cpu, prompts, options), b = model::generateBatch(cuda, prompts, options);
    for (std::size_t i = 0; i < prompts.size(); ++i)
        EXPECT_EQ(a[i].ids, b[i].ids);
}

TEST_F(Cuda, MemoryThatRunsOutIsToldAsThatAndWorkGoesOn) {
    const auto result = base::guard([&] { return torch::empty({std::int64_t(1) << 42}, torch::TensorOptions(torch::kFloat).device(device_)).numel(); });
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::OutOfMemory);
    EXPECT_NE(result.error().remedy.english().find("cpu"), std::string::npos);
    EXPECT_EQ(torch::ones({3}, torch::TensorOptions(device_)).sum().item<float>(), 3);
    EXPECT_GT(model::deviceMemory(device_).total, std::int64_t(1) << 30);
    EXPECT_NE(model::deviceTitle(device_).find("cuda:0 ("), std::string::npos) << model::deviceTitle(device_);
}

} // namespace stillhouse::tests
