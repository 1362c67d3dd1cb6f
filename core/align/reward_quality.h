// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/align/preference_pairs.h"
#include "core/align/reward_model.h"

namespace stillhouse::align {

/// How well a reward model tells the better of two answers, on pairs that it was not trained on.
struct RewardQuality {
    std::int64_t pairs = 0;
    Interval accuracy;       ///< share of pairs whose chosen answer scores higher; a tie counts half
    Interval lengthAccuracy; ///< of "the longer answer is better": what length alone explains; ties count half
    double coin = 0.5;
    double calibrationError = 0; ///< expected calibration error of σ(r_chosen − r_rejected), 10 bins
    struct Bin {
        double count = 0, confidence = 0, accuracy = 0;
    };
    std::vector<Bin> bins;                               ///< of the confidence, from 0 to 1 in equal steps
    double chosenMean = 0, rejectedMean = 0, spread = 0; ///< rewards; spread: standard deviation over both
    double loss = 0;                                     ///< mean −log σ(r_chosen − r_rejected)
};

/// From the scores of chosen and rejected answers (n), and their lengths in tokens. Intervals: percentile bootstrap over pairs, 1,000
/// resamples. Calibration (Guo 2017): each pair counts once, with the confidence max(p, 1 − p), p = σ(r_chosen − r_rejected), of the
/// answer that the model prefers.
RewardQuality rewardQuality(const torch::Tensor& chosen, const torch::Tensor& rejected, const std::vector<EncodedPair>& pairs,
                            std::uint64_t seed = 1);

/// The same for a model.
RewardQuality rewardQuality(const RewardModel& model, const std::vector<EncodedPair>& pairs, std::uint64_t seed = 1);

/// As an event's JSON:
/// {"pairs","accuracy","low","high","length_accuracy","length_low","length_high","coin","ece","loss","chosen","rejected","spread","bins":[{"low","high","count",
/// "confidence","accuracy"}]}.
std::string qualityJson(const RewardQuality& quality);

} // namespace stillhouse::align
