// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/hooks.h"
#include "core/train/lora.h"
#include "core/train/objective.h"

#include <functional>
#include <span>

namespace stillhouse::train {

/// A term that a stage adds to A1's loss.
struct ExtraTerm {
    torch::Tensor value; ///< scalar with gradient, without the term's weight; undefined: nothing this time
    std::vector<std::pair<std::string, double>> metrics;
};

struct Extra {
    std::string name;      ///< of the term in the metrics: "attention" gives "loss.attention" (without its weight) and "share.attention"
    double weight = 1;     ///< factor on the term
    double softWeight = 1; ///< factor on A1's loss beside it
    /// Above 0: the weight follows the gradients so that the term's share of their norm becomes this; "weight.<name>" reports it.
    double balanceTo = 0;
    /// Once, with the encoded examples, before the first step and before a checkpoint is read.
    std::function<void(std::span<const evaluate::EncodedExample>)> start;
    /// What the student's forward pass must capture.
    std::function<void(model::Hooks&)> request;
    /// The term of one batch, from what the pass captured and the hidden states (R,d) at the scored positions.
    std::function<ExtraTerm(std::int64_t step, const Batch&, const model::Hooks&, const torch::Tensor& hidden)> term;
    /// Which parameters learn; all when empty.
    std::function<void(model::Decoder&)> freeze;
    /// State of the term that a checkpoint must carry.
    std::function<void(Checkpoint&)> save;
    std::function<void(const Checkpoint&)> load;
};

/// A whole stage: examples, teachers, steps, on-policy batches, validation, checkpoints. Without `extra` it is stage A1; with `adapter`,
/// which must be attached to the student, that learns and the student's weights stay. Every
/// `kShareEvery` steps the gradients of A1's loss and of the term are taken apart to report share.<name>, the term's part of the norm
/// over all trained parameters: ‖g_term‖ / (‖g_term‖ + ‖g_A1‖), both with their weights.
inline constexpr std::int64_t kShareEvery = 10;
StageOutcome distil(StageContext& context, const SoftTargetOptions& options, const Extra* extra = nullptr, LoraAdapter* adapter = nullptr);

/// The steps and the extra work of A1's part, which every stage with a teacher has.
StageLoad softTargetLoad(const SoftTargetOptions& options, const std::string& preset, std::int64_t examples);

/// The weight after one look at the gradients' shares: w ← w·(wanted/w)^0.3 with the `wanted` that would have made the share `target`; it
/// stays within 1/1000 … 1000. Shares of 0 or 1 say nothing and change nothing.
double balancedWeight(double weight, double share, double target);

} // namespace stillhouse::train
