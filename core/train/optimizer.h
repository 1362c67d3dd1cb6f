// SPDX-License-Identifier: GPL-3.0-or-later
// AdamW (Loshchilov & Hutter 2019) in one pass over all parameters: norm of the gradient, clipping, moments, decay and update.
//   g ← g·min(1, clip/(‖g‖₂ + 1e−6)) over all parameters together
//   m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  w ← (1 − η·decay)·w
//   AfterCorrection:  w ← w − η · (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε)      (PyTorch)
//   BeforeCorrection: w ← w − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε)          (Kingma & Ba 2015 §2; the code of InstructGPT's line of work)
// t counts the steps of each parameter by itself, so one that was frozen starts like a new one. Parameters without requires_grad or
// without a gradient are left alone. The same bits for every thread count. One thread at a time.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::model {
class Decoder;
}

namespace stillhouse::train {

enum class EpsilonPlacement { AfterCorrection, BeforeCorrection };

struct AdamOptions {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double weightDecay = 0.01; ///< matrices only: vectors (norms, biases) are never decayed
    double clip = 0;           ///< largest global norm of the gradient; 0: none
    EpsilonPlacement placement = EpsilonPlacement::AfterCorrection;
};

/// Parameters that share a scale of the learning rate.
struct AdamGroup {
    std::vector<std::pair<std::string, torch::Tensor>> parameters; ///< names are the keys of the state
    double rateScale = 1;
    bool frozen = false;
    bool decays = true; ///< false: no decay even for matrices
};

class AdamW {
public:
    /// All parameters of the decoder in one group. The decoder's tensors must stay the same ones.
    explicit AdamW(const model::Decoder& decoder, const AdamOptions& options = {});
    explicit AdamW(std::vector<AdamGroup> groups, const AdamOptions& options = {});

    void zeroGrad();
    /// One update with learning rate `rate`. Returns ‖g‖₂ before clipping; when that is not finite, nothing was changed.
    double step(double rate);

    /// "<name>.m" and "<name>.v" in float32 for every parameter, and "steps" (int64, one per parameter): the tensors themselves, for
    /// writing a checkpoint and for copying one back in place.
    std::vector<std::pair<std::string, torch::Tensor>> state() const;
    std::int64_t steps() const { return steps_; } ///< calls of step() that changed something
    void setSteps(std::int64_t steps) { steps_ = steps; }

    std::size_t groupCount() const { return groups_.size(); }
    void setFrozen(std::size_t group, bool frozen) { groups_.at(group).frozen = frozen; }
    void setRateScale(std::size_t group, double scale) { groups_.at(group).rateScale = scale; }
    void setOptions(const AdamOptions& options) { options_ = options; }

private:
    struct Slot {
        std::string name;
        torch::Tensor weight, m, v;
        std::size_t group;
    };
    struct Work;
    std::vector<Work> collect(double rate) const;

    std::vector<AdamGroup> groups_;
    AdamOptions options_;
    std::vector<Slot> slots_;
    torch::Tensor slotSteps_;
    std::int64_t steps_ = 0;
};

} // namespace stillhouse::train
