// SPDX-License-Identifier: GPL-3.0-or-later
// What weights lose when they are packed, and in strategy B's formats.
#pragma once
#include "core/api/quantize.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::infer {
struct PackedMatrix;
}

namespace stillhouse::quantize {

/// ‖W − Ŵ‖² / ‖W‖² of weights (rows, cols) and what they were packed into; 0 of weights that are all 0.
double packedError(std::span<const float> weights, const infer::PackedMatrix& packed);

/// "f16", "fp8-e4m3", "fp8-e5m2" (a factor per row, from its largest magnitude) and every block format, blocks along the input.
const std::vector<std::string>& weightFormatNames();
/// Bits per weight in the format itself, scales included (of an FP8 row: an F32 factor per `cols` weights).
double weightFormatBits(const std::string& format, std::int64_t cols);

/// One row ← what the format leaves of it. base::Failure at "weights" for an unknown name.
std::function<void(std::span<float>)> weightRounding(const std::string& format);

/// ‖W − Ŵ‖² / ‖W‖² and bits of every such format on weights (rows, cols): rows of bitsErrorCurve. `check` is called between formats and
/// may throw. 0 of weights that are all 0.
std::vector<BitsError> formatErrors(std::span<const float> weights, std::int64_t cols, const std::function<void()>& check = {});

} // namespace stillhouse::quantize
