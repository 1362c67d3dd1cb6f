// SPDX-License-Identifier: GPL-3.0-or-later
// Importance against finite differences, and removal against gates at zero: neither side knows how the other is made.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/model/model_io.h"
#include "core/prune/importance.h"
#include "core/prune/numbering.h"
#include "core/prune/surgery.h"
#include "core/shape/prune_plan.h"
#include "core/train/batch.h"
#include "core/train/vocab_loss.h"
#include "tests/engine/model_support.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

std::vector<evaluate::EncodedExample> threeExamples() {
    std::vector<evaluate::EncodedExample> out(3);
    const std::vector<std::vector<std::int32_t>> ids{{3, 5, 7, 2, 9}, {4, 4, 8}, {1, 15, 2, 6, 11, 13, 10}};
    for (std::size_t i = 0; i < 3; ++i) {
        out[i].id = std::to_string(i);
        out[i].ids = ids[i];
        out[i].responseStart = i == 2 ? 4 : 2;
    }
    return out;
}

// The loss of one example alone, with a factor on one head (or channel) of one layer.
double lossWith(const model::Decoder& decoder, const model::Decoder& teacher, const evaluate::EncodedExample& example, std::int64_t layer,
                std::int64_t place, double factor, bool channel) {
    torch::NoGradGuard none;
    model::Hooks hooks;
    auto& gates = channel ? hooks.ffnGates : hooks.headGates;
    gates.resize(decoder.layers().size());
    const auto& shape = decoder.config().layers[std::size_t(layer)];
    gates[std::size_t(layer)] = torch::ones({channel ? shape.ffn : shape.heads}, torch::kDouble).index_put_({place}, factor);
    model::ForwardOptions forward;
    forward.hooks = &hooks;
    const auto batch = train::collate(std::span(&example, 1), {0}, 0);
    train::VocabLossOptions options;
    options.alpha = 0.7;
    options.temperature = 2;
    const train::VocabTeacher target{{}, train::scoredRows(teacher.hidden(batch.ids), batch), teacher.headWeight(), {}, {}};
    return train::vocabLoss(train::scoredRows(decoder.hidden(batch.ids, forward), batch), decoder.headWeight(), batch.targets, options,
                            target, batch.weights)
        .total.item<double>();
}

std::pair<model::Decoder, model::Decoder> studentAndTeacher() {
    auto student = livelyModel(tinyModel(), 1), teacher = livelyModel(tinyModel(), 2);
    student.to(torch::kDouble);
    teacher.to(torch::kDouble);
    return {std::move(student), std::move(teacher)};
}

PrunePlan planOf(std::vector<LayerPlan> layers) {
    PrunePlan plan;
    plan.mode = "global";
    plan.layers = std::move(layers);
    return plan;
}

// Logits with the plan's heads and channels gated to zero.
torch::Tensor gated(const model::Decoder& decoder, const PrunePlan& plan, const torch::Tensor& ids) {
    torch::NoGradGuard none;
    model::Hooks hooks;
    for (std::size_t l = 0; l < plan.layers.size(); ++l) {
        hooks.headGates.push_back(torch::ones({decoder.config().layers[l].heads}));
        hooks.ffnGates.push_back(torch::ones({decoder.config().layers[l].ffn}));
        for (const auto h : plan.layers[l].heads)
            hooks.headGates.back().index_put_({h}, 0);
        for (const auto c : plan.layers[l].channels)
            hooks.ffnGates.back().index_put_({c}, 0);
    }
    model::ForwardOptions forward;
    forward.hooks = &hooks;
    return decoder.forward(ids, forward);
}

const std::vector<std::int64_t> kIds{1, 5, 9, 3, 3, 14, 7, 2, 11};

} // namespace

TEST(Importance, IsTheMeanOfEachExamplesSlope) {
    const auto [student, teacher] = studentAndTeacher();
    const auto examples = threeExamples();
    prune::ImportanceSettings settings;
    settings.channels = true;
    RunControl control;
    const auto seen = prune::measureImportance(student, &teacher, examples, settings, control);
    settings.measure = "fisher";
    const auto fisher = prune::measureImportance(student, &teacher, examples, settings, control);
    constexpr double e = 1e-5;
    for (const auto& [layer, place, channel] :
         {std::tuple(0, 0, false), std::tuple(0, 3, false), std::tuple(1, 2, false), std::tuple(0, 7, true), std::tuple(1, 19, true)}) {
        double slopes = 0, squares = 0;
        for (const auto& example : examples) {
            const double slope = (lossWith(student, teacher, example, layer, place, 1 + e, channel) -
                                  lossWith(student, teacher, example, layer, place, 1 - e, channel)) /
                                 (2 * e);
            slopes += std::abs(slope) / 3;
            squares += slope * slope / 6;
        }
        const auto& at = seen[std::size_t(layer)];
        EXPECT_NEAR((channel ? at.channel : at.head)[std::size_t(place)], slopes, 1e-7) << layer << '.' << place;
        const auto& second = fisher[std::size_t(layer)];
        EXPECT_NEAR((channel ? second.channel : second.head)[std::size_t(place)], squares, 1e-7) << layer << '.' << place;
    }
}

TEST(Importance, OutputNormIsWhatAHeadAddsToTheStream) {
    const auto [student, teacher] = studentAndTeacher();
    const auto examples = threeExamples();
    prune::ImportanceSettings settings;
    settings.measure = "output_norm";
    RunControl control;
    const auto seen = prune::measureImportance(student, nullptr, examples, settings, control);
    // One example after the other, without padding, head 1 of layer 1: W_o's columns 6 … 11 times the head's output.
    double sum = 0, tokens = 0;
    torch::NoGradGuard none;
    for (const auto& example : examples) {
        model::Hooks hooks;
        hooks.wantHeadOutputs = true;
        model::ForwardOptions forward;
        forward.hooks = &hooks;
        const std::vector<std::int64_t> ids(example.ids.begin(), example.ids.end() - 1);
        (void)student.hidden(idTensor(ids), forward);
        const auto out = hooks.headOutputs[1].select(2, 1)[0]; // (T,D)
        const auto added = torch::matmul(out, student.layers()[1].attention->o.weight.narrow(1, 6, 6).t());
        sum += added.norm(2, 1).sum().item<double>();
        tokens += double(ids.size());
    }
    EXPECT_NEAR(seen[1].head[1], sum / tokens, 1e-9);
}

TEST(Importance, BaselinesLookAtNoData) {
    const auto student = livelyModel(tinyModel());
    prune::ImportanceSettings settings;
    settings.measure = "random";
    settings.seed = 3;
    RunControl control;
    const auto a = prune::measureImportance(student, nullptr, {}, settings, control),
               b = prune::measureImportance(student, nullptr, {}, settings, control);
    EXPECT_EQ(a[0].head, b[0].head);
    EXPECT_NE(a[0].head, a[1].head);
    settings.measure = "weight_norm";
    const auto norms = prune::measureImportance(student, nullptr, {}, settings, control);
    const auto& block = *student.layers()[0].attention;
    // Head 3 shares key/value head 1 with head 2.
    const double squares = (block.q.weight.narrow(0, 18, 6).square().sum() + block.k.weight.narrow(0, 6, 6).square().sum() +
                            block.v.weight.narrow(0, 6, 6).square().sum() + block.o.weight.narrow(1, 18, 6).square().sum())
                               .item<double>();
    EXPECT_NEAR(norms[0].head[3], std::sqrt(squares), 1e-4);
}

TEST(Importance, StopsBetweenBatches) {
    const auto student = livelyModel(tinyModel());
    RunControl control;
    control.requestStop();
    const auto examples = threeExamples();
    EXPECT_THROW(prune::measureImportance(student, nullptr, examples, {}, control), base::Failure);
}

TEST(Surgery, GivesTheLogitsOfGatesAtZero) {
    auto biased = tinyModel();
    biased.architecture = formats::Architecture::Qwen2;
    biased.attentionBias = true;
    auto normed = tinyModel();
    normed.architecture = formats::Architecture::Qwen3;
    normed.qkNorm = true;
    const std::vector<PrunePlan> plans{planOf({{{0, 3}, {}, {}}, {{}, {}, {1, 2, 19}}}),  // one head of each group; some channels
                                       planOf({{{2, 3}, {1}, {0}}, {{0, 1}, {0}, {}}}),   // whole groups
                                       planOf({{{0, 1, 3}, {0}, {}}, {{1, 2}, {}, {}}})}; // a group and a head of the other
    for (const auto& config : {tinyModel(), biased, normed})
        for (const auto& plan : plans) {
            auto decoder = livelyModel(config, 4);
            const auto wanted = gated(decoder, plan, idTensor(kIds));
            prune::applyPlan(decoder, plan);
            torch::NoGradGuard none;
            EXPECT_LT(largestDifference(decoder.forward(idTensor(kIds)), wanted), 1e-5);
            EXPECT_EQ(decoder.config(), shape::prunedConfig(config, plan));
            EXPECT_TRUE(decoder.layers()[0].attention->q.weight.requires_grad());
        }
}

TEST(Surgery, ALayerWithoutHeadsHasNoAttention) {
    auto decoder = livelyModel(tinyModel(), 5);
    const auto plan = planOf({{{0, 1, 2, 3}, {0, 1}, {}}, {}});
    const auto wanted = gated(decoder, plan, idTensor(kIds));
    prune::applyPlan(decoder, plan);
    EXPECT_FALSE(decoder.layers()[0].attention);
    torch::NoGradGuard none;
    EXPECT_LT(largestDifference(decoder.forward(idTensor(kIds)), wanted), 1e-5);
    EXPECT_THROW(prune::applyPlan(decoder, plan), base::Failure) << "those heads are gone";
}

// Written here, read and computed by another process with the native engine: the numbers of the model in memory.
TEST(Surgery, AFreshProcessGivesTheSameLogits) {
    auto decoder = livelyModel(tinyModel(), 6);
    prune::applyPlan(decoder, planOf({{{0, 2}, {}, {3, 4}}, {{2, 3}, {1}, {}}}));
    const TemporaryFolder folder;
    const auto path = (folder / "pruned").string();
    model::saveModel(decoder, path);
    const std::string command =
        std::string(STILLHOUSE_BINARY_DIR) + "/stillhouse-cli logits " + path + " --ids 1,5,9,3,3,14,7,2,11 --json --threads 1";
    FILE* pipe = popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string text;
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        text.append(buffer, n);
    ASSERT_EQ(pclose(pipe), 0) << text;
    const auto rows = nlohmann::json::parse(text).at("logits").get<std::vector<std::vector<float>>>();
    torch::NoGradGuard none;
    const auto wanted = decoder.forward(idTensor(kIds))[0].contiguous();
    ASSERT_EQ(rows.size(), kIds.size());
    for (std::size_t t = 0; t < rows.size(); ++t)
        for (std::size_t v = 0; v < rows[t].size(); ++v)
            EXPECT_NEAR(rows[t][v], wanted[std::int64_t(t)][std::int64_t(v)].item<float>(), 1e-4);
}

TEST(Hooks, GatesOfEachExampleScaleThatExampleAlone) {
    const auto decoder = livelyModel(tinyModel(), 7);
    torch::NoGradGuard none;
    const auto ids = torch::stack({torch::tensor(kIds), torch::tensor(kIds)});
    model::Hooks hooks;
    hooks.headGates = {torch::tensor({{1.f, 1.f, 1.f, 1.f}, {0.f, 1.f, 0.5f, 1.f}}), torch::Tensor()};
    hooks.ffnGates = {torch::Tensor(), torch::stack({torch::ones({20}), torch::full({20}, 0.25f)})};
    model::ForwardOptions forward;
    forward.hooks = &hooks;
    const auto both = decoder.forward(ids, forward);
    EXPECT_LT(largestDifference(both[0], decoder.forward(idTensor(kIds))[0]), 1e-5);
    hooks.headGates[0] = torch::tensor({0.f, 1.f, 0.5f, 1.f});
    hooks.ffnGates[1] = torch::full({20}, 0.25f);
    EXPECT_LT(largestDifference(both[1], decoder.forward(idTensor(kIds), forward)[0]), 1e-5);
}

// Of heads 0 … 4 first 1 and 3 go (0 2 4 are left, counted 0 1 2), then the one now counted 1: it was 2.
TEST(Numbering, SpeaksOfTheModelThatCameIn) {
    prune::Numbering numbering({{5, 5, 8, {}, {}}});
    numbering.add(planOf({{{1, 3}, {1, 3}, {0, 7}}}));
    EXPECT_EQ(numbering.now({{0, 3}, {0, 4}, {0, 0}}), (std::vector<HeadRef>{{0, 2}, {0, 0}})) << "3 has gone";
    numbering.add(planOf({{{1}, {1}, {0}}}));
    EXPECT_EQ(numbering.removed()[0].heads, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(numbering.removed()[0].channels, (std::vector<std::int64_t>{0, 1, 7}));
    EXPECT_EQ(numbering.headsRemoved(), 3);
}
