// SPDX-License-Identifier: GPL-3.0-or-later
// Classification metrics from their definitions. Every metric takes how often each example counts, so that a bootstrap resample is
// a vector of counts and nothing is copied or sorted again. No torch; any thread.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::evaluate {

/// How often each example counts. Empty: once each.
using Weights = std::span<const std::uint32_t>;

/// Counts by [truth][predicted]. Indices outside 0 … labels−1 are left out.
class Confusion {
public:
    explicit Confusion(std::size_t labels) : labels_(labels), cells_(labels * labels) {}
    Confusion(std::size_t labels, std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted, Weights weights = {});

    std::size_t labels() const { return labels_; }
    std::int64_t at(std::size_t truth, std::size_t predicted) const { return cells_[truth * labels_ + predicted]; }
    void add(std::size_t truth, std::size_t predicted, std::int64_t count = 1) { cells_[truth * labels_ + predicted] += count; }
    std::int64_t truthCount(std::size_t label) const;
    std::int64_t predictedCount(std::size_t label) const;
    std::int64_t total() const;
    std::vector<std::vector<std::int64_t>> rows() const;

private:
    std::size_t labels_;
    std::vector<std::int64_t> cells_;
};

/// Share of correct predictions; 0 for no examples.
double accuracy(const Confusion& confusion);

/// Averages over all labels that occur as truth or prediction (macro).
inline constexpr std::int32_t macro = -1;

/// TP/(TP+FP) of the label `positive`, or the macro average. A ratio of nothing is 0, as scikit-learn has it.
double precision(const Confusion& confusion, std::int32_t positive = macro);
/// TP/(TP+FN).
double recall(const Confusion& confusion, std::int32_t positive = macro);
/// 2TP/(2TP+FP+FN). Macro: the mean of the labels' F1, not the F1 of the means.
double f1(const Confusion& confusion, std::int32_t positive = macro);

/// Area under the ROC curve: the probability that a positive example scores above a negative one, ties half (Mann–Whitney U/(P·N)).
/// Sorts once; each resample is one pass.
class RankedScores {
public:
    RankedScores(std::span<const double> scores, std::span<const std::uint8_t> positive);
    /// NaN when only one class has weight.
    double auc(Weights weights = {}) const;

private:
    std::vector<std::uint32_t> order_;   ///< by score, ascending
    std::vector<std::uint8_t> last_;     ///< 1 at the end of a group of ties
    std::vector<std::uint8_t> positive_; ///< in order of score
};

/// AUC of one label against the rest, or the mean over all labels for which it exists (macro one-vs-rest).
class LabelAuc {
public:
    /// probabilities: row by row, `labels` for each example.
    LabelAuc(std::size_t labels, std::span<const std::int32_t> truth, std::span<const double> probabilities, std::int32_t positive = macro);
    double auc(Weights weights = {}) const; ///< NaN where no label has both classes

private:
    std::vector<RankedScores> labels_;
};

struct CalibrationBin {
    double count = 0, confidence = 0, accuracy = 0; ///< means of the bin; 0 when empty
};

/// Expected calibration error (Guo 2017): Σ_b n_b/n · |accuracy_b − confidence_b| over equal bins (i/B, (i+1)/B] of the confidence,
/// which is the probability of the predicted label.
class Calibration {
public:
    Calibration(std::span<const double> confidence, std::span<const std::uint8_t> correct, std::size_t bins = 15);
    double ece(Weights weights = {}) const;
    std::vector<CalibrationBin> bins(Weights weights = {}) const;

private:
    std::size_t count_;
    std::vector<double> confidence_;
    std::vector<std::uint8_t> correct_;
    std::vector<std::uint32_t> bin_;
};

} // namespace stillhouse::evaluate
