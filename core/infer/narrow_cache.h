// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/large_pages.h"
#include "core/infer/narrow_kernels.h"

#include <cstdint>
#include <vector>

namespace stillhouse::infer {

/// Keys and values of `heads` key/value heads in 8 or 4 bits; what AttentionCache holds for every format but F16.
///   keys         [head][token/16][dimension][token%16], with 4 bits [dimension/2]: the even dimension in the low nibble
///   key scales   [head][token/16][dimension/32][token%16]
///   values       [head][token][dimension], filled up to 16; with 4 bits eight bytes hold sixteen dimensions, the first eight in the
///                low nibbles
///   value scales [head][token][dimension/32]
/// FP8 is unscaled and saturates; block floating point is BlockFormat{Integer, 8 or 4, 32} of core/formats/block_float.h along the
/// head's width. No byte belongs to two tokens, so different heads and tokens may be written on different threads.
class NarrowCache {
public:
    NarrowCache() = default;
    /// `context` is a multiple of 16.
    NarrowCache(CacheFormat format, std::int64_t heads, std::int64_t context, std::int64_t width);

    void store(std::int64_t head, std::int64_t token, const float* key, const float* value);

    /// The two products of attention, over one head and several rows of queries, from token `first` on, a multiple of 16:
    ///   scores[r · stride + t − first] = Σ_d queries[r · D + d] · key(t)[d] over `tiles` · 16 tokens
    ///   out[r · D + d] = Σ_t weights[r · stride + t − first] · value(t)[d] over `tokens` tokens
    void scores(std::int64_t head, std::int64_t first, std::int64_t tiles, const float* queries, std::int64_t rows, float* scores,
                std::int64_t stride) const;
    void mix(std::int64_t head, std::int64_t first, std::int64_t tokens, const float* weights, std::int64_t rows, std::int64_t stride,
             float* out) const;
    std::int64_t bytes() const { return std::int64_t(keys_.size() + keyScales_.size() + values_.size() + valueScales_.size()); }

private:
    bool isBlock() const { return format_ == CacheFormat::Bfp8 || format_ == CacheFormat::Bfp4; }
    /// One code per dimension, and one scale per 32 of them.
    void encode(const float* values, std::uint8_t* codes, std::uint8_t* scales) const;

    CacheFormat format_ = CacheFormat::Bfp8;
    const NarrowDecoder* decoder_ = nullptr;
    std::int64_t context_ = 0, width_ = 0;
    std::int64_t keyRow_ = 0, valueRow_ = 0, blocks_ = 0; ///< bytes of codes and of scales per token
    std::vector<std::uint8_t, base::LargePageAllocator<std::uint8_t>> keys_, keyScales_, values_, valueScales_;
};

} // namespace stillhouse::infer
