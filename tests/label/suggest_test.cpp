// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions of the bundled teacher; its label distribution worked out here from whole rows of logits.
#include "core/api/label_scorer.h"
#include "core/api/store.h"
#include "core/api/tokens.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

const std::string teacher = STILLHOUSE_SOURCE_DIR "/resources/sample/teacher";

Task riskTask() {
    Task task;
    task.promptTemplate = "{prompt}\nRisk:";
    task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
    return task;
}

/// Mean log-probability of the answer's tokens behind the text, from the logits of all positions.
double scoreOf(NativeModel& model, const std::string& before, const std::string& answer) {
    const auto front = *tokenize(teacher, before, true), whole = *tokenize(teacher, before + answer, true);
    const auto rows = *model.logits(whole);
    double sum = 0;
    for (std::size_t i = front.size(); i < whole.size(); ++i) {
        double total = 0;
        for (const float logit : rows[i - 1])
            total += std::exp(double(logit));
        sum += rows[i - 1][std::size_t(whole[i])] - std::log(total);
    }
    return sum / double(whole.size() - front.size());
}

class SuggestTest : public testing::Test {
protected:
    SuggestTest() {
        auto store = Store::open(request_.store = folder_ / "p.db");
        request_.dataset = *store->addDataset("d", "/d");
        (void)store->addExamples(request_.dataset, syntheticReviews(150, 5));
        request_.model = teacher;
        request_.task = folder_ / "task.json";
        request_.threads = 1;
        (void)writeTask(riskTask(), request_.task);
    }
    TemporaryFolder folder_;
    SuggestRequest request_;
};

} // namespace

TEST_F(SuggestTest, ProbabilitiesAreTheSoftmaxOfMeanLogLikelihoods) {
    auto scorer = LabelScorer::open(teacher, riskTask(), {});
    ASSERT_TRUE(scorer) << scorer.error().english();
    auto model = NativeModel::open(teacher);
    for (const Example& example : syntheticReviews(5, 11)) {
        std::vector<double> expected;
        double sum = 0;
        for (const auto& label : riskTask().labels)
            sum += expected.emplace_back(std::exp(scoreOf(*model, example.prompt + "\nRisk:", label.verbalizer)));
        const auto found = scorer->probabilities(example);
        ASSERT_TRUE(found);
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR((*found)[i], expected[i] / sum, 1e-5) << i;
    }
}

TEST_F(SuggestTest, EntropyIsInNatsAndTheMostProbableLabelIsSuggested) {
    const auto even = suggestionOf({0.25, 0.25, 0.5, 0}, {"a", "b", "c", "d"});
    EXPECT_EQ(even.label, "c");
    EXPECT_DOUBLE_EQ(even.confidence, 0.5);
    EXPECT_DOUBLE_EQ(even.entropy, 1.5 * std::log(2.0));
}

TEST_F(SuggestTest, StoppedItKeepsWhatItHasAndGoesOn) {
    RunControl first;
    std::int64_t told = 0;
    first.addObserver([&](const Report& report) {
        if (const auto* progress = std::get_if<Progress>(&report))
            told = progress->total;
    });
    request_.limit = 40;
    const auto some = suggestLabels(request_, first);
    ASSERT_TRUE(some) << some.error().english();
    EXPECT_EQ(told, 40);
    RunControl second;
    second.requestStop();
    EXPECT_EQ(suggestLabels(request_, second).error().kind, ErrorKind::Cancelled);
    RunControl third;
    request_.limit = 0;
    const auto rest = suggestLabels(request_, third);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->known, 40);
    EXPECT_EQ(rest->scored, 110);
    auto store = Store::open(request_.store);
    EXPECT_EQ(store->suggested(request_.dataset)->size(), 150u);
    int right = 0;
    const auto rows = store->examples(*store->suggested(request_.dataset));
    for (const auto& row : *rows)
        right += row.suggestion->label == row.example.label;
    EXPECT_GT(right, 120) << "the sample's teacher knows the rule";
}

TEST_F(SuggestTest, AnotherTaskBeginsAnewAndATaskWithoutLabelsIsRefused) {
    RunControl control;
    request_.limit = 5;
    ASSERT_TRUE(suggestLabels(request_, control));
    Task task = riskTask();
    task.promptTemplate = "{prompt}\nHow risky?";
    ASSERT_TRUE(writeTask(task, request_.task));
    request_.limit = 3;
    EXPECT_EQ(suggestLabels(request_, control)->known, 0);
    EXPECT_EQ(Store::open(request_.store)->suggested(request_.dataset)->size(), 3u);
    task.kind = "generation";
    task.labels.clear();
    EXPECT_EQ(LabelScorer::open(teacher, task, {}).error().kind, ErrorKind::BadInput);
    EXPECT_FALSE(LabelScorer::open(folder_ / "nowhere", riskTask(), {}));
}

TEST_F(SuggestTest, ALongPromptIsCutAtItsStart) {
    auto scorer = LabelScorer::open(teacher, riskTask(), {});
    Example example;
    for (int i = 0; i < 20000; ++i)
        example.prompt += "payment abroad ";
    const auto found = scorer->probabilities(example);
    ASSERT_TRUE(found) << found.error().english();
    EXPECT_NEAR((*found)[0] + (*found)[1] + (*found)[2], 1, 1e-9);
}
