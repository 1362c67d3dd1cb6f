// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/evaluate/cost.h"
#include "core/evaluate/gates.h"
#include "core/evaluate/metrics.h"
#include "core/native/intervals.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <numeric>

namespace stillhouse::evaluate {
namespace {

using namespace native;

TEST(Intervals, McNemarByHand) {
    // (1,9): 2·(C(10,0)+C(10,1))/2¹⁰ = 22/1024. (0,6): 2/64.
    EXPECT_NEAR(mcnemarExact(1, 9), 22.0 / 1024, 1e-15);
    EXPECT_NEAR(mcnemarExact(9, 1), 22.0 / 1024, 1e-15);
    EXPECT_NEAR(mcnemarExact(0, 6), 2.0 / 64, 1e-15);
    EXPECT_EQ(mcnemarExact(5, 5), 1);
    EXPECT_EQ(mcnemarExact(0, 0), 1);
}

TEST(Intervals, McNemarAgreesWithExactIntegers) {
    std::ifstream file(std::string(STILLHOUSE_SOURCE_DIR) + "/tests/baselines/evaluate_reference.json");
    for (const auto& row : nlohmann::json::parse(file)["mcnemar"])
        EXPECT_NEAR(mcnemarExact(row[0], row[1]) / double(row[2]), 1, 1e-9) << row;
}

TEST(Intervals, QuantileInterpolatesLikeNumpy) {
    // numpy.quantile([4, 1, 3, 2], 0.4) = 2.2: place 0.4·3 = 1.2 between 2 and 3.
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.4), 2.2);
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0), 1);
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 1), 4);
    EXPECT_DOUBLE_EQ(quantile({7}, 0.99), 7);
    EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(Intervals, ResamplesHaveTheRightSizeAndAreRepeatable) {
    Resampler one(500, 9), same(500, 9), other(500, 10);
    const auto draw = [](Resampler& resampler, std::uint64_t index) {
        const auto counts = resampler.draw(index);
        return std::vector<std::uint32_t>(counts.begin(), counts.end());
    };
    const auto third = draw(one, 3);
    EXPECT_EQ(std::accumulate(third.begin(), third.end(), 0u), 500u);
    draw(same, 8);
    EXPECT_EQ(draw(same, 3), third) << "a resample depends on its number, not on those before";
    EXPECT_NE(draw(other, 3), third);
    EXPECT_NE(draw(one, 4), third);
    // A share of (1 − 1/n)ⁿ ≈ 1/e of the examples is not drawn.
    const auto absent = std::count(third.begin(), third.end(), 0u);
    EXPECT_NEAR(static_cast<double>(absent) / 500, std::exp(-1), 0.06);
}

TEST(Intervals, MeanOfConstantsIsSure) {
    const auto interval = bootstrapMean(std::vector<double>(20, 0.25));
    EXPECT_DOUBLE_EQ(interval.value, 0.25);
    EXPECT_DOUBLE_EQ(interval.low, 0.25);
    EXPECT_DOUBLE_EQ(interval.high, 0.25);
}

TEST(Intervals, WidthMatchesTheNormalApproximation) {
    // 800 of 1000 correct: the standard error is √(0.8·0.2/1000) = 0.01265, the interval about ±1.96 of it.
    std::vector<double> values(1000, 1.0);
    std::fill(values.begin(), values.begin() + 200, 0.0);
    const auto interval = bootstrapMean(values, {.resamples = 4000});
    EXPECT_NEAR(interval.low, 0.8 - 1.96 * 0.01265, 0.0025);
    EXPECT_NEAR(interval.high, 0.8 + 1.96 * 0.01265, 0.0025);
}

TEST(Intervals, CoverTheTruthAsOftenAsTheySay) {
    // 400 samples of 120 uniform numbers: a 95 % interval must hold the mean ½ in 380 ± 3·√(400·0.95·0.05) of them, less what the
    // percentile interval of so small a sample is known to lack (about one point).
    int covered = 0;
    for (std::uint64_t sample = 0; sample < 400; ++sample) {
        base::Random random(base::mix(77, sample));
        std::vector<double> values(120);
        for (double& value : values)
            value = random.uniform();
        const auto interval = bootstrapMean(values, {.resamples = 400, .seed = sample});
        covered += interval.low <= 0.5 && 0.5 <= interval.high;
    }
    EXPECT_GE(covered, 360);
    EXPECT_LE(covered, 395);
}

TEST(Intervals, UndefinedResamplesAreLeftOut) {
    // One positive among ten: a third of the resamples lack it.
    const std::vector<double> scores{9, 1, 2, 3, 4, 5, 6, 7, 8, 0};
    std::vector<std::uint8_t> positive(10);
    positive[0] = 1;
    const RankedScores ranked(scores, positive);
    const auto interval = bootstrap(10, 1, [&](Weights w, std::span<double> out) { out[0] = ranked.auc(w); }).front();
    EXPECT_DOUBLE_EQ(interval.low, 1);
    EXPECT_DOUBLE_EQ(interval.high, 1);
}

TEST(Intervals, PairedBootstrapSeesWhatIsThereOnly) {
    std::vector<double> first(300), better(300), same(300);
    base::Random random(5);
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i] = random.uniform();
        better[i] = first[i] + 0.05 + 0.1 * (random.uniform() - 0.5); // far less noise than between examples
        same[i] = first[i];
    }
    const auto means = [&](const std::vector<double>& second) {
        return Statistics([&](Weights weights, std::span<double> out) {
            out[0] = out[1] = 0;
            for (std::size_t i = 0; i < first.size(); ++i) {
                const double weight = weights.empty() ? 1 : weights[i];
                out[0] += weight * first[i] / static_cast<double>(first.size());
                out[1] += weight * second[i] / static_cast<double>(first.size());
            }
        });
    };
    const auto real = pairedBootstrap(300, means(better));
    EXPECT_NEAR(real.difference.value, 0.05, 0.01);
    EXPECT_GT(real.difference.low, 0);
    EXPECT_DOUBLE_EQ(real.pValue, 2.0 / 1001) << "no resample on the other side: the smallest value it can say";
    EXPECT_EQ(pairedBootstrap(300, means(same)).pValue, 1);
}

TEST(Gates, AreReadStrictly) {
    const auto gate = parseGate(" accuracy >= 0.95 ");
    EXPECT_EQ(gate.metric, "accuracy");
    EXPECT_EQ(gate.comparison, Comparison::GreaterOrEqual);
    EXPECT_EQ(gate.threshold, 0.95);
    for (const char* bad :
         {"", "accuracy", "accuracy>", ">0.9", "accuracy>x", "accuracy>0.9x", "accuracy=0.9", "accuracy>nan", "accuracy>=>1"})
        EXPECT_THROW(parseGate(bad), base::Failure) << bad;
}

TEST(Gates, TellPassingFromPassingForSure) {
    const std::vector<NamedInterval> metrics{{"accuracy", {0.96, 0.94, 0.98}}, {"recall", {0.93, 0.91, 0.95}}, {"ece", {0.1, 0.05, 0.2}}};
    const std::vector<std::string> gates{"accuracy>0.95", "recall>0.9", "ece<0.05", "auc>0.5", "recall>=0.93", "ece<=0.2"};
    const auto results = checkGates(gates, metrics);
    ASSERT_EQ(results.size(), gates.size());
    EXPECT_TRUE(results[0].passes);
    EXPECT_FALSE(results[0].sure);
    EXPECT_TRUE(results[1].passes && results[1].sure);
    EXPECT_FALSE(results[2].passes);
    EXPECT_FALSE(results[3].measured || results[3].passes);
    EXPECT_TRUE(results[4].passes);
    EXPECT_TRUE(results[5].sure);
}

TEST(Cost, FollowsFromTheMedian) {
    LatencyRecord record;
    record.kind = "classify";
    record.samples = {10, 20, 90};
    // 20 ms: 180,000 requests an hour; a million at 0.9 an hour cost 0.9·10⁶/180,000 = 5.
    const auto cost = costPerMillion(record, {.pricePerHour = 0.9});
    EXPECT_TRUE(cost.measured);
    EXPECT_DOUBLE_EQ(cost.p50Ms, 20);
    EXPECT_DOUBLE_EQ(cost.requestsPerHour, 180000);
    EXPECT_DOUBLE_EQ(cost.perMillion, 5);
    EXPECT_DOUBLE_EQ(costPerMillion(record, {.pricePerHour = 0.9, .parallel = 2, .utilization = 0.5}).perMillion, 5);
    record.native = false;
    EXPECT_FALSE(costPerMillion(record, {.pricePerHour = 0.9}).measured);
    EXPECT_THROW(costPerMillion(record, {.pricePerHour = -1}), base::Failure);
    EXPECT_THROW(costPerMillion(record, {.utilization = 0}), base::Failure);
}

} // namespace
} // namespace stillhouse::evaluate
