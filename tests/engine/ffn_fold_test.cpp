// SPDX-License-Identifier: GPL-3.0-or-later
// Correlation against the kernel form, folds against normal equations over all tokens at once: neither side knows how the other is made.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/model/model_io.h"
#include "core/prune/ffn_channels.h"
#include "core/prune/ffn_cka.h"
#include "core/prune/ffn_fold.h"
#include "core/prune/surgery.h"
#include "tests/engine/model_support.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <random>

using namespace stillhouse;
using namespace stillhouse::tests;
using torch::Tensor;

namespace {

// HSIC in its kernel form (Gretton 2005; Kornblith 2019, eq. 3): tr(K H L H) with K = XXᵀ, L = YYᵀ, H = I − 11ᵀ/n.
double kernelCka(const Tensor& x, const Tensor& y) {
    const auto n = x.size(0);
    const auto centre = torch::eye(n, torch::kDouble) - torch::full({n, n}, 1.0 / double(n), torch::kDouble);
    const auto hsic = [&centre](const Tensor& a, const Tensor& b) {
        return torch::mm(torch::mm(torch::mm(a, a.t()), centre), torch::mm(torch::mm(b, b.t()), centre)).trace().item<double>();
    };
    return hsic(x, y) / std::sqrt(hsic(x, x) * hsic(y, y));
}

double featureCka(const Tensor& x, const Tensor& y, std::int64_t piece) {
    prune::CrossCovariance covariance({{0, 1}, {0, 0}, {1, 1}});
    for (std::int64_t at = 0; at < x.size(0); at += piece) {
        const auto count = std::min(piece, x.size(0) - at);
        covariance.add({x.narrow(0, at, count), y.narrow(0, at, count)});
    }
    return prune::linearCka(covariance.squaredNorm(0), covariance.squaredNorm(1), covariance.squaredNorm(2));
}

formats::ModelConfig threeLayers() {
    auto config = tinyModel();
    config.layers.assign(3, formats::LayerShape{4, 2, 20, true, true});
    return config;
}

prune::FfnCalibration calibration(std::int64_t count = 20) {
    std::mt19937 random(7);
    std::vector<evaluate::EncodedExample> examples;
    for (std::int64_t i = 0; i < count; ++i) {
        auto& example = examples.emplace_back();
        example.id = std::to_string(i);
        for (std::size_t t = 0, n = 6 + random() % 9; t < n; ++t)
            example.ids.push_back(std::int32_t(random() % 16));
        example.responseStart = 3;
    }
    return prune::ffnCalibrationOf(examples);
}

PrunePlan without(const formats::ModelConfig& config, const std::vector<std::int64_t>& layers) {
    PrunePlan plan;
    plan.layers.resize(config.layers.size());
    for (const auto l : layers)
        for (std::int64_t c = 0; c < config.layers[std::size_t(l)].ffn; ++c)
            plan.layers[std::size_t(l)].channels.push_back(c);
    return plan;
}

// All tokens of the batches, one under the other.
Tensor rowsOf(const std::vector<train::Batch>& batches, const std::function<Tensor(const train::Batch&)>& of) {
    std::vector<Tensor> out;
    for (const auto& batch : batches)
        out.push_back(train::scoredRows(of(batch), batch));
    return torch::cat(out, 0);
}

model::Hooks seen(const model::Decoder& model, const train::Batch& batch) {
    model::Hooks hooks;
    hooks.wantHiddenStates = hooks.wantBlockOutputs = hooks.wantHeadOutputs = hooks.wantFfnActivations = true;
    model::ForwardOptions forward;
    forward.hooks = &hooks;
    (void)model.hidden(batch.ids, forward);
    return hooks;
}

} // namespace

TEST(Cka, SmallCasesByHand) {
    const auto column = [](std::vector<double> v) { return torch::tensor(v, torch::kDouble).unsqueeze(1); };
    EXPECT_NEAR(featureCka(column({1, 0, -1}), column({1, -1, 0}), 3), 0.25, 1e-15) << "1² / (2·2)";
    EXPECT_NEAR(featureCka(column({1, -1, 0}), column({1, 1, -2}), 3), 0, 1e-15) << "orthogonal";
    EXPECT_NEAR(featureCka(column({5, 3, 4}), column({-2, 2, 0}), 2), 1, 1e-15) << "a shift, a sign and a scale";
    EXPECT_EQ(featureCka(column({2, 2, 2}), column({1, 2, 3}), 3), 0) << "what does not vary correlates with nothing";
}

TEST(Cka, IsTheKernelForm) {
    torch::manual_seed(3);
    const auto x = torch::randn({37, 5}, torch::kDouble) + 100,
               y = torch::mm(x, torch::randn({5, 8}, torch::kDouble)) + torch::randn({37, 8}, torch::kDouble);
    const double wanted = kernelCka(x, y);
    for (const std::int64_t piece : {37, 10, 1})
        EXPECT_NEAR(featureCka(x, y, piece), wanted, 1e-9) << piece << ": the kernel form loses digits to the offset of 100";
    const auto rotation = std::get<0>(torch::linalg_qr(torch::randn({5, 5}, torch::kDouble)));
    EXPECT_NEAR(featureCka(torch::mm(x, rotation) * 3, y, 9), featureCka(x, y, 37), 1e-10) << "turns and scales do not count";
}

TEST(Cka, OfAModelIsThatOfItsSignals) {
    auto model = livelyModel(threeLayers(), 2);
    auto layer = model.layers()[1];
    layer.ffn.reset();
    model.setLayer(1, layer);
    model.to(torch::kDouble);
    const auto data = calibration();
    auto all = data.fit;
    all.insert(all.end(), data.held.begin(), data.held.end());
    torch::NoGradGuard none;
    const auto f0 = rowsOf(all, [&](const auto& b) { return seen(model, b).ffnOutputs[0]; });
    const auto f2 = rowsOf(all, [&](const auto& b) { return seen(model, b).ffnOutputs[2]; });
    const auto last = rowsOf(all, [&](const auto& b) { return seen(model, b).hiddenStates[3]; });
    const auto stream = rowsOf(all, [&](const auto& b) {
        const auto h = seen(model, b);
        return h.hiddenStates[2] + h.attentionOutputs[2];
    });
    EXPECT_EQ(last.size(0), data.tokens);
    RunControl control;
    for (const double limit : {1e9, 1.0}) { // in one pass, and one pair at a time
        const auto signals = prune::measureSignals(model, data, control, limit);
        EXPECT_NEAR(signals.cka[0 * 4 + 2], kernelCka(f0, f2), 1e-10);
        EXPECT_NEAR(signals.cka[2 * 4 + 3], kernelCka(f2, last), 1e-10);
        EXPECT_NEAR(signals.cka[3 * 4 + 0], kernelCka(f0, last), 1e-10);
        EXPECT_NEAR(signals.cka[0], 1, 1e-12);
        EXPECT_TRUE(std::isnan(signals.cka[1 * 4 + 3])) << "there is no FFN";
        EXPECT_NEAR(signals.share[2], std::sqrt(f2.square().sum().item<double>() / stream.square().sum().item<double>()), 1e-10);
        EXPECT_EQ(signals.share[1], 0);
    }
}

TEST(Fold, PlacesAreTheNearestThatStay) {
    auto model = livelyModel(threeLayers());
    using Places = std::vector<prune::FoldPlace>;
    EXPECT_EQ(prune::foldPlaces(model, 1), (Places{{1, false}})) << "channels go into the same layer's down projection";
    prune::applyPlan(model, without(model.config(), {1}));
    EXPECT_EQ(prune::foldPlaces(model, 1), (Places{{1, true}, {2, true}, {0, false}, {2, false}}));
    prune::applyPlan(model, without(model.config(), {0}));
    EXPECT_EQ(prune::foldPlaces(model, 0), (Places{{0, true}, {1, true}, {2, false}}));
}

// The fold into the layer's own o_proj is the ridge regression of what is missing behind the layer on the heads' outputs.
TEST(Fold, IsRidgeRegressionOverAllTokens) {
    auto original = livelyModel(threeLayers(), 5);
    original.to(torch::kDouble);
    auto pruned = original.clone();
    prune::applyPlan(pruned, without(pruned.config(), {2}));
    const auto data = calibration(40);
    RunControl control;
    prune::FfnFolder folder(original, data, control);
    const auto bare = pruned.clone();
    const auto reports = folder.fold(pruned, 2, 1, folder.divergence(pruned));
    ASSERT_EQ(reports.size(), 1u);
    const auto& r = reports[0];
    ASSERT_FALSE(r.place.empty());
    EXPECT_EQ(r.channels, 20);
    EXPECT_LT(r.klFolded, r.klCut);
    torch::NoGradGuard none;
    const bool attention = r.place == "2.o_proj";
    ASSERT_TRUE(attention || r.place == "1.down_proj") << r.place;
    const auto inputs = [&](const std::vector<train::Batch>& batches) {
        return rowsOf(batches, [&](const auto& b) {
            const auto hooks = seen(bare, b);
            return attention ? hooks.headOutputs[2].reshape({b.ids.size(0), b.ids.size(1), -1}) : hooks.ffnActivations[1];
        });
    };
    const auto missing = [&](const std::vector<train::Batch>& batches) {
        return rowsOf(batches, [&](const auto& b) { return seen(original, b).hiddenStates[3] - seen(bare, b).hiddenStates[3]; });
    };
    const auto z = inputs(data.fit), t = missing(data.fit), zHeld = inputs(data.held), tHeld = missing(data.held);
    const auto gram = torch::mm(z.t(), z);
    const auto damped = gram + r.lambda * gram.diagonal().mean() * torch::eye(gram.size(0), torch::kDouble);
    const auto delta = torch::linalg_solve(damped, torch::mm(z.t(), t), true).t(); // (d,p)
    const auto& before = attention ? bare.layers()[2].attention->o.weight : bare.layers()[1].ffn->down.weight;
    const auto& after = attention ? pruned.layers()[2].attention->o.weight : pruned.layers()[1].ffn->down.weight;
    EXPECT_LT(largestDifference(after - before, delta), 1e-8);
    EXPECT_NEAR(r.unexplained, ((tHeld - torch::mm(zHeld, delta.t())).square().sum() / tHeld.square().sum()).item<double>(), 1e-9);
    // The divergence, from the logits: Σ p (log p − log q) over the held-out tokens.
    const auto logProbs = [&](const model::Decoder& m) {
        return rowsOf(data.held, [&](const auto& b) { return torch::log_softmax(m.forward(b.ids), -1); });
    };
    const auto p = logProbs(original), q = logProbs(pruned);
    EXPECT_NEAR(r.klFolded, ((p.exp() * (p - q)).sum() / p.size(0)).item<double>(), 1e-9);
}

// Channels 3 and 4 always say the same: without 4, its column belongs to 3, and nothing is lost.
TEST(Fold, AChannelThatAnotherRepeatsIsLostWithoutLoss) {
    auto original = livelyModel(threeLayers(), 9);
    {
        torch::NoGradGuard none;
        auto& ffn = *original.layers()[1].ffn;
        ffn.gate.weight[4].copy_(ffn.gate.weight[3]);
        ffn.up.weight[4].copy_(ffn.up.weight[3]);
    }
    const auto data = calibration(40);
    RunControl control;
    auto pruned = original.clone();
    PrunePlan plan;
    plan.layers.resize(3);
    plan.layers[1].channels = {4};
    prune::applyPlan(pruned, plan);
    prune::FfnFolder folder(original, data, control);
    const double cut = folder.divergence(pruned);
    const auto reports = folder.fold(pruned, 1, 2, cut);
    ASSERT_EQ(reports.size(), 1u);
    EXPECT_EQ(reports[0].place, "1.down_proj");
    EXPECT_EQ(reports[0].channels, 1);
    EXPECT_GT(cut, 1e-4);
    EXPECT_LT(reports[0].klFolded, 1e-6);
    torch::NoGradGuard none;
    const auto& was = original.layers()[1].ffn->down.weight;
    EXPECT_LT(largestDifference(pruned.layers()[1].ffn->down.weight.select(1, 3), was.select(1, 3) + was.select(1, 4)), 2e-3);
    // And its cost says so: either of the two is cheap, every other channel dearer.
    const auto costs = prune::channelCosts(original, 1, data, control);
    for (std::size_t c = 0; c < costs.size(); ++c)
        if (c != 3 && c != 4) {
            EXPECT_GT(costs[c], std::max(costs[3], costs[4])) << c;
        }
}

// E g gᵀ = diag(4, 9): nothing stands in for anything, so a channel costs ‖column‖²·E g² but for the damping.
TEST(Fold, IndependentChannelsCostTheirOutput) {
    const auto costs = prune::channelCosts(torch::tensor({{1.0, 2.0}, {1.0, 0.0}}), torch::diag(torch::tensor({4.0, 9.0}, torch::kDouble)));
    EXPECT_NEAR(costs[0], 8, 0.01);
    EXPECT_NEAR(costs[1], 36, 0.01);
}

TEST(Fold, ABiasTakesTheConstantPart) {
    auto config = threeLayers();
    config.mlpBias = true;
    auto model = livelyModel(config, 3);
    const auto weight = model.layers()[0].ffn->down.weight.detach().clone();
    auto delta = torch::zeros({12, 21}, torch::kDouble);
    delta.select(1, 20).fill_(2);
    prune::addToPlace(model, {0, false}, delta);
    EXPECT_EQ(largestDifference(model.layers()[0].ffn->down.weight.detach(), weight), 0);
    EXPECT_NEAR(model.layers()[0].ffn->down.bias[5].item<double>(), 2, 1e-6);
    EXPECT_TRUE(model.layers()[0].ffn->down.weight.requires_grad());
}

TEST(Fold, StopsBetweenBatches) {
    const auto model = livelyModel(threeLayers());
    const auto data = calibration();
    RunControl control;
    control.requestStop();
    EXPECT_THROW(prune::FfnFolder(model, data, control), base::Failure);
    EXPECT_THROW(prune::measureSignals(model, data, control), base::Failure);
}

// Written here, read and computed by another process with the native engine, which never heard of folds.
TEST(Fold, AFreshProcessGivesTheSameLogits) {
    const auto original = livelyModel(threeLayers(), 6);
    auto pruned = original.clone();
    auto plan = without(pruned.config(), {1});
    plan.layers[2].channels = {0, 5, 6, 19};
    prune::applyPlan(pruned, plan);
    const auto data = calibration(40);
    RunControl control;
    prune::FfnFolder folder(original, data, control);
    const auto first = folder.fold(pruned, 1, 2, folder.divergence(pruned)), second = folder.fold(pruned, 2, 2, first.back().klFolded);
    EXPECT_LE(second.back().klFolded, first.front().klCut);
    const TemporaryFolder folderOnDisk;
    const auto path = (folderOnDisk / "folded").string();
    model::saveModel(pruned, path);
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
    const auto wanted = pruned.forward(idTensor({1, 5, 9, 3, 3, 14, 7, 2, 11}))[0].contiguous();
    for (std::size_t t = 0; t < rows.size(); ++t)
        for (std::size_t v = 0; v < rows[t].size(); ++v)
            EXPECT_NEAR(rows[t][v], wanted[std::int64_t(t)][std::int64_t(v)].item<float>(), 1e-4);
}
