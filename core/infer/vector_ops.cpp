// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/vector_ops.h"

#include <algorithm>
#include <cmath>

// Nothing of the library inside the loops: its inline functions are compiled under other options and would stay calls.
#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif

namespace stillhouse::infer {

namespace {

// e^x = 2^n · e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2, e^r by its Taylor polynomial of degree 7. Adding 1.5·2^23 leaves n in the
// low bits. Below −87 the result is as good as 0, above 88 it would overflow.
__attribute__((always_inline)) inline float exponential(float x) {
    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    const float shifted = x * 1.44269504f + 12582912.0f;
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693145752f) - n * 1.42860677e-6f;
    const float p =
        1 + r * (1 + r * (0.5f +
                          r * (1.66666667e-1f + r * (4.16666667e-2f + r * (8.33333333e-3f + r * (1.38888889e-3f + r * 1.98412698e-4f))))));
    return p * __builtin_bit_cast(float, (__builtin_bit_cast(std::int32_t, shifted) + 127) << 23);
}

template <int Tokens>
__attribute__((always_inline)) inline void arrange(const std::int8_t* codes, const float* scales, std::int64_t blocks, int token,
                                                   TokenTile<Tokens>* tiles) {
    const auto halves = [](std::int32_t low, std::int32_t high) {
        return std::int32_t((std::uint32_t(low) & 0xffff) | std::uint32_t(high) << 16);
    };
    for (std::int64_t b = 0; b < blocks; ++b) {
        auto& tile = tiles[b];
        std::int32_t low = 0, high = 0;
        for (int i = 0; i < 4; ++i, codes += 8) {
            const std::int32_t first = codes[0] + codes[1] + codes[4] + codes[5], second = codes[2] + codes[3] + codes[6] + codes[7];
            __builtin_memcpy(&tile.codes[i * 2][token], codes, 4);
            __builtin_memcpy(&tile.codes[i * 2 + 1][token], codes + 4, 4);
            tile.octets[i][token] = halves(-64 * first, -64 * second);
            low += first;
            high += second;
        }
        tile.nibbles[token] = halves(-8 * low, -8 * high);
        tile.scales[token] = scales[b];
    }
}

} // namespace

SH_CLONES void arrangeToken(const std::int8_t* codes, const float* scales, std::int64_t blocks, TokenTile<1>* tiles) {
    arrange(codes, scales, blocks, 0, tiles);
}
SH_CLONES void arrangeToken(const std::int8_t* codes, const float* scales, std::int64_t blocks, int token, TokenTile<4>* tiles) {
    arrange(codes, scales, blocks, token, tiles);
}

SH_CLONES void quantizeToken(const float* x, std::int64_t cols, std::int8_t* codes, float* scales, std::int32_t* sums) {
    for (std::int64_t start = 0; start < cols; start += 32, codes += 32, ++scales, ++sums) {
        float block[32];
        const std::int64_t count = cols - start < 32 ? cols - start : 32;
        for (std::int64_t k = 0; k < 32; ++k)
            block[k] = k < count ? x[start + k] : 0.0f;
        std::int32_t bits = 0; // magnitudes order like their bit patterns, and integers need no NaN rules
        for (int k = 0; k < 32; ++k) {
            const std::int32_t magnitude = __builtin_bit_cast(std::int32_t, block[k]) & 0x7fffffff;
            bits = magnitude > bits ? magnitude : bits;
        }
        const float largest = __builtin_bit_cast(float, bits);
        // Below 2^-120 127/largest is not finite, and a NaN or an infinity has no code at all: such a block counts as 0, and its scale
        // alone carries the NaN or infinity on. Codes and their sum would otherwise leave their range.
        const bool codable = largest > 7.52e-37f && largest <= 3.40282347e38f;
        const float inverse = codable ? 127 / largest : 0;
        std::int32_t sum = 0;
        for (int k = 0; k < 32; ++k) {
            // Round to nearest even, as adding 1.5·2^23 does for |value| ≤ 127.
            const std::int32_t code = codable ? __builtin_bit_cast(std::int32_t, block[k] * inverse + 12582912.0f) - 0x4b400000 : 0;
            codes[k] = std::int8_t(code);
            sum += code;
        }
        *scales = largest / 127;
        *sums = sum;
    }
}

SH_CLONES void rmsNormRow(const float* x, const float* weight, std::int64_t width, double eps, float* out) {
    double parts[16] = {}; // several sums, since the order of one may not be changed for speed
    std::int64_t i = 0;
    for (; i + 16 <= width; i += 16)
        for (int k = 0; k < 16; ++k)
            parts[k] += double(x[i + k]) * double(x[i + k]);
    double squares = 0;
    for (; i < width; ++i)
        squares += double(x[i]) * double(x[i]);
    for (const double part : parts)
        squares += part;
    const auto factor = float(1 / std::sqrt(squares / double(width) + eps));
    for (i = 0; i < width; ++i)
        out[i] = x[i] * factor * weight[i];
}

SH_CLONES void swiglu(float* gate, const float* up, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
        gate[i] = gate[i] / (1 + exponential(-gate[i])) * up[i];
}

SH_CLONES float exponentials(float* scores, std::int64_t count) {
    float most[16], sums[16] = {};
    std::fill_n(most, 16, scores[0]);
    std::int64_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (int k = 0; k < 16; ++k)
            most[k] = scores[i + k] > most[k] ? scores[i + k] : most[k];
    for (; i < count; ++i)
        most[0] = std::max(most[0], scores[i]);
    const float largest = *std::max_element(most, most + 16);
    for (i = 0; i + 16 <= count; i += 16)
        for (int k = 0; k < 16; ++k)
            sums[k] += scores[i + k] = exponential(scores[i + k] - largest);
    float total = 0;
    for (; i < count; ++i)
        total += scores[i] = exponential(scores[i] - largest);
    for (const float sum : sums)
        total += sum;
    return total;
}

} // namespace stillhouse::infer
