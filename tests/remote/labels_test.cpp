// SPDX-License-Identifier: GPL-3.0-or-later
// Expected values are derived by hand beside each test.
#include "core/base/failure.h"
#include "core/remote/labels.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::remote;

namespace {

using Top = std::vector<std::pair<std::string, double>>;

/// The first alternative is the one the answer took.
RemoteAnswer answerOf(const std::vector<Top>& positions) {
    RemoteAnswer answer;
    for (const Top& top : positions) {
        RemoteToken token{top[0].first, std::log(top[0].second), {}};
        for (const auto& [text, p] : top)
            token.top.push_back({text, std::log(p)});
        answer.tokens.push_back(token);
    }
    return answer;
}

RemoteAnswer echoOf(const std::vector<std::pair<std::string, double>>& tokens) {
    RemoteAnswer answer;
    for (const auto& [text, logprob] : tokens)
        answer.tokens.push_back({text, logprob, {}});
    return answer;
}

} // namespace

TEST(RemoteLabels, AddsUpTheSpellingsOfALabel) {
    const auto d = labelsFromTop(answerOf({{{" fraud", 0.5},
                                            {"Fraud", 0.1},
                                            {"\xe2\x96\x81"
                                             "clean",
                                             0.2},
                                            {"cle", 0.05},
                                            {" other", 0.1}}}),
                                 {"fraud", "clean"});
    // fraud 0.5 + 0.1, clean 0.2 + 0.05: shares 0.6 / 0.85 and 0.25 / 0.85.
    EXPECT_NEAR(d.covered, 0.85, 1e-12);
    EXPECT_NEAR(d.probabilities[0], 0.6 / 0.85, 1e-12);
    EXPECT_NEAR(d.probabilities[1], 0.25 / 0.85, 1e-12);
    EXPECT_EQ(d.observed, (std::vector{true, true}));
}

TEST(RemoteLabels, ALongerWordIsAnotherWord) {
    const auto d = labelsFromTop(answerOf({{{" nothing", 0.6}, {" no.", 0.2}, {" yes\n", 0.1}}}), {"no", "yes"});
    EXPECT_NEAR(d.covered, 0.3, 1e-12);
    EXPECT_NEAR(d.probabilities[0], 2.0 / 3, 1e-12);
}

TEST(RemoteLabels, WhatIsNotShownGetsItsShareOfTheRest) {
    // Shown 0.9 in all; two labels missing: each at most 0.1 / 2 = 0.05, and not above the smallest shown, 0.02.
    const auto d = labelsFromTop(answerOf({{{"a", 0.88}, {"zzz", 0.02}}}), {"a", "b", "c"});
    EXPECT_EQ(d.observed, (std::vector{true, false, false}));
    EXPECT_NEAR(d.covered, 0.88, 1e-12);
    EXPECT_NEAR(d.probabilities[1], 0.02 / 0.92, 1e-12);
    // Nothing shown fits: all alike, and covered says that it means nothing.
    const auto none = labelsFromTop(answerOf({{{"x", 0.9}}}), {"a", "b"});
    EXPECT_EQ(none.covered, 0);
    EXPECT_DOUBLE_EQ(none.probabilities[0], 0.5);
    EXPECT_DOUBLE_EQ(labelsFromTop({}, {"a", "b"}).probabilities[1], 0.5);
}

TEST(RemoteLabels, ASharedStartIsFollowedAlongTheAnswer) {
    EXPECT_EQ(tokensToTellApart({"low risk", "low"}), 4);
    EXPECT_EQ(tokensToTellApart({"low", "high"}), 1);
    EXPECT_EQ(tokensToTellApart({"a very long shared start 1", "a very long shared start 2"}), 8);
    // " low" 0.8 fits both; the answer took it. Behind it: " risk" 0.3 → "low risk"; anything else ends "low": 0.7. " high" 0.1 is its own.
    const auto d = labelsFromTop(answerOf({{{" low", 0.8}, {" high", 0.1}}, {{"\n", 0.6}, {" risk", 0.3}}}), {"low risk", "low", "high"});
    EXPECT_NEAR(d.covered, 0.9, 1e-12);
    EXPECT_NEAR(d.probabilities[0], 0.24 / 0.9, 1e-12);
    EXPECT_NEAR(d.probabilities[1], 0.56 / 0.9, 1e-12);
    EXPECT_NEAR(d.probabilities[2], 0.1 / 0.9, 1e-12);
    // Not taken by the answer: its mass is divided and not counted as covered.
    const auto other = labelsFromTop(answerOf({{{" high", 0.5}, {" low", 0.4}}, {{"\n", 0.9}}}), {"low risk", "low", "high"});
    EXPECT_NEAR(other.covered, 0.5, 1e-12);
    EXPECT_NEAR(other.probabilities[0], 0.2 / 0.9, 1e-12);
    EXPECT_NEAR(other.probabilities[1], 0.2 / 0.9, 1e-12);
    // A blank of its own in front.
    const auto blank = labelsFromTop(answerOf({{{" ", 0.9}, {"yes", 0.05}}, {{"yes", 0.5}, {"no", 0.5}}}), {"yes", "no"});
    EXPECT_NEAR(blank.covered, 0.95, 1e-12);
    EXPECT_NEAR(blank.probabilities[0], 0.5 / 0.95, 1e-12);
}

TEST(RemoteLabels, CaseCountsWhereOnlyItTellsApart) {
    const auto d = labelsFromTop(answerOf({{{"A", 0.6}, {"a", 0.2}}}), {"A", "a"});
    EXPECT_NEAR(d.probabilities[0], 0.75, 1e-12);
}

TEST(RemoteLabels, ExactScoresAreMeansOverTheVerbalizersTokens) {
    // prompt "P:" in two tokens, verbalizer " fraud" as " fr" "aud", then one generated token.
    const auto score = scoreEcho(echoOf({{"P", 0}, {":", -3}, {" fr", -1}, {"aud", -0.5}, {"!", -9}}), " fraud", "s");
    EXPECT_DOUBLE_EQ(score.total, -1.5);
    EXPECT_DOUBLE_EQ(score.mean, -0.75);
    EXPECT_DOUBLE_EQ(scoreEcho(echoOf({{"P", 0}, {": fr", -1}, {"aud", -0.5}}), " fraud", "s").total, -1.5)
        << "straddling, nothing generated";
    for (const auto& silent : {echoOf({{"!", -9}}), echoOf({}), echoOf({{" fr", -1}, {"aud", -1}})}) // no echo, nothing, no prompt in front
        EXPECT_THROW(scoreEcho(silent, " fraud", "s"), base::Failure);
    // softmax(−0.75, −1.75) = 1 / (1 + e^−1) …; covered e^−1.5 + e^−1.75.
    const auto d = labelsFromEchoes({{-1.5, -0.75}, {-1.75, -1.75}});
    EXPECT_NEAR(d.probabilities[0], 1 / (1 + std::exp(-1.0)), 1e-12);
    EXPECT_NEAR(d.covered, std::exp(-1.5) + std::exp(-1.75), 1e-12);
}

TEST(RemoteLabels, RefusesWhatHasNoDistribution) {
    EXPECT_EQ(verbalizersOf({{"x", " yes \n"}, {"no", ""}}), (std::vector<std::string>{"yes", "no"}));
    for (const auto& labels : std::vector<std::vector<TaskLabel>>{{}, {{"a", "a"}}, {{"a", " "}, {"b", "b"}}, {{"a", "x"}, {"b", " x"}}})
        EXPECT_THROW(verbalizersOf(labels), base::Failure);
}
