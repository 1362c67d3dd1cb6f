// SPDX-License-Identifier: GPL-3.0-or-later
// What attention needs of a cache of 8 or 4 bits (layouts in narrow_cache.h): decoding sixteen tokens, and the two products on them.
// Compiled for several instruction sets and chosen when the program is loaded.
#pragma once
#include "core/infer/cache_format.h"

#include <cstdint>

namespace stillhouse::infer {

/// Codes and, for block formats, scales (E8M0, as core/formats/block_float.h has them) of sixteen tokens.
struct NarrowRows {
    const std::uint8_t* codes = nullptr;
    const std::uint8_t* scales = nullptr;
};

struct NarrowDecoder {
    void (*keys)(NarrowRows rows, std::int64_t width, float* out);   ///< to (width, 16)
    void (*values)(NarrowRows rows, std::int64_t width, float* out); ///< to (16, width filled up to 16)
};

/// Not for F16. Exact, except that blocks of the scale 2^−127 become 0.
const NarrowDecoder& narrowDecoder(CacheFormat format);

/// scores[r · stride + i] = Σ_d queries[r · width + d] · keys[d · 16 + i].
void tileScores(const float* keys, std::int64_t width, const float* queries, std::int64_t rows, float* scores, std::int64_t stride);
/// out[r · width + d] += Σ_t weights[r · stride + t] · values[t · padded + d] over `tokens` ≤ 16 tokens; padded is width filled up to 16.
void tileMix(const float* values, std::int64_t tokens, std::int64_t width, const float* weights, std::int64_t rows, std::int64_t stride, float* out);

} // namespace stillhouse::infer
