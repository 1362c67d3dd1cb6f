// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/label_scores.h"
#include "tests/engine/evaluate_support.h"

#include <gtest/gtest.h>

namespace stillhouse::evaluate {
namespace {

using tests::byteModel;
using tests::byteTokenizer;
using tests::taskOf;

/// The definition: every prompt with every label alone, log-softmax over all logits, mean over the label's tokens.
torch::Tensor naiveScores(const model::Decoder& decoder, const TaskEncoder& encoder, const std::vector<Example>& examples) {
    torch::NoGradGuard noGrad;
    const auto labels = encoder.labelTokens();
    auto out = torch::zeros({static_cast<std::int64_t>(examples.size()), static_cast<std::int64_t>(labels.size())});
    for (std::size_t i = 0; i < examples.size(); ++i)
        for (std::size_t k = 0; k < labels.size(); ++k) {
            const auto prompt = encoder.encodePrompt(examples[i]).ids;
            std::vector<std::int64_t> ids(prompt.begin(), prompt.end());
            ids.insert(ids.end(), labels[k].begin(), labels[k].end());
            const auto logp = torch::log_softmax(decoder.forward(tests::idTensor(ids))[0], -1);
            double sum = 0;
            for (std::size_t at = prompt.size(); at < ids.size(); ++at)
                sum += logp[static_cast<std::int64_t>(at) - 1][ids[at]].item<double>();
            out[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(k)] = sum / static_cast<double>(labels[k].size());
        }
    return out;
}

struct Case {
    const char* name;
    std::vector<TaskLabel> labels;
};

class LabelScores : public testing::TestWithParam<Case> {};

TEST_P(LabelScores, AreTheDefinitionWhateverTheBatches) {
    const auto decoder = byteModel();
    const auto task = taskOf(GetParam().labels);
    const TaskEncoder encoder(task, byteTokenizer(), 120);
    const auto examples = tests::someExamples(23, task);
    const auto naive = naiveScores(decoder, encoder, examples);
    for (const std::int64_t batchTokens : {1, 60, 300, 100000}) {
        const auto scores = scoreLabels(decoder, encoder, examples, {.batchTokens = batchTokens});
        ASSERT_EQ(scores.sizes(), naive.sizes());
        EXPECT_LT(tests::largestDifference(scores, naive), 2e-4) << batchTokens;
    }
    EXPECT_GT((naive.amax(0) - naive.amin(0)).min().item<double>(), 1e-3) << "a model that sees no difference would prove nothing";
}

INSTANTIATE_TEST_SUITE_P(Verbalizers, LabelScores,
                         testing::Values(Case{"single", {{"a", "A"}, {"b", "B"}, {"c", "C"}}}, //
                                         Case{"oneLonger", {{"a", "A"}, {"b", "BCD"}}},        //
                                         Case{"prefixes", {{"a", "A"}, {"b", "AB"}, {"c", "ABC"}}},
                                         Case{"apart", {{"a", " fraud"}, {"b", " fine"}, {"c", " hello world"}, {"d", "x"}}},
                                         Case{"sharedStart", {{"a", "XYa"}, {"b", "XYb"}, {"c", "XZc"}}}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(LabelScoring, StopsWhenAskedAndTellsHowFarItIs) {
    const auto decoder = byteModel();
    const auto task = taskOf({{"a", "A"}, {"b", "B"}});
    const TaskEncoder encoder(task, byteTokenizer(), 120);
    const auto examples = tests::someExamples(20, task);
    RunControl control;
    std::int64_t done = 0;
    control.addObserver([&](const Report& report) {
        const auto& progress = std::get<Progress>(report);
        EXPECT_EQ(progress.total, 20);
        done = progress.done;
    });
    scoreLabels(decoder, encoder, examples, {.batchTokens = 50}, &control);
    EXPECT_EQ(done, 20);
    control.requestStop();
    try {
        scoreLabels(decoder, encoder, examples, {}, &control);
        FAIL() << "nothing stopped it";
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.error().kind, ErrorKind::Cancelled);
    }
}

TEST(LabelScoring, RefusesAForeignTokenizer) {
    const auto decoder = tests::livelyModel(tests::tinyModel()); // 16 tokens
    const auto task = taskOf({{"a", "A"}, {"b", "B"}});
    const TaskEncoder encoder(task, byteTokenizer(), 60);
    EXPECT_THROW(scoreLabels(decoder, encoder, tests::someExamples(2, task)), base::Failure);
}

TEST(LabelScoring, AcceptsNoExamples) {
    const auto task = taskOf({{"a", "A"}, {"b", "B"}});
    EXPECT_EQ(scoreLabels(byteModel(), TaskEncoder(task, byteTokenizer(), 60), {}).sizes(), (torch::IntArrayRef{0, 2}));
}

TEST(LabelScoring, ScoresCanBeTargetsOfALoss) {
    const auto decoder = byteModel();
    const auto task = taskOf({{"a", "A"}, {"b", "B"}});
    const auto target = torch::softmax(scoreLabels(decoder, TaskEncoder(task, byteTokenizer(), 60), tests::someExamples(3, task)), 1);
    auto weight = torch::ones_like(target).requires_grad_();
    (weight * target).sum().backward();
    EXPECT_TRUE(torch::equal(weight.grad(), target));
}

TEST(Batches, CoverEveryRowOnceWithinTheLimit) {
    const std::vector<std::size_t> lengths{3, 9, 4, 4, 1, 30, 9, 2};
    for (const bool equal : {false, true}) {
        std::vector<int> seen(lengths.size());
        for (const auto& batch : lengthBatches(lengths, 2, 24, equal)) {
            std::size_t longest = 0;
            for (const auto row : batch) {
                ++seen[row];
                longest = std::max(longest, lengths[row]);
                EXPECT_TRUE(!equal || lengths[row] == lengths[batch.front()]);
            }
            EXPECT_TRUE(batch.size() == 1 || batch.size() * (longest + 2) <= 24);
        }
        EXPECT_EQ(seen, std::vector<int>(lengths.size(), 1));
    }
}

} // namespace
} // namespace stillhouse::evaluate
