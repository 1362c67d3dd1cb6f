// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>

namespace stillhouse::train {

/// Learning rate at `step` of `steps`: linear warm-up over `warmup` steps, then "constant", "linear" to `floor`·peak or "cosine" to it.
double learningRate(const std::string& shape, double peak, double floor, std::int64_t warmup, std::int64_t step, std::int64_t steps);

} // namespace stillhouse::train
