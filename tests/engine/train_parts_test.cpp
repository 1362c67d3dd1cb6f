// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the training loop: data order, learning rate, batches, checkpoints, unfreezing, loss balance.
#include "core/model/torch.h"

#include "core/align/unfreeze.h"
#include "core/base/failure.h"
#include "core/train/objective.h"
#include "core/train/batch.h"
#include "core/train/checkpoint.h"
#include "core/train/learning_rate.h"
#include "core/train/sampler.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>
#include <numeric>
#include <set>

using namespace stillhouse;

namespace {

std::vector<std::int32_t> someLengths(std::size_t n) {
    std::vector<std::int32_t> lengths(n);
    for (std::size_t i = 0; i < n; ++i)
        lengths[i] = std::int32_t(3 + (i * 37) % 50);
    return lengths;
}

} // namespace

TEST(Sampler, EveryEpochSeesEveryExampleOnce) {
    train::Sampler sampler(someLengths(160), 10, 9); // one window is 16 batches of 10: exactly one epoch
    for (int epoch = 0; epoch < 3; ++epoch) {
        std::multiset<std::int64_t> seen;
        for (int b = 0; b < 16; ++b)
            for (const auto i : sampler.batch(epoch * 16 + b))
                seen.insert(i);
        EXPECT_EQ(seen.size(), 160u);
        EXPECT_EQ(std::set<std::int64_t>(seen.begin(), seen.end()).size(), 160u);
    }
}

TEST(Sampler, IsAPureFunctionOfTheStep) {
    train::Sampler forward(someLengths(77), 8, 4), jumping(someLengths(77), 8, 4);
    std::vector<std::vector<std::int64_t>> expected;
    for (std::int64_t s = 0; s < 60; ++s)
        expected.push_back(forward.batch(s));
    for (const std::int64_t s : {59, 3, 31, 0, 58})
        EXPECT_EQ(jumping.batch(s), expected[std::size_t(s)]) << s;
}

TEST(Sampler, BatchesHoldSimilarLengths) {
    const auto lengths = someLengths(640);
    train::Sampler sampler(lengths, 8, 1);
    std::int64_t padded = 0, real = 0;
    for (std::int64_t s = 0; s < 80; ++s) {
        std::int32_t longest = 0;
        for (const auto i : sampler.batch(s)) {
            longest = std::max(longest, lengths[std::size_t(i)]);
            real += lengths[std::size_t(i)];
        }
        padded += 8 * longest;
    }
    EXPECT_LT(double(padded) / double(real), 1.15);
}

// By hand: warm-up of 10 steps to 1, then cosine from 1 to 0.1 over 90 steps: half way (step 55) is (1 + 0.1) / 2.
TEST(LearningRate, FollowsItsFormula) {
    EXPECT_DOUBLE_EQ(train::learningRate("cosine", 1, 0.1, 10, 0, 100), 0.1);
    EXPECT_DOUBLE_EQ(train::learningRate("cosine", 1, 0.1, 10, 9, 100), 1.0);
    EXPECT_NEAR(train::learningRate("cosine", 1, 0.1, 10, 55, 100), 0.55, 1e-12);
    EXPECT_NEAR(train::learningRate("linear", 2, 0, 0, 25, 100), 1.5, 1e-12);
    EXPECT_DOUBLE_EQ(train::learningRate("constant", 3, 0, 0, 99, 100), 3);
}

// Two examples by hand: ids 1 2 3 4 with the answer from position 2, ids 5 6 with the answer from position 1.
TEST(Batch, ScoresTheAnswersAndPadsOnTheRight) {
    const std::vector<evaluate::EncodedExample> examples{{"a", {1, 2, 3, 4}, 2, -1, 0}, {"b", {5, 6}, 1, -1, 0}};
    const auto batch = train::collate(examples, {0, 1}, 0);
    EXPECT_TRUE(torch::equal(batch.ids, torch::tensor({{1, 2, 3}, {5, 0, 0}}, torch::kInt64)));
    EXPECT_TRUE(torch::equal(batch.rows, torch::tensor({1, 2, 3}, torch::kInt64)));
    EXPECT_TRUE(torch::equal(batch.targets, torch::tensor({3, 4, 6}, torch::kInt64)));
    EXPECT_EQ(batch.tokens, 4);
    EXPECT_EQ(batch.rowOffsets, (std::vector<std::int64_t>{0, 2, 3}));
    const auto all = train::collate(examples, {0, 1}, 0.25);
    EXPECT_TRUE(torch::equal(all.weights, torch::tensor({0.25f, 1.0f, 1.0f, 1.0f})));
}

TEST(Checkpoint, GivesBackEveryBitAndTheGenerator) {
    tests::TemporaryFolder folder;
    train::Checkpoint out;
    out.step = 12;
    out.scalars = {{"x", 0.1}, {"nan", std::nan("")}, {"inf", -INFINITY}};
    torch::manual_seed(3);
    out.tensors = {{"student/w", torch::randn({3, 5})}, {"optimizer/steps", torch::tensor({7, 8}, torch::kInt64)}};
    const auto file = train::writeCheckpoint(folder.path(), out);
    const auto next = torch::randn({4});
    torch::manual_seed(99);
    const auto in = train::readCheckpoint(file);
    EXPECT_EQ(in.step, 12);
    EXPECT_EQ(in.scalars.at("x"), 0.1);
    EXPECT_TRUE(std::isnan(in.scalars.at("nan")));
    EXPECT_EQ(in.scalars.at("inf"), -INFINITY);
    for (std::size_t i = 0; i < out.tensors.size(); ++i)
        EXPECT_TRUE(torch::equal(in.tensors[i].second, out.tensors[i].second));
    EXPECT_TRUE(torch::equal(torch::randn({4}), next)) << "the generator goes on where it was";
}

TEST(Checkpoint, KeepsTheNewestAndRefusesDamage) {
    tests::TemporaryFolder folder;
    for (std::int64_t step : {10, 200, 30, 1000}) {
        train::Checkpoint c;
        c.step = step;
        c.tensors = {{"student/w", torch::ones({2})}};
        train::writeCheckpoint(folder.path(), c, 3);
    }
    EXPECT_EQ(train::newestCheckpoint(folder.path())->filename(), "checkpoint-1000.safetensors");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "checkpoint-10.safetensors"));
    const auto file = folder.path() / "checkpoint-200.safetensors";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 3);
    EXPECT_THROW((void)train::readCheckpoint(file), base::Failure);
}

TEST(Unfreeze, FollowsTheSchedule) {
    EXPECT_EQ(align::thawedGroups(5, 1, 1, 0), 1u);
    EXPECT_EQ(align::thawedGroups(5, 1, 2, 3), 2u);
    EXPECT_EQ(align::thawedGroups(5, 2, 1, 9), 5u);
    EXPECT_EQ(align::thawedGroups(5, 1, 0, 0), 5u);
}

TEST(Unfreeze, FrozenGroupsGetNoGradient) {
    formats::ModelConfig config;
    config.vocab = 11;
    config.hidden = 8;
    config.headDim = 4;
    config.layers.assign(2, {2, 2, 12, true, true});
    auto decoder = model::Decoder::random(config);
    align::thaw(decoder, 2); // head and last layer
    decoder.forward(torch::randint(0, 11, {2, 5}, torch::kInt64)).square().sum().backward();
    const auto groups = decoder.groups();
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const auto& tensor : groups[g].tensors)
            EXPECT_EQ(tensor.grad().defined(), g < 2) << groups[g].name;
}

// The factor's fixed point: norms that answer to it, so that distill/ce = alpha/(1−alpha) in the end.
TEST(LossBalance, SettlesAtTheWantedShare) {
    train::LossBalance balance;
    for (int i = 0; i < 400; ++i)
        balance.observe(2.0, 0.01 * balance.factor, 0.7);
    EXPECT_NEAR(0.01 * balance.factor / (2.0 + 0.01 * balance.factor), 0.7, 1e-3);
}
