// SPDX-License-Identifier: GPL-3.0-or-later
// Formats in which a block of values shares one exponent: the layouts of OCP MX v1.0 (2023) and block floating point with integer
// mantissas of 3 to 8 bits. Any thread.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::formats {

enum class Element {
    E4M3,   ///< FP8, largest exponent 8
    E5M2,   ///< FP8, largest exponent 15
    E2M3,   ///< FP6, largest exponent 2
    E3M2,   ///< FP6, largest exponent 4
    E2M1,   ///< FP4, largest exponent 2
    Integer ///< two's complement of `bits` bits, of which bits − 2 stand behind the binary point: |element| < 2, largest exponent 0
};

/// value = 2^(scale − 127) · element, one scale byte (E8M0) per block; 0xFF is NaN, and then the whole block is.
///
/// Encoding: scale = clamp(⌊log2 max|x|⌋ − largest exponent of the element, −127 … 127) + 127 (MX v1.0, 6.3), the scale 0 for a block
/// of zeros; element = x / 2^(scale − 127) rounded to nearest even, saturating. Integers use the symmetric range: the code −2^(bits−1)
/// is decoded (−2) but never written. A block with a NaN or an infinity gets the scale 0xFF and elements 0: MX leaves such blocks to
/// the implementation.
///
/// Packed bits of a block: the scale byte, then ⌈block · bits / 8⌉ bytes; element i occupies the bits from i · bits on, bit 0 being the
/// lowest of the first byte. The last block of a row is filled up with zeros.
struct BlockFormat {
    Element element = Element::Integer;
    int bits = 8;   ///< of one element
    int block = 32; ///< values that share a scale; block · bits is a multiple of 8

    std::int64_t blocks(std::int64_t count) const { return (count + block - 1) / block; }
    std::int64_t blockBytes() const { return 1 + (std::int64_t(block) * bits + 7) / 8; }
    std::int64_t bytes(std::int64_t count) const { return blocks(count) * blockBytes(); }
    double bitsPerValue() const { return double(blockBytes()) * 8 / block; }
};

/// "mxfp8-e4m3", "mxfp8-e5m2", "mxfp6-e2m3", "mxfp6-e3m2", "mxfp4", "mxint8", "bfp3" … "bfp8" (blocks of 32), "bfp3-16" … "bfp8-16".
const std::vector<std::string>& blockFormatNames();
/// base::Failure at `key` naming the choices for another name.
BlockFormat blockFormatNamed(std::string_view name, const std::string& key);

/// The element that a code stands for, without its block's scale. Exact.
float elementValue(int code, const BlockFormat& format);
/// The scale byte as 2^(scale − 127), exact (2^−127 is subnormal), or NaN.
float scaleValue(std::uint8_t scale);

/// One block of 1 … format.block values: its scale and one code per value, not yet packed. Returns the scale.
std::uint8_t encodeBlock(std::span<const float> values, const BlockFormat& format, std::uint8_t* codes);

/// `out` holds bytes(values.size()).
void encodeBlocks(std::span<const float> values, const BlockFormat& format, std::uint8_t* out);
/// `packed` holds bytes(values.size()). A product below binary32's normal range is rounded once more.
void decodeBlocks(const std::uint8_t* packed, const BlockFormat& format, std::span<float> values);
/// values ← decode(encode(values)).
void roundThroughBlocks(std::span<float> values, const BlockFormat& format);

} // namespace stillhouse::formats
