// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schedule/temperature_options.h"
#include "core/train/loop_options.h"
#include "core/train/vocab_loss.h"

namespace stillhouse::distill {

/// Stage A1: L = α·τ²·D(softmax(z_T/τ), softmax(z_S/τ)) + (1−α)·CE(y, z_S), averaged over the scored positions (Hinton 2015).
struct SoftTargetOptions : train::LoopOptions {
    double alpha = 0.7;
    std::string divergence = "forward_kl";
    double beta = 0.5;
    bool cacheTeacher = true;
    std::int64_t cacheTopK = 128;
    bool balance = false;
    OptionMap temperature;
};

const base::Fields<SoftTargetOptions>& softTargetFields();
train::Divergence divergenceFrom(const std::string& name);

/// Automatic balancing: what the distillation term is multiplied with so that its share of the gradient norm becomes α. `ce` and
/// `distill` are the norms of the weighted terms; the factor follows their ratio with a moving average and stays in [0.1, 1000].
struct LossBalance {
    double factor = 1;
    void observe(double ce, double distill, double alpha);
};

} // namespace stillhouse::distill
