// SPDX-License-Identifier: GPL-3.0-or-later
// What happens between the matrices, compiled for several instruction sets and chosen when the program is loaded.
#pragma once
#include <cstdint>

namespace stillhouse::infer {

/// Of one token: INT8 codes (blocks · 32, zero behind cols), the scale of each block of 32 and the sum of its codes; see Activations.
void quantizeToken(const float* x, std::int64_t cols, std::int8_t* codes, float* scales, std::int32_t* sums);

/// A block of one token or of four side by side: what the AVX2 kernels read, at one address with fixed distances.
/// With p the sums of the codes at k%4 < 2 in the low half of an int32 and at k%4 ≥ 2 in the high half, 16-bit sums of products of
/// unsigned levels that begin with −8·p (of nibbles) or −64·p (of 7-bit levels) are those of the signed levels.
template <int Tokens> struct TokenTile {
    std::int32_t codes[8][Tokens];  ///< [k/4][token]: four codes each
    std::int32_t octets[4][Tokens]; ///< [k/8][token]: −64·p of eight codes
    std::int32_t nibbles[Tokens];   ///< −8·p of the block
    float scales[Tokens];
};

/// A tile per block, of one token or of token 0 … 3 of four.
void arrangeToken(const std::int8_t* codes, const float* scales, std::int64_t blocks, TokenTile<1>* tiles);
void arrangeToken(const std::int8_t* codes, const float* scales, std::int64_t blocks, int token, TokenTile<4>* tiles);

/// out = x / √(mean(x²) + ε) · weight over one row. `out` may be `x`.
void rmsNormRow(const float* x, const float* weight, std::int64_t width, double eps, float* out);

/// gate ← gate · σ(gate) · up.
void swiglu(float* gate, const float* up, std::int64_t count);

/// scores ← exp(scores − max); returns their sum. exp is a polynomial with a relative error below 2e-7.
float exponentials(float* scores, std::int64_t count);

} // namespace stillhouse::infer
