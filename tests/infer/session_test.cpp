// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/infer/session.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace stillhouse::infer {
namespace {

std::int32_t argmax(std::span<const float> logits) {
    return std::int32_t(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

double largestDifference(std::span<const float> a, std::span<const float> b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::isnan(a[i] - b[i]) ? INFINITY : std::max(largest, std::fabs(double(a[i]) - b[i]));
    return largest;
}

nlohmann::json reference(const std::filesystem::path& folder) {
    return nlohmann::json::parse(std::ifstream(folder / "reference.json"));
}

// The expected ids come from an independent float64 forward pass (the shared data's README).
TEST(Session, WritesWhatTheReferenceWrote) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const auto expected = reference(folder);
    const auto prompt = expected.at("prompt_ids").get<std::vector<std::int32_t>>();
    const auto greedy = expected.at("greedy_ids").get<std::vector<std::int32_t>>();
    Session session(std::make_shared<PackedModel>(openPacked(folder)), 2, 512);
    auto logits = session.prompt(prompt);
    for (std::size_t i = 0; i < std::min<std::size_t>(100, greedy.size()); ++i) {
        ASSERT_EQ(argmax(logits), greedy[i]) << "token " << i;
        logits = session.step(greedy[i]);
    }
}

TEST(Session, APromptIsItsTokensOneByOne) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const auto ids = reference(folder).at("greedy_ids").get<std::vector<std::int32_t>>();
    for (const auto packing : {Packing::F32, Packing::F16, Packing::BF16, Packing::Int8, Packing::Int4}) {
        const auto model = std::make_shared<PackedModel>(openPacked(folder, packing));
        Session whole(model, 2, 128), single(model, 1, 128);
        const std::span tokens(ids.data(), 40);
        const auto all = whole.allLogits(tokens);
        const auto vocab = std::size_t(model->config.vocab);
        for (std::size_t i = 0; i < tokens.size(); ++i)
            ASSERT_LT(largestDifference(single.step(tokens[i]), std::span(all).subspan(i * vocab, vocab)), 2e-3)
                << packingName(packing) << " token " << i;
        whole.truncate(0);
        EXPECT_LT(largestDifference(whole.prompt(tokens), std::span(all).last(vocab)), 2e-3);
    }
}

TEST(Session, IntegersStayCloseToTheFloats) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const auto ids = reference(folder).at("greedy_ids").get<std::vector<std::int32_t>>();
    const std::span tokens(ids.data(), 64);
    Session exact(std::make_shared<PackedModel>(openPacked(folder)), 1, 64);
    const auto expected = exact.allLogits(tokens);
    double spread = 0;
    for (const float logit : expected)
        spread += double(logit) * logit;
    double before = 0;
    for (const auto packing : {Packing::F16, Packing::Int8, Packing::Int4}) {
        Session session(std::make_shared<PackedModel>(openPacked(folder, packing)), 1, 64);
        const auto seen = session.allLogits(tokens);
        double error = 0;
        for (std::size_t i = 0; i < seen.size(); ++i)
            error += (double(seen[i]) - expected[i]) * (double(seen[i]) - expected[i]);
        EXPECT_GE(error, before) << packingName(packing); // fewer bits, more error; F16 holds this model exactly
        before = error;
        EXPECT_LT(error / spread, packing == Packing::Int4 ? 0.1 : 1e-3) << packingName(packing);
    }
}

TEST(Session, TakingTokensBackLeavesNoTrace) {
    auto model = std::make_shared<PackedModel>(syntheticModel("llama-110m", Packing::Int4, 3));
    model->layers.resize(2);
    model->config.layers.resize(2);
    Session session(model, 2, 40);
    const std::vector<std::int32_t> start = {5, 17, 900}, wrong = {1, 2, 3, 4};
    session.prompt(start);
    const auto first = session.step(8);
    const std::vector<float> expected(first.begin(), first.end());
    session.truncate(3);
    session.prompt(wrong);
    session.truncate(3);
    EXPECT_EQ(session.length(), 3);
    EXPECT_EQ(largestDifference(session.step(8), expected), 0);
}

TEST(Session, AbsentSubBlocksPassTheStreamThrough) {
    auto model = std::make_shared<PackedModel>(syntheticModel("llama-110m", Packing::F32, 3));
    model->layers.resize(2);
    model->config.layers.resize(2);
    auto shorter = std::make_shared<PackedModel>(*model);
    model->layers[1] = {};
    model->config.layers[1] = {0, 0, 0, false, false};
    shorter->layers.resize(1);
    shorter->config.layers.resize(1);
    const std::vector<std::int32_t> ids = {5, 17, 900};
    Session with(model, 1, 8), without(shorter, 1, 8);
    EXPECT_EQ(largestDifference(with.prompt(ids), without.prompt(ids)), 0);
}

TEST(Session, RefusesWhatItCannotHold) {
    auto model = std::make_shared<PackedModel>(syntheticModel("llama-110m", Packing::Int4, 3));
    model->layers.resize(1);
    model->config.layers.resize(1);
    Session session(model, 1, 4);
    EXPECT_THROW(session.step(-1), base::Failure);
    EXPECT_THROW(session.step(32000), base::Failure);
    EXPECT_THROW(session.prompt({}), base::Failure);
    const std::vector<std::int32_t> long5 = {1, 2, 3, 4, 5};
    EXPECT_THROW(session.prompt(long5), base::Failure);
    EXPECT_EQ(session.length(), 0);
}

} // namespace
} // namespace stillhouse::infer
