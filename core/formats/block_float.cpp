// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/block_float.h"

#include "core/base/failure.h"
#include "core/formats/fp8_spans.h"
#include "core/formats/small_float.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

// As in fp8_spans.cpp: plain loops, compiled for several instruction sets.
#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif

namespace stillhouse::formats {

namespace {

constexpr int kMostElements = 32;

int largestExponent(Element element) {
    switch (element) {
    case Element::E4M3: return 8;
    case Element::E5M2: return 15;
    case Element::E2M3: return 2;
    case Element::E3M2: return 4;
    case Element::E2M1: return 2;
    case Element::Integer: break;
    }
    return 0;
}

SmallFloat smallFloat(Element element) { return element == Element::E2M3 ? fp6E2M3 : element == Element::E3M2 ? fp6E3M2 : fp4E2M1; }

// Adding 1.5·2^23 rounds to the nearest even integer for |value| < 2^22. Two factors, since their product may overflow.
SH_CLONES void encodeIntegers(const float* values, std::int64_t count, float inverse, float unit, std::int32_t largest, std::int32_t mask,
                              std::uint8_t* codes) {
    for (std::int64_t i = 0; i < count; ++i) {
        std::int32_t code = __builtin_bit_cast(std::int32_t, values[i] * inverse * unit + 12582912.0f) - 0x4b400000;
        code = code > largest ? largest : code < -largest ? -largest : code;
        codes[i] = std::uint8_t(code & mask);
    }
}

SH_CLONES void encodeSmall(const float* values, std::int64_t count, float inverse, std::int32_t m, std::int32_t bias, std::int32_t largest,
                           std::uint8_t* codes) {
    const std::int32_t cut = 23 - m;
    const float step = __builtin_bit_cast(float, (1 - bias - m + 23 + 127) << 23);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int32_t bits = __builtin_bit_cast(std::int32_t, values[i] * inverse), magnitude = bits & 0x7fffffff;
        const std::int32_t small = __builtin_bit_cast(std::int32_t, __builtin_bit_cast(float, magnitude) + step) - __builtin_bit_cast(std::int32_t, step);
        std::int32_t code = ((magnitude + ((1 << (cut - 1)) - 1) + ((magnitude >> cut) & 1)) >> cut) - ((127 - bias) << m);
        code = magnitude < (1 - bias + 127) << 23 ? small : code;
        code = code > largest ? largest : code;
        codes[i] = std::uint8_t(code | (bits < 0 ? largest + 1 : 0));
    }
}

void encodeElements(std::span<const float> values, const BlockFormat& format, int exponent, std::uint8_t* codes) {
    const float inverse = scaleValue(std::uint8_t(127 - exponent));
    if (format.element == Element::Integer) {
        const std::int32_t largest = (1 << (format.bits - 1)) - 1, mask = (1 << format.bits) - 1;
        encodeIntegers(values.data(), std::int64_t(values.size()), inverse, float(1 << (format.bits - 2)), largest, mask, codes);
    } else if (format.bits == 8) {
        encodeFp8(values, inverse, format.element == Element::E4M3 ? Fp8::E4M3 : Fp8::E5M2, Overflow::Saturate, codes);
    } else {
        const auto f = smallFloat(format.element);
        encodeSmall(values.data(), std::int64_t(values.size()), inverse, f.mantissaBits, f.bias, f.largestCode(), codes);
    }
}

using Table = std::array<float, 256>;

// Every element of a format; codes that do not exist repeat the lower bits.
const Table& elements(const BlockFormat& format) {
    static const auto tables = [] {
        std::array<std::array<Table, 9>, 6> all{};
        for (int element = 0; element < 6; ++element)
            for (int bits = 3; bits <= 8; ++bits)
                for (int code = 0; code < 256; ++code)
                    all[std::size_t(element)][std::size_t(bits)][std::size_t(code)] = elementValue(code & ((1 << bits) - 1), {Element(element), bits, 32});
        return all;
    }();
    return tables[std::size_t(format.element)][std::size_t(format.bits)];
}

void packBits(const std::uint8_t* codes, int count, int bits, std::uint8_t* out) {
    if (bits == 8) {
        std::memcpy(out, codes, std::size_t(count));
        return;
    }
    std::uint32_t held = 0;
    int have = 0;
    for (int i = 0; i < count; ++i) {
        held |= std::uint32_t(codes[i]) << have;
        for (have += bits; have >= 8; have -= 8, held >>= 8)
            *out++ = std::uint8_t(held);
    }
}

void unpackBits(const std::uint8_t* packed, int count, int bits, std::uint8_t* codes) {
    if (bits == 8) {
        std::memcpy(codes, packed, std::size_t(count));
        return;
    }
    std::uint32_t held = 0;
    int have = 0;
    for (int i = 0; i < count; ++i, held >>= bits, have -= bits) {
        for (; have < bits; have += 8)
            held |= std::uint32_t(*packed++) << have;
        codes[i] = std::uint8_t(held & ((1u << bits) - 1));
    }
}

std::vector<std::string> allNames() {
    std::vector<std::string> names = {"mxfp8-e4m3", "mxfp8-e5m2", "mxfp6-e2m3", "mxfp6-e3m2", "mxfp4", "mxint8"};
    for (const char* suffix : {"", "-16"})
        for (int bits = 3; bits <= 8; ++bits)
            names.push_back("bfp" + std::to_string(bits) + suffix);
    return names;
}

} // namespace

const std::vector<std::string>& blockFormatNames() {
    static const auto names = allNames();
    return names;
}

BlockFormat blockFormatNamed(std::string_view name, const std::string& key) {
    const auto& names = blockFormatNames();
    const auto at = std::find(names.begin(), names.end(), name) - names.begin();
    static const BlockFormat mx[] = {{Element::E4M3, 8, 32}, {Element::E5M2, 8, 32}, {Element::E2M3, 6, 32},
                                     {Element::E3M2, 6, 32}, {Element::E2M1, 4, 32}, {Element::Integer, 8, 32}};
    if (at < 6)
        return mx[at];
    if (at < std::ptrdiff_t(names.size()))
        return {Element::Integer, 3 + int(at - 6) % 6, at < 12 ? 32 : 16};
    std::string list;
    for (const auto& known : names)
        list += (list.empty() ? "" : ", ") + known;
    base::failAt(key, Text(SH_TR("There is no block format '%1'"), {std::string(name)}), Text(SH_TR("Use one of %1"), {list}));
}

float elementValue(int code, const BlockFormat& format) {
    switch (format.element) {
    case Element::E4M3: return fp8ToFloat(std::uint8_t(code), Fp8::E4M3);
    case Element::E5M2: return fp8ToFloat(std::uint8_t(code), Fp8::E5M2);
    case Element::Integer: break;
    default: return smallToFloat(code, smallFloat(format.element));
    }
    const int sign = 1 << (format.bits - 1);
    return float(code & sign ? code - 2 * sign : code) / float(1 << (format.bits - 2));
}

float scaleValue(std::uint8_t scale) {
    if (scale == 0xff)
        return std::bit_cast<float>(0x7fc00000u);
    return std::bit_cast<float>(scale == 0 ? 0x00400000u : std::uint32_t(scale) << 23);
}

std::uint8_t encodeBlock(std::span<const float> values, const BlockFormat& format, std::uint8_t* codes) {
    std::uint32_t largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::bit_cast<std::uint32_t>(value) & 0x7fffffffu);
    if (largest >= 0x7f800000u || largest == 0) {
        std::fill_n(codes, values.size(), std::uint8_t(0));
        return largest ? 0xff : 0;
    }
    // ⌊log2⌋: the exponent field, or the place of the highest bit below the normal range.
    const int log2 = largest >> 23 ? int(largest >> 23) - 127 : 31 - std::countl_zero(largest) - 149;
    const int exponent = std::clamp(log2 - largestExponent(format.element), -127, 127);
    encodeElements(values, format, exponent, codes);
    return std::uint8_t(exponent + 127);
}

void encodeBlocks(std::span<const float> values, const BlockFormat& format, std::uint8_t* out) {
    std::uint8_t codes[kMostElements];
    for (std::size_t start = 0; start < values.size(); start += std::size_t(format.block), out += format.blockBytes()) {
        const auto part = values.subspan(start, std::min(values.size() - start, std::size_t(format.block)));
        out[0] = encodeBlock(part, format, codes);
        std::fill(codes + part.size(), codes + format.block, std::uint8_t(0));
        packBits(codes, format.block, format.bits, out + 1);
    }
}

void decodeBlocks(const std::uint8_t* packed, const BlockFormat& format, std::span<float> values) {
    const auto& table = elements(format);
    std::uint8_t codes[kMostElements];
    for (std::size_t start = 0; start < values.size(); start += std::size_t(format.block), packed += format.blockBytes()) {
        const auto part = values.subspan(start, std::min(values.size() - start, std::size_t(format.block)));
        const float scale = scaleValue(packed[0]);
        unpackBits(packed + 1, format.block, format.bits, codes);
        for (std::size_t i = 0; i < part.size(); ++i)
            part[i] = scale * table[codes[i]];
    }
}

void roundThroughBlocks(std::span<float> values, const BlockFormat& format) {
    const auto& table = elements(format);
    std::uint8_t codes[kMostElements];
    for (std::size_t start = 0; start < values.size(); start += std::size_t(format.block)) {
        const auto part = values.subspan(start, std::min(values.size() - start, std::size_t(format.block)));
        const float scale = scaleValue(encodeBlock(part, format, codes));
        for (std::size_t i = 0; i < part.size(); ++i)
            part[i] = scale * table[codes[i]];
    }
}

} // namespace stillhouse::formats
