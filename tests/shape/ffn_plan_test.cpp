// SPDX-License-Identifier: GPL-3.0-or-later
// Plans worked out by hand: four layers whose relevance can be read off.
#include "core/base/failure.h"
#include "core/shape/ffn_plan.h"
#include "core/shape/prune_plan.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

using namespace stillhouse;

namespace {

using List = std::vector<std::int64_t>;

// 8 wide, FFNs of 16: each 3·16·8 weights and a norm of 8.
FfnTable ffnTableOf(const std::vector<double>& relevance) {
    formats::ModelConfig config;
    config.vocab = 10;
    config.hidden = 8;
    config.headDim = 4;
    config.layers.assign(relevance.size(), {2, 2, 16, true, true});
    auto out = shape::evenFfnTable(config);
    for (std::size_t l = 0; l < relevance.size(); ++l) {
        out.layers[l].relevance = relevance[l];
        out.layers[l].share = 1 - relevance[l];
        out.layers[l].removed = 0.1 * double(l + 1);
        out.layers[l].folded = 0.01 * double(l + 1);
        out.layers[l].channel.clear();
    }
    out.cka.assign((relevance.size() + 1) * (relevance.size() + 1), 0.5);
    return out;
}

FfnRequest gone(std::int64_t layers) {
    FfnRequest r;
    r.layers = layers;
    return r;
}

std::string keyOf(const FfnTable& table, const FfnRequest& request) {
    const auto plan = planFfn(table, request);
    return plan ? std::string("none") : plan.error().key;
}

} // namespace

TEST(FfnPlan, TheLeastRelevantGo) {
    const auto t = ffnTableOf({0.9, 0.2, 0.1, 0.5});
    EXPECT_EQ(shape::planFfnOf(t, gone(2)).removed, (List{1, 2}));
    FfnRequest half;
    half.amount = 0.5;
    EXPECT_EQ(shape::planFfnOf(t, half).removed, (List{1, 2}));
    half.measure = "share";
    EXPECT_EQ(shape::planFfnOf(t, half).removed, (List{0, 3})) << "1 − relevance turns the order";
    half.measure = "loss";
    EXPECT_EQ(shape::planFfnOf(t, half).removed, (List{0, 1}));
    const auto plan = shape::planFfnOf(t, gone(1));
    EXPECT_EQ(plan.cut.layers[2].channels.size(), 16u);
    EXPECT_EQ(plan.cut.channelsRemoved, 16);
    EXPECT_EQ(plan.cut.channelsBefore, 64);
    EXPECT_EQ(plan.ffnBefore, 4);
}

TEST(FfnPlan, LocksStayAndForcedOnesGoFirst) {
    const auto t = ffnTableOf({0.9, 0.2, 0.1, 0.5});
    auto request = gone(2);
    request.keep = {2};
    request.remove = {0};
    EXPECT_EQ(shape::planFfnOf(t, request).removed, (List{0, 1}));
    request.layers = 0;
    request.amount = 0;
    EXPECT_EQ(shape::planFfnOf(t, request).removed, (List{0})) << "a forced one goes under any budget";
    request.keep = {0};
    EXPECT_EQ(keyOf(t, request), "locks");
    request = gone(4);
    request.keep = {1};
    EXPECT_EQ(keyOf(t, request), "locks") << "three may go";
    request = gone(1);
    request.keep = {4};
    EXPECT_EQ(keyOf(t, request), "locks") << "there is no layer 4";
    request.keep = {};
    request.measure = "charm";
    EXPECT_EQ(keyOf(t, request), "measure");
}

TEST(FfnPlan, AShareOfTheParametersTakesAsManyAsItNeeds) {
    const auto t = ffnTableOf({0.9, 0.2, 0.1, 0.5});
    const double all = double(formats::parameterCount(formats::parseConfig(t.config, "test")));
    FfnRequest request;
    request.parameters = (3 * 16 * 8 + 8 - 0.5) / all;
    EXPECT_EQ(shape::planFfnOf(t, request).removed.size(), 1u) << "one suffices";
    request.parameters *= 1.01;
    EXPECT_EQ(shape::planFfnOf(t, request).removed.size(), 2u);
}

TEST(FfnPlan, ChannelsComeFromTheFfnsThatStay) {
    auto t = ffnTableOf({0.9, 0.1});
    auto request = gone(1);
    request.channels = 0.5;
    EXPECT_EQ(keyOf(t, request), "ffn") << "their costs were not measured";
    for (auto& layer : t.layers)
        for (int c = 0; c < 16; ++c)
            layer.channel.push_back(c % 2 ? 5 : 1 + c);
    const auto plan = shape::planFfnOf(t, request);
    EXPECT_EQ(plan.cut.layers[1].channels.size(), 16u);
    EXPECT_EQ(plan.cut.layers[0].channels, (List{0, 1, 2, 3, 4, 5, 7, 9})) << "the eight cheapest of 16, the first of equals";
}

TEST(FfnPlan, PredictionsAreExactInSizeAndMeasuredInLoss) {
    auto t = ffnTableOf({0.9, 0.2, 0.1, 0.5});
    t.curve = {{{}, 0, 0, 1.0, 1.0, 0.9, 0.9}, {{2}, 0.4, 0.05, 1.5, 1.1, 0.6, 0.85}};
    const auto one = shape::predictFfnOf(t, shape::planFfnOf(t, gone(1)));
    EXPECT_TRUE(one.together);
    EXPECT_DOUBLE_EQ(one.removed, 0.4);
    EXPECT_DOUBLE_EQ(one.folded, 0.05);
    EXPECT_DOUBLE_EQ(one.accuracyFolded, 0.85);
    EXPECT_EQ(one.parametersBefore - one.parametersAfter, 3 * 16 * 8 + 8);
    EXPECT_EQ(one.layers[2].ffn, 0);
    const auto two = shape::predictFfnOf(t, shape::planFfnOf(t, gone(2)));
    EXPECT_FALSE(two.together);
    EXPECT_FALSE(two.hasCurve);
    EXPECT_DOUBLE_EQ(two.removed, 0.2 + 0.3) << "layers 1 and 2, each alone";
    EXPECT_DOUBLE_EQ(two.folded, 0.02 + 0.03);
}

TEST(FfnPlan, ATableSurvivesItsFile) {
    const tests::TemporaryFolder folder;
    auto t = ffnTableOf({0.9, 0.2});
    t.key = "k";
    t.tokens = 7;
    t.layers[0].place = "0.o_proj";
    t.layers[1].folded = t.cka[3] = std::numeric_limits<double>::quiet_NaN();
    t.curve = {{{}, 0, 0, 1.0, 1.0, 0.9, 0.9}, {{1}, 0.4, 0.05, 1.5, 1.1, 0.6, 0.85}};
    const auto path = (folder / "t.json").string();
    ASSERT_TRUE(writeFfnTable(t, path).ok());
    const auto again = readFfnTable(path);
    ASSERT_TRUE(again.ok()) << again.error().english();
    EXPECT_EQ(again->tokens, 7);
    EXPECT_EQ(again->layers[0].place, "0.o_proj");
    EXPECT_TRUE(std::isnan(again->layers[1].folded));
    EXPECT_TRUE(std::isnan(again->cka[3]));
    EXPECT_EQ(again->curve[1].layers, (List{1}));
    t.layers.pop_back();
    ASSERT_TRUE(writeFfnTable(t, path).ok());
    EXPECT_FALSE(readFfnTable(path).ok()) << "one layer is missing";
    std::ofstream(path) << "{\"format\":\"x\"}";
    EXPECT_FALSE(readFfnTable(path).ok());
}

TEST(FfnPlan, LayersAsText) {
    EXPECT_EQ(*parseLayers(" 2, 5;7 "), (List{2, 5, 7}));
    EXPECT_EQ(formatLayers({2, 5}), "2,5");
    EXPECT_FALSE(parseLayers("2.1").ok());
    EXPECT_FALSE(parseLayers("x").ok());
}

TEST(PruneReport, AnFfnReportSurvivesItsText) {
    PruneReport r;
    r.method = "prune.ffn";
    r.ffnBefore = 4;
    r.klFolded = 0.25;
    r.folds = {{2, 16, "2.o_proj", 0.01, 0.4, 0.5, 0.25}};
    const auto again = parsePruneReport(formatPruneReport(r));
    ASSERT_TRUE(again.ok()) << again.error().english();
    EXPECT_EQ(again->ffnBefore, 4);
    EXPECT_EQ(again->folds[0].place, "2.o_proj");
    EXPECT_EQ(again->folds[0].klCut, 0.5);
    const auto heads = parsePruneReport(formatPruneReport({}));
    ASSERT_TRUE(heads.ok());
    EXPECT_EQ(heads->method, "prune.heads");
}
