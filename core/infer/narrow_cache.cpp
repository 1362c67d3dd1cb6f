// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/narrow_cache.h"

#include "core/formats/block_float.h"
#include "core/formats/fp8_spans.h"

#include <algorithm>

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kBlock = 32;

formats::BlockFormat blockFormat(CacheFormat format) { return {formats::Element::Integer, format == CacheFormat::Bfp4 ? 4 : 8, int(kBlock)}; }

// Sixteen tokens as floats: small enough for the first cache.
float* tileBuffer(std::int64_t width) {
    static thread_local std::vector<float> tile;
    tile.resize(std::size_t((width + 15) / 16 * 256));
    return tile.data();
}

std::uint8_t nibbles(std::uint8_t low, std::uint8_t high) { return std::uint8_t(low | high << 4); }

} // namespace

NarrowCache::NarrowCache(CacheFormat format, std::int64_t heads, std::int64_t context, std::int64_t width)
    : format_(format), decoder_(&narrowDecoder(format)), context_(context), width_(width) {
    const bool four = format == CacheFormat::Bfp4;
    // A block begins at an even dimension, so an odd width costs half a byte per token.
    keyRow_ = four ? (width + 1) / 2 : width;
    valueRow_ = (width + 15) / 16 * (four ? 8 : 16);
    blocks_ = isBlock() ? (width + kBlock - 1) / kBlock : 0;
    const auto tokens = heads * context;
    keys_.assign(std::size_t(tokens * keyRow_), 0);
    values_.assign(std::size_t(tokens * valueRow_), 0);
    keyScales_.assign(std::size_t(tokens * blocks_), 0);
    valueScales_.assign(std::size_t(tokens * blocks_), 0);
}

void NarrowCache::encode(const float* values, std::uint8_t* codes, std::uint8_t* scales) const {
    if (!isBlock()) {
        const auto fp8 = format_ == CacheFormat::Fp8E4M3 ? formats::Fp8::E4M3 : formats::Fp8::E5M2;
        return formats::encodeFp8({values, std::size_t(width_)}, 1, fp8, formats::Overflow::Saturate, codes);
    }
    const auto format = blockFormat(format_);
    for (std::int64_t start = 0; start < width_; start += kBlock)
        *scales++ = formats::encodeBlock({values + start, std::size_t(std::min(kBlock, width_ - start))}, format, codes + start);
}

void NarrowCache::store(std::int64_t head, std::int64_t token, const float* key, const float* value) {
    const bool four = format_ == CacheFormat::Bfp4;
    const auto row = head * context_ + token, tile = row / 16, lane = row % 16; // context_ is a multiple of 16
    static thread_local std::vector<std::uint8_t> codes, scales;
    codes.assign(std::size_t(valueRow_ * 2), 0);
    scales.assign(std::size_t(blocks_), 0);
    encode(key, codes.data(), scales.data());
    auto* keys = keys_.data() + tile * 16 * keyRow_ + lane;
    for (std::int64_t d = 0; d < keyRow_; ++d)
        keys[d * 16] = four ? nibbles(codes[std::size_t(2 * d)], codes[std::size_t(2 * d + 1)]) : codes[std::size_t(d)];
    for (std::int64_t b = 0; b < blocks_; ++b)
        keyScales_[std::size_t((tile * blocks_ + b) * 16 + lane)] = scales[std::size_t(b)];

    codes.assign(codes.size(), 0);
    encode(value, codes.data(), scales.data());
    auto* values = values_.data() + row * valueRow_;
    for (std::int64_t i = 0; i < valueRow_; ++i) {
        const auto first = std::size_t(i / 8 * 16 + i % 8);
        values[i] = four ? nibbles(codes[first], codes[first + 8]) : codes[std::size_t(i)];
    }
    std::copy(scales.begin(), scales.end(), valueScales_.begin() + row * blocks_);
}

void NarrowCache::scores(std::int64_t head, std::int64_t first, std::int64_t tiles, const float* queries, std::int64_t rows, float* scores,
                         std::int64_t stride) const {
    float* tile = tileBuffer(width_);
    for (std::int64_t i = 0; i < tiles; ++i) {
        const auto row = head * context_ + first + i * 16;
        decoder_->keys({keys_.data() + row * keyRow_, keyScales_.data() + row * blocks_}, width_, tile);
        tileScores(tile, width_, queries, rows, scores + i * 16, stride);
    }
}

void NarrowCache::mix(std::int64_t head, std::int64_t first, std::int64_t tokens, const float* weights, std::int64_t rows, std::int64_t stride,
                      float* out) const {
    float* tile = tileBuffer(width_);
    std::fill_n(out, rows * width_, 0.0f);
    for (std::int64_t t = 0; t < tokens; t += 16) {
        const auto row = head * context_ + first + t;
        decoder_->values({values_.data() + row * valueRow_, valueScales_.data() + row * blocks_}, width_, tile);
        tileMix(tile, std::min<std::int64_t>(16, tokens - t), width_, weights + t, rows, stride, out);
    }
}

} // namespace stillhouse::infer
