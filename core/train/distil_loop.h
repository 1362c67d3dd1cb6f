// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/objective.h"
#include "core/model/hooks.h"

#include <functional>

namespace stillhouse::train {

/// A term that a stage adds to A1's loss.
struct ExtraTerm {
    torch::Tensor value; ///< scalar with gradient, already weighted; undefined: nothing this time
    std::vector<std::pair<std::string, double>> metrics;
};

struct Extra {
    std::string name; ///< of the term in the metrics: "attention" gives "loss.attention" and "share.attention"
    /// What the student's forward pass must capture.
    std::function<void(model::Hooks&)> request;
    /// The term of one batch, from what the pass captured and the hidden states (R,d) at the scored positions.
    std::function<ExtraTerm(std::int64_t step, const Batch&, const model::Hooks&, const torch::Tensor& hidden)> term;
    double softWeight = 1; ///< factor on A1's loss beside the term
    /// Which parameters learn; all when empty.
    std::function<void(model::Decoder&)> freeze;
};

/// A whole stage: examples, teachers, steps, validation, checkpoints. Without `extra` it is stage A1. Every `kShareEvery` steps the
/// gradients of A1's loss and of the term are taken apart to report share.<name>, the term's part of the norm over all trained
/// parameters: ‖g_term‖ / (‖g_term‖ + ‖g_A1‖).
inline constexpr std::int64_t kShareEvery = 10;
StageOutcome distil(StageContext& context, const SoftTargetOptions& options, const Extra* extra = nullptr);

} // namespace stillhouse::train
