// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stillhouse::train {

double learningRate(const std::string& shape, double peak, double floor, std::int64_t warmup, std::int64_t step, std::int64_t steps) {
    if (step < warmup)
        return peak * double(step + 1) / double(warmup);
    const double t = std::clamp(double(step - warmup) / double(std::max<std::int64_t>(1, steps - warmup)), 0.0, 1.0);
    if (shape == "linear")
        return peak * (1 - (1 - floor) * t);
    if (shape == "cosine")
        return peak * (floor + (1 - floor) * (1 + std::cos(std::numbers::pi * t)) / 2);
    return peak;
}

} // namespace stillhouse::train
