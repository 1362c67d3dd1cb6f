// SPDX-License-Identifier: GPL-3.0-or-later
// What happens between the matrices, compiled for several instruction sets and chosen when the program is loaded.
#pragma once
#include <cstdint>

namespace stillhouse::infer {

/// Of one token: INT8 codes (blocks · 32, zero behind cols), the scale of each block of 32 and the sum of its codes; see Activations.
void quantizeToken(const float* x, std::int64_t cols, std::int8_t* codes, float* scales, std::int32_t* sums);

/// out = x / √(mean(x²) + ε) · weight over one row. `out` may be `x`.
void rmsNormRow(const float* x, const float* weight, std::int64_t width, double eps, float* out);

/// gate ← gate · σ(gate) · up.
void swiglu(float* gate, const float* up, std::int64_t count);

/// scores ← exp(scores − max); returns their sum. exp is a polynomial with a relative error below 2e-7.
float exponentials(float* scores, std::int64_t count);

} // namespace stillhouse::infer
