// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/fp8_spans.h"

// Nothing of the library inside the loops: its inline functions are compiled under other options and would stay calls.
#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif
#define SH_INLINE __attribute__((always_inline)) inline

namespace stillhouse::formats {

namespace {

struct Layout {
    int mantissa, bias;
    std::int32_t largest, beyond, firstSpecial; ///< codes of the largest number, of what follows an overflow, and the first that is no number
};

constexpr Layout layoutOf(Fp8 format, Overflow overflow) {
    const bool e4 = format == Fp8::E4M3;
    const std::int32_t largest = e4 ? 0x7e : 0x7b;
    return {e4 ? 3 : 2, e4 ? 7 : 15, largest, overflow == Overflow::Saturate ? largest : e4 ? 0x7f : 0x7c, e4 ? 0x7f : 0x7c};
}

SH_INLINE float asFloat(std::int32_t bits) { return __builtin_bit_cast(float, bits); }
SH_INLINE std::int32_t asBits(float value) { return __builtin_bit_cast(std::int32_t, value); }

// Both branches of floatToFp8 without a jump: compilers turn the selections into blends.
SH_INLINE std::int32_t encoded(float value, Layout f) {
    const std::int32_t bits = asBits(value), magnitude = bits & 0x7fffffff;
    const std::int32_t cut = 23 - f.mantissa;
    const float step = asFloat((1 - f.bias - f.mantissa + 23 + 127) << 23);
    const std::int32_t small = asBits(asFloat(magnitude) + step) - asBits(step);
    const std::int32_t rounded = magnitude < 0x7f800000 ? magnitude + ((1 << (cut - 1)) - 1) + ((magnitude >> cut) & 1) : magnitude;
    std::int32_t code = (rounded >> cut) - ((127 - f.bias) << f.mantissa);
    code = magnitude < (1 - f.bias + 127) << 23 ? small : code;
    code = code > f.largest ? f.beyond : code;
    code = magnitude > 0x7f800000 ? 0x7f : code;
    return ((bits >> 24) & 0x80) | code;
}

SH_INLINE float decoded(std::int32_t code, Layout f, bool infinities) {
    const std::int32_t magnitude = code & 0x7f, sign = (code & 0x80) << 24;
    const float small = float(magnitude) * asFloat((1 - f.bias - f.mantissa + 127) << 23);
    std::int32_t bits = (magnitude << (23 - f.mantissa)) + ((127 - f.bias) << 23);
    bits = magnitude >> f.mantissa ? bits : asBits(small);
    const std::int32_t special = infinities && magnitude == f.firstSpecial ? 0x7f800000 : 0x7fc00000;
    bits = magnitude >= f.firstSpecial ? special : bits;
    return asFloat(sign | bits);
}

SH_INLINE void encodeAll(const float* values, std::size_t count, float factor, Layout f, std::uint8_t* codes) {
    for (std::size_t i = 0; i < count; ++i)
        codes[i] = std::uint8_t(encoded(values[i] * factor, f));
}

SH_INLINE void decodeAll(const std::uint8_t* codes, std::size_t count, float factor, Layout f, bool infinities, float* values) {
    for (std::size_t i = 0; i < count; ++i)
        values[i] = decoded(codes[i], f, infinities) * factor;
}

SH_INLINE void roundAll(float* values, std::size_t count, float factor, Layout f) {
    for (std::size_t i = 0; i < count; ++i)
        values[i] = decoded(encoded(values[i] * factor, f), f, false) / factor;
}

// One function per format, so that the shifts are constants.
SH_CLONES void encodeE4(const float* values, std::size_t count, float factor, bool saturate, std::uint8_t* codes) {
    if (saturate)
        encodeAll(values, count, factor, layoutOf(Fp8::E4M3, Overflow::Saturate), codes);
    else
        encodeAll(values, count, factor, layoutOf(Fp8::E4M3, Overflow::Infinity), codes);
}

SH_CLONES void encodeE5(const float* values, std::size_t count, float factor, bool saturate, std::uint8_t* codes) {
    if (saturate)
        encodeAll(values, count, factor, layoutOf(Fp8::E5M2, Overflow::Saturate), codes);
    else
        encodeAll(values, count, factor, layoutOf(Fp8::E5M2, Overflow::Infinity), codes);
}

SH_CLONES void decodeE4(const std::uint8_t* codes, std::size_t count, float factor, float* values) {
    decodeAll(codes, count, factor, layoutOf(Fp8::E4M3, Overflow::Saturate), false, values);
}

SH_CLONES void decodeE5(const std::uint8_t* codes, std::size_t count, float factor, float* values) {
    decodeAll(codes, count, factor, layoutOf(Fp8::E5M2, Overflow::Saturate), true, values);
}

SH_CLONES void roundE4(float* values, std::size_t count, float factor) {
    roundAll(values, count, factor, layoutOf(Fp8::E4M3, Overflow::Saturate));
}

SH_CLONES void roundE5(float* values, std::size_t count, float factor) {
    roundAll(values, count, factor, layoutOf(Fp8::E5M2, Overflow::Saturate));
}

// Magnitudes order like their bit patterns, and integers need no NaN rules.
SH_CLONES std::int32_t largestBits(const float* values, std::size_t count) {
    std::int32_t largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t magnitude = asBits(values[i]) & 0x7fffffff;
        const std::int32_t finite = magnitude < 0x7f800000 ? magnitude : 0;
        largest = finite > largest ? finite : largest;
    }
    return largest;
}

} // namespace

void encodeFp8(std::span<const float> values, float factor, Fp8 format, Overflow overflow, std::uint8_t* codes) {
    (format == Fp8::E4M3 ? encodeE4 : encodeE5)(values.data(), values.size(), factor, overflow == Overflow::Saturate, codes);
}

void decodeFp8(std::span<const std::uint8_t> codes, float factor, Fp8 format, float* values) {
    (format == Fp8::E4M3 ? decodeE4 : decodeE5)(codes.data(), codes.size(), factor, values);
}

void roundThroughFp8(std::span<float> values, float factor, Fp8 format) {
    (format == Fp8::E4M3 ? roundE4 : roundE5)(values.data(), values.size(), factor);
}

float largestMagnitude(std::span<const float> values) { return asFloat(largestBits(values.data(), values.size())); }

} // namespace stillhouse::formats
