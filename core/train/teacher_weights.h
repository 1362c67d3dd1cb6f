// SPDX-License-Identifier: GPL-3.0-or-later
// How much each teacher counts for an example. Pure functions over the teachers that speak for it: each returns shares whose sum is 1,
// and a prior (the weights of the document) of which one at least is above 0 multiplies every rule.
#pragma once
#include "core/train/vocab_loss.h"

#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::train {

using Shares = std::vector<double>;

enum class TeacherWeighting { Fixed, Confidence, Correctness, Learned };

/// What a teacher thinks of one example, at τ = 1.
struct Opinion {
    double entropy = 0;     ///< nats: mean over the scored positions, or of its distribution over the labels
    double probability = 0; ///< of the truth: the label's, or the geometric mean over the answer's tokens; NaN where the truth is not known
};

/// A teacher that is sure of a wrong answer must not vanish for ever, nor may all be at zero.
inline constexpr double kCorrectnessFloor = 0.01;

/// w_k ∝ prior_k.
Shares fixedShares(std::span<const double> prior);
/// w_k ∝ prior_k · e^(−H_k): softmax over the negative entropies.
Shares confidenceShares(std::span<const double> prior, std::span<const Opinion> opinions);
/// w_k ∝ prior_k · max(p_k(truth), 0.01); the prior alone where the truth is unknown to any of them.
Shares correctnessShares(std::span<const double> prior, std::span<const Opinion> opinions);

/// Weights that learn which mixture explains the labels: stacking of predictive distributions (Yao, Vehtari, Simpson & Gelman 2018).
/// w = softmax(log prior + θ) over those that speak; θ ascends log Σ_k w_k p_k(truth), whose gradient is r_k − w_k with the
/// responsibilities r_k = w_k p_k / Σ_j w_j p_j. A student that learns from the mixture is pulled toward what explains the labels best.
class StackedWeights {
public:
    explicit StackedWeights(std::size_t teachers) : theta_(teachers, 0.0) {}
    /// `who`: the teachers that speak, as indices below `teachers`.
    Shares shares(std::span<const double> prior, std::span<const std::size_t> who) const;
    /// Gathers one example's gradient; unknown truths are left out.
    void observe(std::span<const std::size_t> who, const Shares& shares, std::span<const Opinion> opinions);
    /// One step of the learning rate along the mean gradient of what was gathered since the last one.
    void step(double rate);
    std::vector<double>& theta() { return theta_; }
    const std::vector<double>& theta() const { return theta_; }

private:
    std::vector<double> theta_, gradient_;
    std::int64_t observed_ = 0;
};

/// Entropy of each row, and the log-probability of its target, at τ = 1; over `vocab` ids, in the teacher's form (vocab_loss.h). (R) F64 each.
struct RowOpinions {
    torch::Tensor entropy, logProb;
};
RowOpinions rowOpinions(const VocabTeacher& teacher, const torch::Tensor& targets, std::int64_t vocab);

/// Per example of a batch: mean entropy and e^(mean log-probability) over its rows. `rowOffsets` as in Batch.
std::vector<Opinion> opinionsOf(const RowOpinions& rows, const std::vector<std::int64_t>& rowOffsets);

} // namespace stillhouse::train
