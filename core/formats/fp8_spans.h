// SPDX-License-Identifier: GPL-3.0-or-later
// Many values at once between binary32 and FP8: bit for bit what core/formats/fp8.h gives one by one, in loops that vectorise.
#pragma once
#include "core/formats/fp8.h"

#include <cstddef>
#include <span>

namespace stillhouse::formats {

/// codes[i] = floatToFp8(values[i] · factor). `codes` holds values.size().
void encodeFp8(std::span<const float> values, float factor, Fp8 format, Overflow overflow, std::uint8_t* codes);

/// values[i] = fp8ToFloat(codes[i]) · factor. `values` holds codes.size().
void decodeFp8(std::span<const std::uint8_t> codes, float factor, Fp8 format, float* values);

/// values[i] ← fp8ToFloat(floatToFp8(values[i] · factor)) / factor, saturating: what passing through FP8 leaves. `factor` > 0.
void roundThroughFp8(std::span<float> values, float factor, Fp8 format);

/// max |x|, not counting NaNs and infinities; 0 of nothing.
float largestMagnitude(std::span<const float> values);

} // namespace stillhouse::formats
