// SPDX-License-Identifier: GPL-3.0-or-later
// The adapter by itself: against the formula written out, against autograd, merged, saved and read again.
#include "core/base/failure.h"
#include "core/model/model_io.h"
#include "core/train/batch.h"
#include "core/train/lora.h"
#include "core/train/lora_options.h"
#include "core/train/optimizer.h"
#include "tests/engine/model_support.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;
using train::LoraAdapter;

namespace {

peft::AdapterConfig configOf(std::int64_t rank, double alpha, std::vector<std::string> targets = peft::linearModules()) {
    peft::AdapterConfig c;
    c.rank = rank;
    c.alpha = alpha;
    c.targets = std::move(targets);
    return c;
}

// A second layer that pruning left narrower, and without its feed-forward block.
formats::ModelConfig unevenModel() {
    auto config = tinyModel();
    config.layers[0].ffn = 14;
    config.layers[1] = {2, 1, 0, true, false};
    return config;
}

// B is 0 in a fresh adapter, which would make every test pass.
void stir(const LoraAdapter& adapter, std::uint64_t seed = 3) {
    torch::NoGradGuard noGradient;
    auto generator = at::detail::createCPUGenerator(seed);
    for (auto [name, tensor] : adapter.parameters())
        tensor.normal_(0, 0.3, generator);
}

torch::Tensor parameterOf(const LoraAdapter& adapter, const std::string& name) {
    for (const auto& [key, tensor] : adapter.parameters())
        if (key == name)
            return tensor;
    return {};
}

const auto kIds = [] { return idTensor({1, 5, 9, 3, 14, 7, 2, 8}); };

} // namespace

TEST(Lora, StartsAsTheModelItself) {
    auto decoder = livelyModel(tinyModel());
    const auto before = decoder.forward(kIds());
    const LoraAdapter adapter(decoder, configOf(3, 6), 1);
    adapter.attach(decoder);
    EXPECT_TRUE(torch::equal(decoder.forward(kIds()), before)) << "B is 0";
    const auto a = parameterOf(adapter, "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight");
    ASSERT_EQ(a.sizes(), (std::vector<std::int64_t>{3, 20}));
    const double bound = 1 / std::sqrt(20.0);
    EXPECT_LE(a.abs().max().item<double>(), bound);
    EXPECT_GT(a.abs().max().item<double>(), 0.8 * bound);
    EXPECT_EQ(parameterOf(adapter, "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight").abs().sum().item<double>(), 0);
}

// y = W·x + b + (α/r)·B·A·x for one matrix, by plain products.
TEST(Lora, AddsTheScaledProduct) {
    for (const bool stabilised : {false, true}) {
        auto decoder = livelyModel(tinyModel());
        auto config = configOf(4, 6, {"o_proj"});
        config.rankStabilised = stabilised;
        const LoraAdapter adapter(decoder, config, 1);
        stir(adapter);
        const auto x = torch::randn({2, 3, 24});
        auto& linear = decoder.layers()[0].attention->o;
        const auto plain = torch::matmul(x, linear.weight.t());
        adapter.attach(decoder);
        const auto a = parameterOf(adapter, "base_model.model.model.layers.0.self_attn.o_proj.lora_A.weight"),
                   b = parameterOf(adapter, "base_model.model.model.layers.0.self_attn.o_proj.lora_B.weight");
        const auto expected = plain + torch::matmul(torch::matmul(x, a.t()), b.t()) * (stabilised ? 3.0 : 1.5);
        EXPECT_LT(largestDifference(linear(x), expected), 1e-5);
        EXPECT_FALSE(decoder.layers()[0].attention->q.extension);
    }
}

TEST(Lora, MergesAndUnmergesWithin1e5) {
    for (const auto& config : {tinyModel(), unevenModel()}) {
        auto decoder = livelyModel(config);
        const auto original = decoder.clone();
        const LoraAdapter adapter(decoder, configOf(3, 6), 1);
        stir(adapter);
        adapter.attach(decoder);
        const auto attached = decoder.forward(kIds());
        EXPECT_GT(largestDifference(attached, original.forward(kIds())), 0.1);
        EXPECT_THROW(adapter.merge(decoder), base::Failure) << "it would count twice";
        LoraAdapter::detach(decoder);
        EXPECT_TRUE(torch::equal(decoder.forward(kIds()), original.forward(kIds())));
        adapter.merge(decoder);
        EXPECT_LT(largestDifference(decoder.forward(kIds()), attached), 1e-5 * std::max(1.0, attached.abs().max().item<double>()));
        adapter.unmerge(decoder);
        const auto back = decoder.namedParameters(), start = original.namedParameters();
        for (std::size_t i = 0; i < back.size(); ++i)
            EXPECT_LT(largestDifference(back[i].second, start[i].second), 1e-5) << back[i].first;
    }
}

// The gradients of A and B are those that autograd finds for a weight that is written as W + s·B·A: dA = s·Bᵀ·G, dB = s·G·Aᵀ with G = ∂L/∂W.
TEST(Lora, GradientsAreThoseOfTheMergedWeight) {
    auto decoder = livelyModel(unevenModel());
    decoder.to(torch::kDouble);
    const LoraAdapter adapter(decoder, configOf(2, 5), 1);
    stir(adapter);
    for (auto [name, tensor] : adapter.parameters())
        tensor.set_data(tensor.detach().to(torch::kDouble));
    const auto weight = torch::randn({8, 16}, torch::kDouble);
    const auto loss = [&](model::Decoder& d) { return (d.forward(kIds())[0] * weight).sum(); };
    decoder.setRequiresGrad(false);
    adapter.attach(decoder);
    loss(decoder).backward();
    LoraAdapter::detach(decoder);
    for (const auto& parameter : decoder.parameters())
        EXPECT_FALSE(parameter.grad().defined()) << "frozen";
    adapter.merge(decoder);
    decoder.setRequiresGrad(true);
    loss(decoder).backward();
    int compared = 0;
    for (const auto& [name, full] : decoder.namedParameters()) {
        const std::string stem = "base_model.model." + name.substr(0, name.size() - std::string(".weight").size());
        const auto a = parameterOf(adapter, stem + ".lora_A.weight"), b = parameterOf(adapter, stem + ".lora_B.weight");
        if (!a.defined())
            continue;
        EXPECT_LT(largestDifference(a.grad(), torch::mm(b.t(), full.grad()) * 2.5), 1e-9) << name;
        EXPECT_LT(largestDifference(b.grad(), torch::mm(full.grad(), a.t()) * 2.5), 1e-9) << name;
        ++compared;
    }
    EXPECT_EQ(compared, 7 + 4);
}

TEST(Lora, OnlyTheAdapterHasOptimizerState) {
    auto decoder = livelyModel(tinyModel());
    const LoraAdapter adapter(decoder, configOf(2, 4, peft::standardModules()), 1);
    // q (24,12) and v (12,12) in two layers.
    EXPECT_EQ(adapter.parameterCount(), 2 * 2 * ((24 + 12) + (12 + 12)));
    EXPECT_EQ(adapter.parameterCount(), train::adapterParameters(configOf(2, 4, peft::standardModules()), tinyModel(), ""));
    EXPECT_DOUBLE_EQ(train::trainedShare(1, 99), 0.01);
    train::AdamGroup group;
    group.parameters = adapter.parameters();
    train::AdamW optimizer({group}, {});
    std::int64_t held = 0;
    for (const auto& [name, tensor] : optimizer.state())
        held += name == "steps" ? 0 : tensor.numel();
    EXPECT_EQ(held, 2 * adapter.parameterCount());
    decoder.setRequiresGrad(false);
    adapter.attach(decoder);
    const auto before = decoder.clone();
    decoder.forward(kIds()).square().mean().backward();
    EXPECT_GT(optimizer.step(0.1), 0);
    const auto now = decoder.namedParameters(), then = before.namedParameters();
    for (std::size_t i = 0; i < now.size(); ++i)
        EXPECT_TRUE(torch::equal(now[i].second, then[i].second)) << now[i].first;
}

TEST(Lora, DropoutFollowsItsSeedAndEnds) {
    auto decoder = livelyModel(tinyModel());
    auto config = configOf(4, 8);
    config.dropout = 0.5;
    LoraAdapter adapter(decoder, config, 1);
    stir(adapter);
    adapter.attach(decoder);
    const auto without = decoder.forward(kIds());
    const auto with = [&](std::uint64_t seed) {
        adapter.drop(seed);
        auto out = decoder.forward(kIds());
        adapter.keepAll();
        return out;
    };
    const auto first = with(7);
    EXPECT_GT(largestDifference(first, without), 1e-3);
    EXPECT_TRUE(torch::equal(with(7), first));
    EXPECT_FALSE(torch::equal(with(8), first));
    EXPECT_TRUE(torch::equal(decoder.forward(kIds()), without));
}

// What is left in is scaled up by 1/(1−p), so the mean over many masks is the adapter without dropout.
TEST(Lora, DropoutKeepsTheMean) {
    auto decoder = livelyModel(tinyModel());
    auto config = configOf(4, 8, {"q_proj"});
    config.dropout = 0.3;
    LoraAdapter adapter(decoder, config, 1);
    stir(adapter);
    adapter.attach(decoder);
    const auto& linear = decoder.layers()[0].attention->q;
    const auto x = torch::ones({1, 12});
    const auto exact = linear(x);
    auto sum = torch::zeros_like(exact);
    for (int i = 0; i < 4000; ++i) {
        adapter.drop(std::uint64_t(i));
        sum += linear(x).detach();
        adapter.keepAll();
    }
    const double spread = (exact - linear.plain(x)).abs().max().item<double>();
    EXPECT_LT(largestDifference(sum / 4000, exact), 0.1 * spread);
}

TEST(Lora, SurvivesItsFile) {
    const TemporaryFolder folder;
    auto decoder = livelyModel(unevenModel());
    const LoraAdapter adapter(decoder, configOf(3, 6), 1);
    stir(adapter);
    adapter.save(folder / "adapter", "the base");
    const peft::AdapterFile file(folder / "adapter");
    const LoraAdapter back(decoder, file);
    EXPECT_EQ(back.parameterCount(), adapter.parameterCount());
    EXPECT_EQ(back.config().baseModel, "the base");
    for (const auto& [name, tensor] : adapter.parameters())
        EXPECT_TRUE(torch::equal(tensor, parameterOf(back, name))) << name;
    auto narrow = livelyModel(tinyModel());
    EXPECT_THROW(LoraAdapter(narrow, file), base::Failure) << "another shape";
}

TEST(Lora, TakesOnlyWhatIsThere) {
    auto config = unevenModel();
    config.layers[0] = {0, 0, 14, false, true};
    auto decoder = livelyModel(config);
    const LoraAdapter adapter(decoder, configOf(2, 4, {"q_proj", "up_proj", "v_proj"}), 1);
    EXPECT_EQ(adapter.config().targets, (std::vector<std::string>{"q_proj", "up_proj", "v_proj"}));
    EXPECT_EQ(adapter.parameters().size(), 6u) << "up of the first layer, q and v of the second";
    config.layers[1] = {0, 0, 8, false, true};
    auto blind = livelyModel(config);
    EXPECT_THROW(LoraAdapter(blind, configOf(2, 4, peft::standardModules()), 1), base::Failure);
    EXPECT_EQ(LoraAdapter(blind, configOf(2, 4), 1).config().targets, (std::vector<std::string>{"gate_proj", "up_proj", "down_proj"}));
}

TEST(Lora, OptionsNameTargets) {
    train::LoraOptions options;
    const auto targets = [&](const char* kind, const char* names = "") {
        options.targets = kind;
        options.targetModules = names;
        return train::adapterConfig(options, "stage").targets;
    };
    EXPECT_EQ(targets("q_v"), peft::standardModules());
    EXPECT_EQ(targets("all_linear"), peft::linearModules());
    EXPECT_EQ(targets("attention").size(), 4u);
    EXPECT_EQ(targets("feed_forward"), (std::vector<std::string>{"gate_proj", "up_proj", "down_proj"}));
    EXPECT_EQ(targets("custom", " o_proj,k_proj, o_proj"), (std::vector<std::string>{"o_proj", "k_proj"}));
    try {
        targets("custom", "o_porj");
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.error().key, "stage.target_modules");
        EXPECT_NE(failure.error().english().find("o_proj"), std::string::npos);
    }
    EXPECT_THROW(targets("custom"), base::Failure);
}
