// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/seed.h"
#include "core/evaluate/metrics.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stillhouse::evaluate {
namespace {

using Indices = std::vector<std::int32_t>;

nlohmann::json reference() {
    std::ifstream file(std::string(STILLHOUSE_SOURCE_DIR) + "/tests/baselines/evaluate_reference.json");
    return nlohmann::json::parse(file);
}

// By hand: truth 1 1 1 0 0, predicted 1 1 0 1 0. For label 1: TP 2, FP 1, FN 1.
const Indices truth{1, 1, 1, 0, 0}, predicted{1, 1, 0, 1, 0};

TEST(Metrics, BinaryByHand) {
    const Confusion confusion(2, truth, predicted);
    EXPECT_EQ(confusion.rows(), (std::vector<std::vector<std::int64_t>>{{1, 1}, {1, 2}}));
    EXPECT_DOUBLE_EQ(accuracy(confusion), 3.0 / 5);
    EXPECT_DOUBLE_EQ(precision(confusion, 1), 2.0 / 3);
    EXPECT_DOUBLE_EQ(recall(confusion, 1), 2.0 / 3);
    EXPECT_DOUBLE_EQ(f1(confusion, 1), 2.0 / 3);
    // Label 0: TP 1 of 2 predicted and 2 true, so all three are 1/2; the macro averages are (1/2 + 2/3)/2.
    EXPECT_DOUBLE_EQ(precision(confusion), 7.0 / 12);
    EXPECT_DOUBLE_EQ(recall(confusion), 7.0 / 12);
    EXPECT_DOUBLE_EQ(f1(confusion), 7.0 / 12);
}

TEST(Metrics, RatiosOfNothingAreZero) {
    const Confusion never(2, Indices{0, 0}, Indices{0, 0});
    EXPECT_EQ(precision(never, 1), 0);
    EXPECT_EQ(recall(never, 1), 0);
    EXPECT_EQ(f1(never, 1), 0);
    EXPECT_EQ(f1(never), 1) << "a label that occurs nowhere is no part of the average";
    EXPECT_EQ(accuracy(Confusion(2)), 0);
}

TEST(Metrics, UnknownLabelsAreLeftOut) {
    EXPECT_EQ(Confusion(2, Indices{-1, 0, 7, 1}, Indices{0, 0, 0, 9}).total(), 1);
}

TEST(Metrics, WeightsCountLikeRepeatedExamples) {
    const std::vector<std::uint32_t> weights{2, 0, 1, 3, 1};
    const Confusion weighted(2, truth, predicted, weights);
    const Confusion repeated(2, Indices{1, 1, 1, 0, 0, 0, 0}, Indices{1, 1, 0, 1, 1, 1, 0});
    EXPECT_EQ(weighted.rows(), repeated.rows());
}

TEST(Metrics, AucByHand) {
    // Positives 0.8 and 0.4, negatives 0.6, 0.4 and 0.1: 0.8 wins 3; 0.4 loses, ties (½) and wins: 4.5 of 6 pairs.
    const std::vector<double> scores{0.8, 0.4, 0.6, 0.4, 0.1};
    const std::vector<std::uint8_t> positive{1, 1, 0, 0, 0};
    EXPECT_DOUBLE_EQ(RankedScores(scores, positive).auc(), 0.75);
    // Without the negative 0.4 and with 0.6 twice: 0.8 wins 3, 0.4 wins 1 of 3.
    EXPECT_DOUBLE_EQ(RankedScores(scores, positive).auc(std::vector<std::uint32_t>{1, 1, 2, 0, 1}), 4.0 / 6);
    EXPECT_TRUE(std::isnan(RankedScores(scores, std::vector<std::uint8_t>(5, 1)).auc()));
}

TEST(Metrics, AucInvariances) {
    base::Random random(3);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> scores(40), mapped(40), negated(40);
        std::vector<std::uint8_t> positive(40);
        for (std::size_t i = 0; i < scores.size(); ++i) {
            scores[i] = static_cast<double>(random.below(12)) / 12; // few values: many ties
            mapped[i] = std::exp(3 * scores[i]) - 7;
            negated[i] = -scores[i];
            positive[i] = i < 2 ? i == 0 : random.below(3) == 0;
        }
        const double value = RankedScores(scores, positive).auc();
        EXPECT_DOUBLE_EQ(RankedScores(mapped, positive).auc(), value) << "any rising map keeps the ranks";
        EXPECT_NEAR(RankedScores(negated, positive).auc(), 1 - value, 1e-12);
        for (auto& one : positive)
            one = !one;
        EXPECT_NEAR(RankedScores(scores, positive).auc(), 1 - value, 1e-12);
    }
    EXPECT_DOUBLE_EQ(RankedScores(std::vector<double>(6, 0.5), std::vector<std::uint8_t>{1, 0, 1, 0, 0, 1}).auc(), 0.5);
}

TEST(Metrics, CalibrationByHand) {
    // Bin (14/15, 1]: 0.95 and 1.0, one correct: |0.5 − 0.975| of 2. Bin (8/15, 9/15]: 0.55 and 0.6, both correct: |1 − 0.575| of 2.
    const std::vector<double> confidence{0.95, 1.0, 0.55, 0.6};
    const std::vector<std::uint8_t> correct{1, 0, 1, 1};
    const Calibration calibration(confidence, correct);
    EXPECT_NEAR(calibration.ece(), (2 * 0.475 + 2 * 0.425) / 4, 1e-12);
    EXPECT_EQ(calibration.bins()[8].count, 2) << "0.6 = 9/15 is the upper edge and belongs to the bin";
    EXPECT_NEAR(calibration.ece(std::vector<std::uint32_t>{0, 1, 0, 0}), 1, 1e-12);
}

TEST(Metrics, AgreeWithTheReference) {
    const auto known = reference();
    const std::size_t labels = known["labels"];
    const Indices t = known["truth"], p = known["predicted"];
    std::vector<double> probabilities, confidence;
    std::vector<std::uint8_t> correct;
    for (std::size_t i = 0; i < t.size(); ++i) {
        const std::vector<double> row = known["probabilities"][i];
        probabilities.insert(probabilities.end(), row.begin(), row.end());
        confidence.push_back(*std::max_element(row.begin(), row.end()));
        correct.push_back(t[i] == p[i]);
    }
    const Confusion confusion(labels, t, p);
    EXPECT_NEAR(accuracy(confusion), double(known["accuracy"]), 1e-12);
    for (std::int32_t k = 0; k < static_cast<std::int32_t>(labels); ++k) {
        EXPECT_NEAR(precision(confusion, k), double(known["per_label"][k][0]), 1e-12);
        EXPECT_NEAR(recall(confusion, k), double(known["per_label"][k][1]), 1e-12);
        EXPECT_NEAR(f1(confusion, k), double(known["per_label"][k][2]), 1e-12);
        EXPECT_NEAR(LabelAuc(labels, t, probabilities, k).auc(), double(known["auc"][k]), 1e-12);
    }
    EXPECT_NEAR(precision(confusion), double(known["macro"][0]), 1e-12);
    EXPECT_NEAR(recall(confusion), double(known["macro"][1]), 1e-12);
    EXPECT_NEAR(f1(confusion), double(known["macro"][2]), 1e-12);
    EXPECT_NEAR(LabelAuc(labels, t, probabilities).auc(), double(known["auc_macro"]), 1e-12);
    EXPECT_NEAR(Calibration(confidence, correct).ece(), double(known["ece"]), 1e-12);
}

} // namespace
} // namespace stillhouse::evaluate
