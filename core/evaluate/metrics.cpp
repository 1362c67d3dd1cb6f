// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stillhouse::evaluate {
namespace {

std::int64_t weightOf(Weights weights, std::size_t index) {
    return weights.empty() ? 1 : weights[index];
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

/// `metric` of one label, or its mean over the labels that occur.
template <class F> double overLabels(const Confusion& confusion, std::int32_t positive, F metric) {
    if (positive >= 0)
        return static_cast<std::size_t>(positive) < confusion.labels() ? metric(static_cast<std::size_t>(positive)) : 0;
    double sum = 0;
    int present = 0;
    for (std::size_t label = 0; label < confusion.labels(); ++label) {
        if (confusion.truthCount(label) + confusion.predictedCount(label) == 0)
            continue;
        sum += metric(label);
        ++present;
    }
    return ratio(sum, present);
}

} // namespace

Confusion::Confusion(std::size_t labels, std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted, Weights weights)
    : Confusion(labels) {
    for (std::size_t i = 0; i < std::min(truth.size(), predicted.size()); ++i) {
        // Unsigned comparison also turns away negative indices.
        const auto t = static_cast<std::uint32_t>(truth[i]), p = static_cast<std::uint32_t>(predicted[i]);
        if (t < labels && p < labels)
            add(t, p, weightOf(weights, i));
    }
}

std::int64_t Confusion::truthCount(std::size_t label) const {
    const auto row = cells_.begin() + static_cast<std::ptrdiff_t>(label * labels_);
    return std::accumulate(row, row + static_cast<std::ptrdiff_t>(labels_), std::int64_t{0});
}

std::int64_t Confusion::predictedCount(std::size_t label) const {
    std::int64_t sum = 0;
    for (std::size_t truth = 0; truth < labels_; ++truth)
        sum += at(truth, label);
    return sum;
}

std::int64_t Confusion::total() const {
    return std::accumulate(cells_.begin(), cells_.end(), std::int64_t{0});
}

std::vector<std::vector<std::int64_t>> Confusion::rows() const {
    std::vector<std::vector<std::int64_t>> out(labels_);
    for (std::size_t truth = 0; truth < labels_; ++truth)
        out[truth].assign(cells_.begin() + static_cast<std::ptrdiff_t>(truth * labels_),
                          cells_.begin() + static_cast<std::ptrdiff_t>((truth + 1) * labels_));
    return out;
}

double accuracy(const Confusion& confusion) {
    std::int64_t correct = 0;
    for (std::size_t label = 0; label < confusion.labels(); ++label)
        correct += confusion.at(label, label);
    return ratio(static_cast<double>(correct), static_cast<double>(confusion.total()));
}

double precision(const Confusion& confusion, std::int32_t positive) {
    return overLabels(confusion, positive, [&](std::size_t label) {
        return ratio(static_cast<double>(confusion.at(label, label)), static_cast<double>(confusion.predictedCount(label)));
    });
}

double recall(const Confusion& confusion, std::int32_t positive) {
    return overLabels(confusion, positive, [&](std::size_t label) {
        return ratio(static_cast<double>(confusion.at(label, label)), static_cast<double>(confusion.truthCount(label)));
    });
}

double f1(const Confusion& confusion, std::int32_t positive) {
    return overLabels(confusion, positive, [&](std::size_t label) {
        return ratio(2 * static_cast<double>(confusion.at(label, label)),
                     static_cast<double>(confusion.truthCount(label) + confusion.predictedCount(label)));
    });
}

RankedScores::RankedScores(std::span<const double> scores, std::span<const std::uint8_t> positive)
    : order_(scores.size()), last_(scores.size(), 1), positive_(scores.size()) {
    std::iota(order_.begin(), order_.end(), 0u);
    std::sort(order_.begin(), order_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return scores[a] < scores[b] || (scores[a] == scores[b] && a < b); });
    for (std::size_t i = 0; i < order_.size(); ++i) {
        positive_[i] = positive[order_[i]] != 0;
        last_[i] = i + 1 == order_.size() || scores[order_[i]] != scores[order_[i + 1]];
    }
}

double RankedScores::auc(Weights weights) const {
    double below = 0;                          // negatives with a lower score
    double tiedPositive = 0, tiedNegative = 0; // of the group of ties being read
    double wins = 0, positives = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
        const auto weight = static_cast<double>(weightOf(weights, order_[i]));
        (positive_[i] ? tiedPositive : tiedNegative) += weight;
        if (!last_[i])
            continue;
        wins += tiedPositive * (below + tiedNegative / 2);
        below += tiedNegative;
        positives += tiedPositive;
        tiedPositive = tiedNegative = 0;
    }
    return positives > 0 && below > 0 ? wins / (positives * below) : std::numeric_limits<double>::quiet_NaN();
}

LabelAuc::LabelAuc(std::size_t labels, std::span<const std::int32_t> truth, std::span<const double> probabilities, std::int32_t positive) {
    std::vector<double> scores(truth.size());
    std::vector<std::uint8_t> isLabel(truth.size());
    for (std::size_t label = 0; label < labels; ++label) {
        if (positive >= 0 && label != static_cast<std::size_t>(positive))
            continue;
        for (std::size_t i = 0; i < truth.size(); ++i) {
            scores[i] = probabilities[i * labels + label];
            isLabel[i] = truth[i] == static_cast<std::int32_t>(label);
        }
        labels_.emplace_back(scores, isLabel);
    }
}

double LabelAuc::auc(Weights weights) const {
    double sum = 0;
    int defined = 0;
    for (const RankedScores& label : labels_) {
        const double value = label.auc(weights);
        if (std::isnan(value))
            continue;
        sum += value;
        ++defined;
    }
    return defined > 0 ? sum / defined : std::numeric_limits<double>::quiet_NaN();
}

Calibration::Calibration(std::span<const double> confidence, std::span<const std::uint8_t> correct, std::size_t bins)
    : count_(std::max<std::size_t>(bins, 1)), confidence_(confidence.begin(), confidence.end()), correct_(correct.begin(), correct.end()),
      bin_(confidence.size()) {
    for (std::size_t i = 0; i < confidence.size(); ++i) {
        const double place = std::ceil(confidence[i] * static_cast<double>(count_)) - 1; // upper edges belong to their bin
        bin_[i] = static_cast<std::uint32_t>(std::clamp(place, 0.0, static_cast<double>(count_ - 1)));
    }
}

std::vector<CalibrationBin> Calibration::bins(Weights weights) const {
    std::vector<CalibrationBin> out(count_);
    for (std::size_t i = 0; i < bin_.size(); ++i) {
        const auto weight = static_cast<double>(weightOf(weights, i));
        CalibrationBin& bin = out[bin_[i]];
        bin.count += weight;
        bin.confidence += weight * confidence_[i];
        bin.accuracy += weight * correct_[i];
    }
    for (CalibrationBin& bin : out) {
        bin.confidence = ratio(bin.confidence, bin.count);
        bin.accuracy = ratio(bin.accuracy, bin.count);
    }
    return out;
}

double Calibration::ece(Weights weights) const {
    double gaps = 0, total = 0;
    for (const CalibrationBin& bin : bins(weights)) {
        gaps += bin.count * std::abs(bin.accuracy - bin.confidence);
        total += bin.count;
    }
    return ratio(gaps, total);
}

} // namespace stillhouse::evaluate
