// SPDX-License-Identifier: GPL-3.0-or-later
// The element codes of GGUF tensors. Format: github.com/ggml-org/ggml, docs/gguf.md and the block structures of its public header.
#pragma once
#include "core/formats/gguf_types.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace stillhouse::formats {

inline constexpr std::int64_t ggufBlock = 32; ///< elements of a block of every quantized type here

/// The 16 levels of IQ4_NL, times the block's scale.
inline constexpr std::array<std::int8_t, 16> iq4nlLevels = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

/// One quantized block taken apart: element j is scale · level(code[j]) + offset.
///   Q8_0   {F16 d; int8 q[32]}                  code = q + 128, level = code − 128
///   Q4_0   {F16 d; byte n[16]}                  level = code − 8
///   Q4_1   {F16 d; F16 m; byte n[16]}           level = code, offset = m
///   IQ4_NL {F16 d; byte n[16]}                  level = iq4nlLevels[code]
/// Byte n[j] holds element j in its low and element j + 16 in its high nibble.
struct GgufBlock {
    std::array<std::uint8_t, ggufBlock> codes{};
    float scale = 0;
    float offset = 0;
};

/// `bytes` holds the block's bytes; `type` is one of the four.
GgufBlock readBlock(GgufType type, const std::byte* bytes);

/// Elements as F32: exact but for the product scale · level, which is rounded to F32. Any readable type; `out` is a whole number of
/// blocks and `bytes` has its size.
void decodeBlocks(GgufType type, std::span<const std::byte> bytes, std::span<float> out);

/// Rounds to F32, F16, Q8_0, Q4_0 or IQ4_NL. Q8_0: d = max|x| / 127 in F16, nearest code. Q4_0 and IQ4_NL: the scale and codes
/// of least squared error (gguf_scale_search.h). `values` are finite and a whole number of blocks; `bytes` has their size. False
/// when a value or a block's scale is too large for F16; what was written is then worthless. Up to `threads` search scales; the bytes
/// do not depend on their number.
bool encodeBlocks(GgufType type, std::span<const float> values, std::span<std::byte> bytes, int threads = 1);

} // namespace stillhouse::formats
