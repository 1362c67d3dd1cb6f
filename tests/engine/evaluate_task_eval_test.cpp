// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/generation_eval.h"
#include "core/evaluate/label_scores.h"
#include "core/evaluate/task_eval.h"
#include "core/model/generate.h"
#include "tests/engine/evaluate_support.h"

#include <cmath>
#include <gtest/gtest.h>

namespace stillhouse::evaluate {
namespace {

using tests::taskOf;

const Task task = taskOf({{"no", " no"}, {"yes", " yes"}});

std::vector<Example> labelled(const std::vector<std::string>& labels) {
    std::vector<Example> out(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        out[i].id = "e" + std::to_string(i);
        out[i].label = labels[i];
    }
    return out;
}

double valueOf(const Evaluation& evaluation, const std::string& name) {
    for (const auto& metric : evaluation.metrics)
        if (metric.name == name)
            return metric.interval.value;
    return std::nan("");
}

/// Scores whose softmax is {1 − p, p}.
torch::Tensor scoresOf(const std::vector<double>& yes) {
    auto out = torch::zeros({static_cast<std::int64_t>(yes.size()), 2});
    for (std::size_t i = 0; i < yes.size(); ++i)
        out[static_cast<std::int64_t>(i)][1] = std::log(yes[i] / (1 - yes[i]));
    return out;
}

TEST(TaskEval, MetricsByHand) {
    // yes .9, yes .4, no .6, no .2, unknown .7: predicted yes, no, yes, no, yes. TP 1, FN 1, FP 1, TN 1.
    EvaluationRequest request;
    request.subject = "A";
    request.split = "test";
    request.positive = "yes";
    request.teacher = {{0.1, 0.9}, {0.3, 0.7}, {0.4, 0.6}, {0.8, 0.2}, {0.3, 0.7}};
    const auto out = evaluateScores(request, task, scoresOf({0.9, 0.4, 0.6, 0.2, 0.7}), labelled({"yes", "yes", "no", "no", ""}));
    EXPECT_EQ(out.examples, 5);
    EXPECT_EQ(out.predictions.size(), 5u);
    EXPECT_EQ(out.confusion, (std::vector<std::vector<std::int64_t>>{{1, 1}, {1, 1}}));
    for (const char* name : {"accuracy", "precision", "recall", "f1"})
        EXPECT_DOUBLE_EQ(valueOf(out, name), 0.5) << name;
    EXPECT_DOUBLE_EQ(valueOf(out, "auc"), 0.75) << "0.9 beats both, 0.4 beats 0.2 alone";
    EXPECT_DOUBLE_EQ(valueOf(out, "agreement"), 0.8) << "all but the second";
    // Only the second differs: 0.3·ln(0.3/0.6) + 0.7·ln(0.7/0.4), over five examples.
    EXPECT_NEAR(valueOf(out, "kl_to_teacher"), (0.3 * std::log(0.5) + 0.7 * std::log(1.75)) / 5, 1e-6);
    EXPECT_EQ(out.predictions[0].predicted, "yes");
    EXPECT_NEAR(out.predictions[0].probabilities[1], 0.9, 1e-6);
    for (const auto& metric : out.metrics)
        EXPECT_TRUE(metric.interval.low <= metric.interval.value + 1e-12 && metric.interval.value <= metric.interval.high + 1e-12)
            << metric.name;
}

TEST(TaskEval, LeavesOutWhatTheSplitDoesNotDefine) {
    const auto one = evaluateScores({}, task, scoresOf({0.9, 0.4}), labelled({"yes", "yes"}));
    EXPECT_TRUE(std::isnan(valueOf(one, "auc")));
    EXPECT_DOUBLE_EQ(valueOf(one, "accuracy"), 0.5);
    EXPECT_TRUE(evaluateScores({}, task, scoresOf({0.9}), labelled({""})).metrics.empty());
    EXPECT_TRUE(evaluateScores({}, task, torch::zeros({0, 2}), {}).metrics.empty());
    EvaluationRequest wrong;
    wrong.positive = "maybe";
    EXPECT_THROW(evaluateScores(wrong, task, scoresOf({0.9}), labelled({"yes"})), base::Failure);
}

TEST(TaskEval, ARealPassDescribesTheModel) {
    const auto decoder = tests::byteModel();
    const TaskEncoder encoder(task, tests::byteTokenizer(), 100);
    RunControl control;
    const auto examples = tests::someExamples(12, task);
    const auto out = evaluateTask({.subject = "A"}, *decoderRuntime(decoder), encoder, examples, control);
    EXPECT_EQ(out.parameters, formats::parameterCount(decoder.config()));
    EXPECT_GT(out.flopsPerToken, 2.0 * static_cast<double>(out.parameters) * 0.3);
    const auto scores = scoreLabels(decoder, encoder, examples);
    for (std::size_t i = 0; i < examples.size(); ++i)
        EXPECT_EQ(out.predictions[i].predicted,
                  task.labels[static_cast<std::size_t>(scores[static_cast<std::int64_t>(i)].argmax().item<std::int64_t>())].name);
    control.requestStop();
    EXPECT_THROW(evaluateTask({}, *decoderRuntime(decoder), encoder, examples, control), base::Failure);
}

TEST(ComparePair, CountsFlipsAndTestsThem) {
    // 20 examples, all "yes". First: right on 0…9. Second: right on 1…19 but 0: nine kept, one lost, ten won.
    std::vector<double> first(20, 0.2), second(20, 0.8);
    for (std::size_t i = 0; i < 10; ++i)
        first[i] = 0.8;
    second[0] = 0.2;
    EvaluationRequest a, b;
    a.subject = "teacher";
    b.subject = "A";
    const auto examples = labelled(std::vector<std::string>(20, "yes"));
    const auto tests =
        comparePair(evaluateScores(a, task, scoresOf(first), examples), evaluateScores(b, task, scoresOf(second), examples), "yes");
    ASSERT_EQ(tests.size(), 4u);
    EXPECT_EQ(tests[0].metric, "accuracy");
    EXPECT_EQ(tests[0].test, "McNemar exact");
    EXPECT_EQ(tests[0].wrongToRight, 10);
    EXPECT_EQ(tests[0].rightToWrong, 1);
    EXPECT_DOUBLE_EQ(tests[0].difference.value, 0.45);
    EXPECT_NEAR(tests[0].pValue, 2 * 12.0 / 2048, 1e-12) << "2·(C(11,0)+C(11,1))/2¹¹";
    EXPECT_EQ(tests[2].metric, "recall");
    EXPECT_NEAR(tests[2].difference.value, 0.45, 1e-12);
    EXPECT_LT(tests[2].pValue, 0.02);
    EXPECT_EQ(tests[2].first, "teacher");
}

TEST(ComparePair, JoinsById) {
    auto examples = labelled({"yes", "no", "yes"});
    const auto first = evaluateScores({}, task, scoresOf({0.9, 0.9, 0.9}), examples);
    std::swap(examples[0], examples[2]);
    examples.pop_back(); // e2, e1
    const auto second = evaluateScores({}, task, scoresOf({0.1, 0.1}), examples);
    const auto tests = comparePair(first, second);
    EXPECT_EQ(tests[0].wrongToRight, 1) << "e1";
    EXPECT_EQ(tests[0].rightToWrong, 1) << "e2";
    EXPECT_TRUE(comparePair(first, evaluateScores({}, task, torch::zeros({0, 2}), {})).empty());
}

TEST(GenerationEval, ComparesWords) {
    EXPECT_TRUE(exactMatch(" The answer: 42. ", "the answer 42"));
    EXPECT_FALSE(exactMatch("42", "43"));
    // Shared: "a" once and "b": 2 of 3 given and 2 of 4 wanted: 2·2/7.
    EXPECT_DOUBLE_EQ(tokenF1("a b x", "a b a c"), 4.0 / 7);
    EXPECT_DOUBLE_EQ(tokenF1("a a", "a"), 2.0 / 3) << "a word counts as often as both have it";
    EXPECT_EQ(tokenF1("", ""), 1);
    EXPECT_EQ(tokenF1("x", ""), 0);
    EXPECT_EQ(exactMatch("\xe4\xb8\xad", "\xe4\xb8\xad"), true);
}

TEST(GenerationEval, ComparesWhatTheModelWrites) {
    const auto decoder = tests::byteModel();
    const auto tokenizer = tests::byteTokenizer();
    Task writing;
    writing.kind = "generation";
    const TaskEncoder encoder(writing, tokenizer, 64);
    auto examples = tests::someExamples(4, writing);
    // References are what greedy decoding gives, cut to whole tokens: the answer goes on behind them, so only the overlap is sure.
    model::GenerateOptions options;
    options.sampling.greedy = true;
    options.maxNew = 6;
    for (auto& example : examples) {
        const auto prompt = encoder.encodePrompt(example).ids;
        const auto ids = model::generate(decoder, {prompt.begin(), prompt.end()}, options).ids;
        example.response = tokenizer.decode(std::vector<std::int32_t>(ids.begin(), ids.end()), true);
    }
    examples.push_back(Example{"none", "hello"}); // without a reference: not part of it
    RunControl control;
    const auto out = evaluateTask({.subject = "A"}, *decoderRuntime(decoder), encoder, examples, control);
    EXPECT_EQ(out.examples, 4);
    EXPECT_NEAR(valueOf(out, "perplexity"), std::exp(valueOf(out, "nll")), 1e-9);
    for (const auto& prediction : out.predictions)
        EXPECT_TRUE(prediction.predicted.starts_with(prediction.label)) << prediction.predicted << " | " << prediction.label;
    control.requestStop();
    EXPECT_THROW(evaluateTask({}, *decoderRuntime(decoder), encoder, examples, control), base::Failure);
}

} // namespace
} // namespace stillhouse::evaluate
