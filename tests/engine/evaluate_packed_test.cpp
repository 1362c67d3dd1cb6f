// SPDX-License-Identifier: GPL-3.0-or-later
// A packed model measured against the same model through LibTorch, an implementation of its own: scores, likelihoods and answers.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/label_scores.h"
#include "core/evaluate/runtime.h"
#include "core/evaluate/task_eval.h"
#include "core/model/model_io.h"
#include "tests/engine/evaluate_support.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace stillhouse::evaluate {
namespace {

class Packed : public testing::Test {
protected:
    Packed() {
        model::saveModel(decoder_, folder_ / "model");
        packed_ = packedRuntime(std::make_shared<const infer::PackedModel>(infer::openPacked(folder_ / "model")), 2, 200);
    }

    std::vector<EncodedExample> prompts(const TaskEncoder& encoder, const std::vector<Example>& examples) const {
        std::vector<EncodedExample> out;
        for (const auto& example : examples)
            out.push_back(encoder.encode(example));
        return out;
    }

    tests::TemporaryFolder folder_;
    model::Decoder decoder_ = tests::byteModel();
    std::unique_ptr<Runtime> reference_ = decoderRuntime(decoder_), packed_;
};

TEST_F(Packed, ScoresLabelsOfOneAndOfSeveralTokens) {
    for (const auto& labels : {std::vector<TaskLabel>{{"a", " no"}, {"b", " yes"}}, std::vector<TaskLabel>{{"a", "x"}, {"b", "xyz"}, {"c", "xyw"}, {"d", "q"}}}) {
        const auto task = tests::taskOf(labels);
        const TaskEncoder encoder(task, tests::byteTokenizer(), 120);
        const auto encoded = prompts(encoder, tests::someExamples(7, task));
        const auto expected = reference_->scoreLabels(encoder.labelTokens(), encoded, {}, nullptr);
        const auto got = packed_->scoreLabels(encoder.labelTokens(), encoded, {}, nullptr);
        EXPECT_LT((expected - got).abs().max().item<double>(), 2e-4);
        EXPECT_GT(expected.std().item<double>(), 0.01) << "the scores must differ, or the test says nothing";
    }
}

TEST_F(Packed, FindsTheSameLikelihoodOfAnswers) {
    const auto task = tests::taskOf({{"a", " no way at all"}, {"b", " yes"}});
    const TaskEncoder encoder(task, tests::byteTokenizer(), 120);
    const auto encoded = prompts(encoder, tests::someExamples(5, task));
    const auto expected = reference_->responseNll(encoded, {}, nullptr), got = packed_->responseNll(encoded, {}, nullptr);
    ASSERT_EQ(expected.size(), got.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        EXPECT_EQ(expected[i].tokens, got[i].tokens);
        EXPECT_NEAR(expected[i].sum, got[i].sum, 1e-3);
    }
}

TEST_F(Packed, WritesTheSameTextUpToAStop) {
    const std::vector<std::vector<std::int64_t>> prompts = {{262, 10, 20, 30}, {262, 7}};
    const auto expected = reference_->greedy(prompts, 20, {}, {});
    const auto got = packed_->greedy(prompts, 20, {}, {});
    ASSERT_EQ(got.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(expected[i].ids, got[i].ids);
    const auto stop = got[0].ids.at(4);
    const auto ended = packed_->greedy(prompts, 20, {stop}, {}).front();
    EXPECT_EQ(ended.end, model::Generation::End::Stop);
    EXPECT_EQ(ended.stopId, stop);
    const auto first = std::find(got[0].ids.begin(), got[0].ids.end(), stop);
    EXPECT_EQ(ended.ids, std::vector<std::int64_t>(got[0].ids.begin(), first));
}

TEST_F(Packed, StopsWhenAsked) {
    const auto task = tests::taskOf({{"a", " no"}, {"b", " yes"}});
    const TaskEncoder encoder(task, tests::byteTokenizer(), 120);
    RunControl control;
    control.requestStop();
    EXPECT_THROW(evaluateTask({}, *packed_, encoder, tests::someExamples(3, task), control), base::Failure);
}

TEST_F(Packed, SaysWhatComputesIt) {
    EXPECT_EQ(packed_->precision(), "f32");
    EXPECT_EQ(packed_->kernel(), infer::kernelName());
    EXPECT_EQ(packed_->threads(), 2);
    EXPECT_TRUE(packed_->native());
}

} // namespace
} // namespace stillhouse::evaluate
