// SPDX-License-Identifier: GPL-3.0-or-later
// The two 8-bit floating-point formats of OCP OFP8 v1.0 (Micikevicius 2022) as bit patterns, and their relation to binary32.
#pragma once
#include <bit>
#include <cstdint>

namespace stillhouse::formats {

/// E4M3: bias 7, largest 448, no infinities, NaN is S.1111.111. E5M2: bias 15, largest 57,344, infinities and NaNs as IEEE 754 has them.
enum class Fp8 { E4M3, E5M2 };

/// What becomes of a value beyond the largest: the largest (infinities too), or infinity (E5M2) and NaN (E4M3, which has no infinity).
enum class Overflow { Saturate, Infinity };

constexpr int fp8MantissaBits(Fp8 format) { return format == Fp8::E4M3 ? 3 : 2; }
constexpr int fp8Bias(Fp8 format) { return format == Fp8::E4M3 ? 7 : 15; }
constexpr float fp8Largest(Fp8 format) { return format == Fp8::E4M3 ? 448.0f : 57344.0f; }

/// Exact. Normal: (−1)^S · 2^(E−bias) · (1 + M/2^m); subnormal (E = 0): (−1)^S · 2^(1−bias) · M/2^m.
constexpr float fp8ToFloat(std::uint8_t code, Fp8 format) {
    const int m = fp8MantissaBits(format), bias = fp8Bias(format);
    const std::uint32_t sign = std::uint32_t(code & 0x80u) << 24;
    const int exponent = (code & 0x7f) >> m, mantissa = code & ((1 << m) - 1);
    const int top = (1 << (7 - m)) - 1;
    if (format == Fp8::E5M2 && exponent == top && mantissa == 0)
        return std::bit_cast<float>(sign | 0x7f800000u);
    if (exponent == top && (format == Fp8::E5M2 || mantissa == 7))
        return std::bit_cast<float>(sign | 0x7fc00000u);
    if (exponent == 0) {
        // mantissa · 2^(1−bias−m), which binary32 holds exactly.
        const float unit = std::bit_cast<float>(std::uint32_t(1 - bias - m + 127) << 23);
        return sign ? -(float(mantissa) * unit) : float(mantissa) * unit;
    }
    return std::bit_cast<float>(sign | (std::uint32_t(exponent - bias + 127) << 23) | (std::uint32_t(mantissa) << (23 - m)));
}

/// Round to nearest, ties to even. What rounds to no more than the largest is finite; NaN stays NaN, −0 stays −0.
constexpr std::uint8_t floatToFp8(float value, Fp8 format, Overflow overflow = Overflow::Saturate) {
    const int m = fp8MantissaBits(format), bias = fp8Bias(format);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = std::uint8_t((bits >> 24) & 0x80u);
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u)
        return std::uint8_t(sign | 0x7fu);
    const std::uint32_t largest = format == Fp8::E4M3 ? 0x7eu : 0x7bu;
    std::uint32_t code = largest + 1; // of an infinity
    if (magnitude < std::uint32_t(1 - bias + 127) << 23) {
        // Below the smallest normal number codes are multiples of u = 2^(1−bias−m): adding u·2^23 lets the FPU round to them.
        const float step = std::bit_cast<float>(std::uint32_t(1 - bias - m + 23 + 127) << 23);
        code = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + step) - std::bit_cast<std::uint32_t>(step);
    } else if (magnitude < 0x7f800000u) {
        const int cut = 23 - m;
        const std::uint32_t rounded = magnitude + ((1u << (cut - 1)) - 1) + ((magnitude >> cut) & 1u);
        code = (rounded >> cut) - (std::uint32_t(127 - bias) << m);
    }
    if (code <= largest)
        return std::uint8_t(sign | code);
    const std::uint32_t beyond = format == Fp8::E4M3 ? 0x7fu : 0x7cu;
    return std::uint8_t(sign | (overflow == Overflow::Saturate ? largest : beyond));
}

} // namespace stillhouse::formats
