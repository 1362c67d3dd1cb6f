// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"
#include "core/model/decoder.h"
#include "core/model/ops.h"
#include "tests/engine/model_support.h"

#include <gtest/gtest.h>

namespace stillhouse::model {
namespace {

using tests::idTensor;
using tests::largestDifference;
using tests::livelyModel;
using tests::tinyModel;

const auto ids = [] { return idTensor({3, 1, 4, 1, 5, 9, 2, 6}); };

torch::Tensor lossOf(const Decoder& decoder) {
    const auto logits = decoder.forward(ids())[0];
    return torch::nll_loss(torch::log_softmax(logits, -1), torch::tensor({1, 4, 1, 5, 9, 2, 6, 5}, torch::kLong));
}

// Central differences in F64 for eight elements of every parameter of a model that uses everything: error O(h²) ≈ 1e-8.
TEST(Decoder, GradientsEqualFiniteDifferences) {
    auto config = tinyModel();
    config.architecture = formats::Architecture::Qwen3;
    config.qkNorm = config.attentionBias = config.mlpBias = true;
    config.slidingWindow = 4;
    config.slidingWindowFrom = 1;
    config.layers.push_back({0, 0, 7, false, true});
    config.layers.push_back({3, 3, 0, true, false});
    auto decoder = livelyModel(config);
    decoder.to(torch::kDouble);
    lossOf(decoder).backward();
    torch::NoGradGuard noGrad;
    for (auto& [name, weight] : decoder.namedParameters()) {
        ASSERT_TRUE(weight.grad().defined()) << name;
        auto flat = weight.view(-1);
        for (std::int64_t i = 0; i < 8; ++i) {
            auto element = flat[(i * 37 + 5) % flat.numel()];
            const double value = element.item<double>(), h = 1e-4;
            element.fill_(value + h);
            const double above = lossOf(decoder).item<double>();
            element.fill_(value - h);
            const double below = lossOf(decoder).item<double>();
            element.fill_(value);
            EXPECT_NEAR((above - below) / (2 * h), weight.grad().view(-1)[(i * 37 + 5) % flat.numel()].item<double>(), 1e-6)
                << name << " " << i;
        }
    }
}

TEST(Decoder, WhatStandsBehindATokenDoesNotReachIt) {
    const auto decoder = livelyModel(tinyModel());
    torch::NoGradGuard noGrad;
    const auto whole = decoder.forward(ids());
    const auto part = decoder.forward(ids().narrow(1, 0, 5));
    EXPECT_LT(largestDifference(whole.narrow(1, 0, 5), part), 1e-5);
    const auto padded = torch::cat({ids().narrow(1, 0, 5), torch::zeros({1, 3}, torch::kLong)}, 1);
    const auto batch = decoder.forward(torch::cat({ids(), padded}));
    EXPECT_LT(largestDifference(batch[0], whole[0]), 1e-5);
    EXPECT_LT(largestDifference(batch[1].narrow(0, 0, 5), part[0]), 1e-5);
}

TEST(Decoder, NamesAndShapesAreThoseOfTheFolder) {
    const auto decoder = Decoder::random(tinyModel());
    const auto expected = formats::parameterShapes(tinyModel());
    const auto found = decoder.namedParameters();
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].first, expected[i].name);
        EXPECT_EQ(found[i].second.sizes().vec(), expected[i].shape);
        EXPECT_TRUE(found[i].second.requires_grad());
    }
}

TEST(Decoder, GroupsRunFromTheHeadDownAndHoldEveryParameterOnce) {
    const auto decoder = Decoder::random(tinyModel());
    const auto groups = decoder.groups();
    std::vector<std::string> names;
    std::size_t count = 0;
    for (const auto& group : groups) {
        names.push_back(group.name);
        count += group.tensors.size();
    }
    EXPECT_EQ(names, (std::vector<std::string>{"head", "layer 1", "layer 0", "embedding"}));
    EXPECT_EQ(count, decoder.parameters().size());
    EXPECT_TRUE(groups[1].tensors[0].is_same(decoder.layers()[1].attention->norm));
}

TEST(Decoder, InitialisationDependsOnTheSeedAlone) {
    const auto a = Decoder::random(tinyModel(), {7}), b = Decoder::random(tinyModel(), {7}), c = Decoder::random(tinyModel(), {8});
    torch::manual_seed(99);
    for (std::size_t i = 0; i < a.parameters().size(); ++i)
        EXPECT_TRUE(a.parameters()[i].equal(b.parameters()[i]));
    EXPECT_FALSE(a.parameters()[0].equal(c.parameters()[0]));
    auto config = tinyModel();
    config.vocab = 4000;
    const auto large = Decoder::random(config, {1});
    EXPECT_NEAR(large.headWeight().std().item<double>(), 0.02, 2e-4);
    // 0.02 / sqrt(2·2 layers)
    EXPECT_NEAR(large.layers()[0].ffn->down.weight.std().item<double>(), 0.01, 2e-3);
}

TEST(Decoder, CloneSharesNothing) {
    auto decoder = livelyModel(tinyModel());
    decoder.layers()[0].attention->norm.requires_grad_(false);
    const auto copy = decoder.clone();
    torch::NoGradGuard noGrad;
    const auto before = copy.forward(ids());
    for (auto& weight : decoder.parameters())
        weight.add_(1);
    EXPECT_TRUE(copy.forward(ids()).equal(before));
    EXPECT_FALSE(copy.layers()[0].attention->norm.requires_grad());
    EXPECT_TRUE(copy.layers()[1].attention->norm.requires_grad());
}

TEST(Decoder, HooksGiveWhatIsAskedForAndChangeNothing) {
    const auto decoder = livelyModel(tinyModel());
    torch::NoGradGuard noGrad;
    const auto plain = decoder.hidden(ids());
    Hooks hooks;
    hooks.wantAttentionMaps = hooks.wantQueriesKeysValues = hooks.wantHiddenStates = hooks.wantHeadOutputs = true;
    hooks.wantFfnActivations = hooks.wantBlockOutputs = true;
    hooks.layers = {1};
    ForwardOptions options;
    options.hooks = &hooks;
    EXPECT_LT(largestDifference(decoder.hidden(ids(), options), plain), 1e-5);
    EXPECT_FALSE(hooks.attentionMaps[0].defined());
    const auto& map = hooks.attentionMaps[1];
    EXPECT_EQ(map.sizes().vec(), (std::vector<std::int64_t>{1, 4, 8, 8}));
    EXPECT_LT(largestDifference(map.sum(-1), torch::ones({1, 4, 8})), 1e-5);
    EXPECT_EQ(map.triu(1).abs().max().item<float>(), 0);
    EXPECT_EQ(hooks.keys[1].sizes().vec(), (std::vector<std::int64_t>{1, 8, 2, 6}));
    EXPECT_EQ(hooks.ffnActivations[1].sizes().vec(), (std::vector<std::int64_t>{1, 8, 20}));
    // The residual stream is the sum of what the blocks add.
    EXPECT_LT(largestDifference(hooks.hiddenStates[2] - hooks.hiddenStates[1], hooks.attentionOutputs[1] + hooks.ffnOutputs[1]), 1e-5);
    // The output projection of the head outputs is the block's output.
    EXPECT_LT(
        largestDifference(decoder.layers()[1].attention->o.plain(hooks.headOutputs[1].reshape({1, 8, -1})), hooks.attentionOutputs[1]),
        1e-5);
    EXPECT_LT(largestDifference(ops::attentionValues(map, hooks.values[1]), hooks.headOutputs[1]), 1e-5);
}

TEST(Decoder, NothingIsKeptWithoutARequest) {
    const auto decoder = livelyModel(tinyModel());
    Hooks hooks;
    ForwardOptions options;
    options.hooks = &hooks;
    decoder.hidden(ids(), options);
    EXPECT_TRUE(hooks.attentionMaps.empty() && hooks.queries.empty() && hooks.hiddenStates.empty() && hooks.headOutputs.empty() &&
                hooks.ffnActivations.empty() && hooks.ffnOutputs.empty());
}

// A gate of 0 on a head is the model with that head's columns of o cleared; the gradient of the gates exists.
TEST(Decoder, GatesScaleHeadsAndChannels) {
    auto decoder = livelyModel(tinyModel());
    Hooks hooks;
    hooks.headGates = {torch::tensor({1.0f, 0.0f, 1.0f, 1.0f}).requires_grad_(), torch::Tensor()};
    hooks.ffnGates = {torch::Tensor(), torch::ones({20}).index_put_({3}, 0.0f).requires_grad_()};
    ForwardOptions options;
    options.hooks = &hooks;
    const auto gated = decoder.forward(ids(), options);
    gated.sum().backward();
    EXPECT_GT(hooks.headGates[0].grad().abs().min().item<float>(), 0);
    EXPECT_GT(hooks.ffnGates[1].grad().abs()[3].item<float>(), 0);
    torch::NoGradGuard noGrad;
    decoder.layers()[0].attention->o.weight.narrow(1, 6, 6).zero_();
    decoder.layers()[1].ffn->down.weight.select(1, 3).zero_();
    EXPECT_LT(largestDifference(decoder.forward(ids()), gated), 1e-5);
}

// Removing what is zero changes nothing: rows of q, k, v and columns of o of one key/value group, and whole blocks whose output is 0.
TEST(Decoder, SetLayerTakesSmallerShapesAndAbsentBlocks) {
    auto decoder = livelyModel(tinyModel());
    torch::NoGradGuard noGrad;
    auto layer = decoder.layers()[0];
    layer.attention->o.weight = layer.attention->o.weight.clone();
    layer.attention->o.weight.narrow(1, 12, 12).zero_();
    layer.ffn->down.weight = torch::zeros_like(layer.ffn->down.weight);
    decoder.setLayer(0, layer);
    const auto before = decoder.forward(ids());
    auto& block = *layer.attention;
    block.q.weight = block.q.weight.narrow(0, 0, 12).clone();
    block.k.weight = block.k.weight.narrow(0, 0, 6).clone();
    block.v.weight = block.v.weight.narrow(0, 0, 6).clone();
    block.o.weight = block.o.weight.narrow(1, 0, 12).clone();
    layer.ffn.reset();
    decoder.setLayer(0, layer);
    EXPECT_EQ(decoder.config().layers[0], (formats::LayerShape{2, 1, 0, true, false}));
    EXPECT_LT(largestDifference(decoder.forward(ids()), before), 1e-5);
    EXPECT_EQ(decoder.namedParameters().size(), formats::parameterShapes(decoder.config()).size());
    block.v.weight = torch::zeros({12, 12});
    EXPECT_THROW(decoder.setLayer(0, layer), base::Failure);
    EXPECT_EQ(decoder.config().layers[0].kvHeads, 1);
    decoder.setLayer(0, {});
    decoder.setLayer(1, {});
    const auto bare = torch::embedding(decoder.namedParameters()[0].second, ids());
    EXPECT_LT(largestDifference(decoder.hidden(ids()), ops::rmsNorm(bare, torch::ones({12}), 1e-6)), 1e-6);
}

TEST(Decoder, LayerLimitRunsTheFirstLayersOnly) {
    auto decoder = livelyModel(tinyModel());
    torch::NoGradGuard noGrad;
    ForwardOptions options;
    options.layerLimit = 1;
    const auto early = decoder.forward(ids(), options);
    decoder.setLayer(1, {});
    EXPECT_LT(largestDifference(decoder.forward(ids()), early), 1e-6);
}

class Doubler : public LinearExtension {
public:
    torch::Tensor apply(const torch::Tensor& x, const Linear& linear) override { return 2 * linear.plain(x); }
};

TEST(Decoder, AnExtensionReplacesOneMatrixAndIsNotCloned) {
    auto decoder = livelyModel(tinyModel());
    torch::NoGradGuard noGrad;
    const auto plain = decoder.forward(ids());
    decoder.layers()[1].ffn->down.extension = std::make_shared<Doubler>();
    const auto extended = decoder.forward(ids());
    EXPECT_TRUE(decoder.clone().forward(ids()).equal(plain));
    decoder.layers()[1].ffn->down.extension.reset();
    decoder.layers()[1].ffn->down.weight.mul_(2);
    EXPECT_LT(largestDifference(decoder.forward(ids()), extended), 1e-5);
}

TEST(Decoder, RefusesIdsOfTheWrongShape) {
    const auto decoder = Decoder::random(tinyModel());
    EXPECT_THROW(decoder.forward(torch::zeros({3}, torch::kLong)), base::Failure);
    EXPECT_THROW(decoder.forward(torch::zeros({1, 0}, torch::kLong)), base::Failure);
    EXPECT_THROW(decoder.forward(torch::zeros({1, 3})), base::Failure);
}

TEST(Decoder, HalfPrecisionStaysNearTheFullOne) {
    auto decoder = livelyModel(tinyModel());
    torch::NoGradGuard noGrad;
    const auto full = decoder.forward(ids());
    decoder.to(torch::kBFloat16);
    const auto half = decoder.forward(ids());
    EXPECT_EQ(half.scalar_type(), torch::kBFloat16);
    EXPECT_LT(largestDifference(half, full) / full.abs().max().item<double>(), 0.05);
}

// The tables of the rotation are kept from the first pass on, whatever mode that ran in.
TEST(Decoder, LearnsAfterItWasAskedInInferenceMode) {
    const auto decoder = livelyModel(tinyModel());
    {
        torch::InferenceMode inference;
        (void)decoder.forward(ids());
    }
    decoder.forward(ids()).sum().backward();
    EXPECT_TRUE(decoder.layers()[0].attention->q.weight.grad().defined());
}

} // namespace
} // namespace stillhouse::model
