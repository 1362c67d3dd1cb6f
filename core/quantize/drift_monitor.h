// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/quantize.h"
#include "core/quantize/activation_sketch.h"

#include <span>

namespace stillhouse::quantize {

/// Watches one matrix's inputs against what calibration saw. Each batch's p99.9 moves a running one (weight 1/8 a batch, the first in
/// full); the clipping threshold follows in proportion, so it widens and narrows with the distribution. Drifted: the running p99.9 has
/// left 0.8 … 1.25 times the calibrated one.
class DriftMonitor {
public:
    explicit DriftMonitor(ActivationRange calibrated) : calibrated_(std::move(calibrated)) {}
    void add(std::span<const float> inputs);
    DriftRow row() const;

private:
    ActivationRange calibrated_;
    double now_ = -1;
};

} // namespace stillhouse::quantize
