// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/reward_quality.h"

#include "core/evaluate/metrics.h"
#include "core/evaluate/task_eval.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace stillhouse::align {

namespace {

constexpr std::size_t binCount = 10;

double half(double first, double second) {
    return first > second ? 1 : first < second ? 0 : 0.5;
}

void calibrate(RewardQuality& out, const double* chosen, const double* rejected, std::size_t pairs) {
    std::vector<double> confidence;
    std::vector<std::uint8_t> correct;
    for (std::size_t i = 0; i < pairs; ++i) {
        const double p = 1 / (1 + std::exp(rejected[i] - chosen[i]));
        confidence.push_back(std::max(p, 1 - p));
        correct.push_back(p > 0.5);
        out.loss += std::log1p(std::exp(-std::abs(chosen[i] - rejected[i]))) + std::max(0.0, rejected[i] - chosen[i]);
    }
    out.loss /= double(pairs);
    const evaluate::Calibration calibration(confidence, correct, binCount);
    out.calibrationError = calibration.ece();
    for (const auto& bin : calibration.bins())
        out.bins.push_back({bin.count, bin.confidence, bin.accuracy});
}

} // namespace

RewardQuality rewardQuality(const torch::Tensor& chosenScores, const torch::Tensor& rejectedScores, const std::vector<EncodedPair>& pairs,
                            std::uint64_t seed) {
    RewardQuality out;
    out.pairs = std::int64_t(pairs.size());
    if (pairs.empty())
        return out;
    const auto chosen = chosenScores.to(torch::kFloat64).contiguous(), rejected = rejectedScores.to(torch::kFloat64).contiguous();
    const auto *c = chosen.data_ptr<double>(), *r = rejected.data_ptr<double>();
    std::vector<double> right, longer;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        right.push_back(half(c[i], r[i]));
        longer.push_back(half(double(pairs[i].chosen.size()), double(pairs[i].rejected.size())));
    }
    evaluate::BootstrapOptions bootstrap;
    bootstrap.seed = seed;
    out.accuracy = native::bootstrapMean(right, bootstrap);
    out.lengthAccuracy = native::bootstrapMean(longer, bootstrap);
    calibrate(out, c, r, pairs.size());
    out.chosenMean = chosen.mean().item<double>();
    out.rejectedMean = rejected.mean().item<double>();
    const auto all = torch::cat({chosen, rejected});
    out.spread = std::sqrt((all - all.mean()).square().mean().item<double>());
    return out;
}

RewardQuality rewardQuality(const RewardModel& model, const std::vector<EncodedPair>& pairs, std::uint64_t seed) {
    std::vector<std::vector<std::int32_t>> chosen, rejected;
    for (const auto& pair : pairs) {
        chosen.push_back(pair.chosen);
        rejected.push_back(pair.rejected);
    }
    return rewardQuality(scoreAll(model, chosen), scoreAll(model, rejected), pairs, seed);
}

std::string qualityJson(const RewardQuality& q) {
    nlohmann::json bins = nlohmann::json::array();
    for (std::size_t b = 0; b < q.bins.size(); ++b)
        bins.push_back({{"low", double(b) / double(q.bins.size())},
                        {"high", double(b + 1) / double(q.bins.size())},
                        {"count", q.bins[b].count},
                        {"confidence", q.bins[b].confidence},
                        {"accuracy", q.bins[b].accuracy}});
    return nlohmann::json{{"pairs", q.pairs},
                          {"accuracy", q.accuracy.value},
                          {"low", q.accuracy.low},
                          {"high", q.accuracy.high},
                          {"length_accuracy", q.lengthAccuracy.value},
                          {"length_low", q.lengthAccuracy.low},
                          {"length_high", q.lengthAccuracy.high},
                          {"coin", q.coin},
                          {"ece", q.calibrationError},
                          {"loss", q.loss},
                          {"chosen", q.chosenMean},
                          {"rejected", q.rejectedMean},
                          {"spread", q.spread},
                          {"bins", bins}}
        .dump();
}

} // namespace stillhouse::align
