// SPDX-License-Identifier: GPL-3.0-or-later
// A way to make a packed model: what it says about itself, and its work. A further one is a file beside this and a line in
// quantizers.cpp.
#pragma once
#include "core/api/quantize.h"

#include <functional>
#include <string>
#include <vector>

namespace stillhouse::quantize {

struct Quantizer {
    MethodSpec spec; ///< kind Quantizer
    /// Quantizes request.model into request.out and says what became of it, without `seconds`. Errors are base::Failure; on Cancelled and
    /// on errors `out` is as it was before. Reports Progress per tensor and looks at control.stopRequested() at least once a second.
    std::function<QuantizeResult(const QuantizeRequest& request, RunControl& control)> run;
    /// Parses the options and throws what is wrong with them (key: where.option).
    std::function<void(const OptionMap& options, const std::string& where)> check;
};

/// In the order of the screen.
const std::vector<Quantizer>& quantizerList();

} // namespace stillhouse::quantize
