// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/align/sample_filter.h"

#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::align;

namespace {

train::PolicySample sample(std::int32_t prompt, std::int32_t answer, double reward) {
    train::PolicySample s;
    s.sample.reward = reward;
    s.sample.fate = "sampled";
    s.ids = {prompt, answer};
    s.responseStart = 1;
    return s;
}

std::vector<train::PolicySample> five() {
    return {sample(1, 10, 0.2), sample(1, 11, 0.9), sample(1, 11, 0.9), sample(2, 10, -1), sample(3, 10, 0.5)};
}

std::vector<std::string> fates(const FilterRules& rules) {
    auto samples = five();
    filterSamples(samples, rules);
    std::vector<std::string> out;
    for (const auto& s : samples)
        out.push_back(s.sample.fate);
    return out;
}

using Fates = std::vector<std::string>;

} // namespace

TEST(Filter, EverySampleGetsItsFate) {
    FilterRules rules;
    rules.rule = "none";
    EXPECT_EQ(fates(rules), (Fates{"not_best", "accepted", "duplicate", "accepted", "accepted"}));
    rules.rule = "threshold";
    rules.threshold = 0.5;
    EXPECT_EQ(fates(rules), (Fates{"not_best", "accepted", "duplicate", "below_threshold", "accepted"}));
    rules.rule = "top_fraction";
    rules.topFraction = 1.0 / 3; // of the three that are left
    EXPECT_EQ(fates(rules), (Fates{"not_best", "accepted", "duplicate", "below_threshold", "below_threshold"}));
    rules.perPrompt = 0;
    rules.topFraction = 0.75; // of four
    EXPECT_EQ(fates(rules), (Fates{"accepted", "accepted", "duplicate", "below_threshold", "accepted"}));
}

TEST(Filter, FilteringAgainStartsAfresh) {
    auto samples = five();
    FilterRules strict;
    strict.rule = "threshold";
    strict.threshold = 100;
    filterSamples(samples, strict);
    FilterRules open;
    open.rule = "none";
    filterSamples(samples, open);
    EXPECT_EQ(samples[4].sample.fate, "accepted");
}

TEST(Filter, TheHistogramCountsAllAndTheAccepted) {
    auto samples = five();
    FilterRules rules;
    rules.rule = "none";
    filterSamples(samples, rules);
    const auto histogram = rewardHistogram(samples, 2); // edges −1, −0.05, 0.9
    EXPECT_EQ(histogram.edges.size(), 3u);
    EXPECT_NEAR(histogram.edges[1], -0.05, 1e-12);
    EXPECT_EQ(histogram.before, (std::vector<std::int64_t>{1, 4}));
    EXPECT_EQ(histogram.after, (std::vector<std::int64_t>{1, 2}));
    EXPECT_TRUE(rewardHistogram({}).edges.empty());
}
