// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/model/generate.h"
#include "tests/engine/model_support.h"

#include <gtest/gtest.h>
#include <map>

namespace stillhouse::model {
namespace {

using Ids = std::vector<std::int64_t>;
using tests::idTensor;
using tests::tinyModel;

GenerateOptions greedy(std::int64_t count) {
    GenerateOptions options;
    options.sampling.greedy = true;
    options.maxNew = count;
    return options;
}

// The definition: run the whole sequence again for every token.
Ids greedyWithoutCache(const Decoder& decoder, Ids sequence, std::int64_t count) {
    torch::NoGradGuard noGrad;
    Ids fresh;
    for (std::int64_t i = 0; i < count; ++i) {
        fresh.push_back(decoder.forward(idTensor(sequence))[0][-1].argmax().item<std::int64_t>());
        sequence.push_back(fresh.back());
    }
    return fresh;
}

TEST(Generate, TheCacheChangesNothing) {
    auto config = tinyModel();
    config.slidingWindow = 6;
    config.architecture = formats::Architecture::Mistral;
    for (const auto& used : {tinyModel(), config}) {
        const auto decoder = tests::livelyModel(used);
        EXPECT_EQ(generate(decoder, {3, 1, 4}, greedy(40)).ids, greedyWithoutCache(decoder, {3, 1, 4}, 40));
    }
}

TEST(Generate, EveryRowOfABatchGetsWhatItWouldGetAlone) {
    const auto decoder = tests::livelyModel(tinyModel());
    const std::vector<Ids> prompts{{3, 1, 4, 1, 5, 9, 2}, {7}, {8, 8, 8}, {}};
    const auto batch = generateBatch(decoder, prompts, greedy(20));
    ASSERT_EQ(batch.size(), prompts.size());
    for (std::size_t row = 0; row < prompts.size(); ++row) {
        EXPECT_EQ(batch[row].ids, generate(decoder, prompts[row], greedy(20)).ids) << row;
        EXPECT_EQ(batch[row].end, Generation::End::Length);
    }
}

TEST(Generate, StopsAtAStopIdAndAtTheContext) {
    const auto decoder = tests::livelyModel(tinyModel());
    const auto free = generate(decoder, {3, 1, 4}, greedy(30)).ids;
    auto options = greedy(30);
    options.stopIds = {free[5]};
    const auto first = std::find(free.begin(), free.end(), free[5]);
    const auto stopped = generate(decoder, {3, 1, 4}, options);
    EXPECT_EQ(stopped.ids, Ids(free.begin(), first));
    EXPECT_EQ(stopped.end, Generation::End::Stop);
    EXPECT_EQ(stopped.stopId, free[5]);
    EXPECT_EQ(generate(decoder, {3, 1, 4}, greedy(1000)).ids.size(), 64u - 3u);
    EXPECT_TRUE(generate(decoder, {3}, greedy(0)).ids.empty());
}

TEST(Generate, ACallbackCancels) {
    const auto decoder = tests::livelyModel(tinyModel());
    Ids seen;
    const auto result = generate(decoder, {3}, greedy(30), [&seen](std::int64_t, std::int64_t id) {
        seen.push_back(id);
        return seen.size() < 4;
    });
    EXPECT_EQ(result.end, Generation::End::Cancelled);
    EXPECT_EQ(result.ids, seen);
    EXPECT_EQ(seen.size(), 4u);
}

TEST(Generate, TheSeedDecidesTheSample) {
    const auto decoder = Decoder::random(tinyModel());
    GenerateOptions options;
    options.maxNew = 30;
    options.sampling.seed = 5;
    const auto a = generate(decoder, {3}, options).ids;
    EXPECT_EQ(generate(decoder, {3}, options).ids, a);
    options.sampling.seed = 6;
    EXPECT_NE(generate(decoder, {3}, options).ids, a);
    options.sampling.topK = 1;
    EXPECT_EQ(generate(decoder, {3}, options).ids, generate(decoder, {3}, greedy(30)).ids);
}

TEST(Generate, RefusesPromptsTheModelCannotRead) {
    auto config = tinyModel();
    config.bos.reset();
    const auto decoder = Decoder::random(config);
    EXPECT_THROW(generate(decoder, {}, greedy(1)), base::Failure);
    EXPECT_THROW(generate(decoder, {16}, greedy(1)), base::Failure);
    EXPECT_THROW(generate(decoder, {-1}, greedy(1)), base::Failure);
    EXPECT_THROW(generate(decoder, Ids(65, 1), greedy(1)), base::Failure);
    EXPECT_TRUE(generateBatch(decoder, {}, greedy(1)).empty());
}

} // namespace
} // namespace stillhouse::model
