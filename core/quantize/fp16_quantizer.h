// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/quantize/quantizer.h"

namespace stillhouse::quantize {

/// "quantize.fp16", strategy B: matrices in binary16, read so by the kernels (native); weights rounded through another format and
/// activations in FP8 are simulated, and QuantizeResult::native then is false. The largest weight must fit binary16. `resume` has
/// nothing to take over: the work is one pass over the file.
Quantizer fp16Quantizer();

} // namespace stillhouse::quantize
