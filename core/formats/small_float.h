// SPDX-License-Identifier: GPL-3.0-or-later
// The element formats of OCP MX v1.0 below eight bits: sign, exponent, mantissa and nothing else, neither infinities nor NaN.
#pragma once
#include <bit>
#include <cstdint>

namespace stillhouse::formats {

struct SmallFloat {
    int exponentBits, mantissaBits, bias;

    constexpr int bits() const { return 1 + exponentBits + mantissaBits; }
    /// The code of the largest magnitude: all bits but the sign.
    constexpr int largestCode() const { return (1 << (exponentBits + mantissaBits)) - 1; }
};

inline constexpr SmallFloat fp6E2M3{2, 3, 1}; ///< largest 7.5
inline constexpr SmallFloat fp6E3M2{3, 2, 3}; ///< largest 28
inline constexpr SmallFloat fp4E2M1{2, 1, 1}; ///< largest 6

/// Exact. Normal: (−1)^S · 2^(E−bias) · (1 + M/2^m); subnormal (E = 0): (−1)^S · 2^(1−bias) · M/2^m.
constexpr float smallToFloat(int code, SmallFloat f) {
    const int magnitude = code & f.largestCode(), exponent = magnitude >> f.mantissaBits;
    float value = 0;
    if (exponent == 0)
        value = float(magnitude) * std::bit_cast<float>(std::uint32_t(1 - f.bias - f.mantissaBits + 127) << 23);
    else
        value = std::bit_cast<float>((std::uint32_t(magnitude) << (23 - f.mantissaBits)) + (std::uint32_t(127 - f.bias) << 23));
    return code > f.largestCode() ? -value : value;
}

/// Round to nearest, ties to even; beyond the largest, infinities and NaN become the largest. −0 stays −0.
constexpr int floatToSmall(float value, SmallFloat f) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    const int m = f.mantissaBits, cut = 23 - m;
    auto code = std::uint32_t(f.largestCode());
    if (magnitude < std::uint32_t(1 - f.bias + 127) << 23) {
        // Below the smallest normal number codes are multiples of u = 2^(1−bias−m): adding u·2^23 lets the FPU round to them.
        const float step = std::bit_cast<float>(std::uint32_t(1 - f.bias - m + 23 + 127) << 23);
        code = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + step) - std::bit_cast<std::uint32_t>(step);
    } else if (magnitude < 0x7f800000u) {
        const std::uint32_t rounded = magnitude + ((1u << (cut - 1)) - 1) + ((magnitude >> cut) & 1u);
        const std::uint32_t exact = (rounded >> cut) - (std::uint32_t(127 - f.bias) << m);
        code = exact < code ? exact : code;
    }
    return int(code | (bits >> 31 ? std::uint32_t(f.largestCode()) + 1 : 0));
}

} // namespace stillhouse::formats
