// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/quantize.h"
#include "core/quantize/input_statistics.h"

#include <cstdint>

namespace stillhouse::quantize {

struct Calibrated {
    InputStatistics statistics;
    std::int64_t tokens = 0;
};

/// Runs windows of request.calibration, 512 tokens each (or the model's context) and about `mostTokens` in all, through the folder's
/// model as it is stored. base::Failure, Cancelled included.
Calibrated calibrateInputs(const QuantizeRequest& request, std::int64_t mostTokens, RunControl& control);

} // namespace stillhouse::quantize
