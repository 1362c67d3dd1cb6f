// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace stillhouse::text {

/// Length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), or 0.
inline std::size_t sequenceLength(const char* at, const char* end) {
    const auto byte = [&](int i) { return static_cast<unsigned char>(at[i]); };
    const auto follows = [&](int i) { return (byte(i) & 0xc0) == 0x80; };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t left = static_cast<std::size_t>(end - at);
    if (first >= 0xc2 && first < 0xe0)
        return left >= 2 && follows(1) ? 2 : 0;
    if (first >= 0xe0 && first < 0xf0) {
        if (left < 3 || !follows(1) || !follows(2))
            return 0;
        const bool overlong = first == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = first == 0xed && byte(1) >= 0xa0;
        return overlong || surrogate ? 0 : 3;
    }
    if (first >= 0xf0 && first < 0xf5) {
        if (left < 4 || !follows(1) || !follows(2) || !follows(3))
            return 0;
        const bool overlong = first == 0xf0 && byte(1) < 0x90;
        const bool tooLarge = first == 0xf4 && byte(1) >= 0x90;
        return overlong || tooLarge ? 0 : 4;
    }
    return 0;
}

/// Code point of a well-formed sequence of `length` bytes.
inline std::uint32_t codePoint(const char* at, std::size_t length) {
    const auto byte = [&](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i])); };
    switch (length) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    case 3: return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    default: return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    }
}

/// Number of leading ASCII bytes.
inline std::size_t asciiPrefix(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + i, 8);
        if (word & 0x8080808080808080ULL)
            break;
    }
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80)
        ++i;
    return i;
}

/// Number of leading bytes that are well-formed UTF-8.
inline std::size_t validPrefix(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        i += asciiPrefix(text.substr(i));
        if (i == text.size())
            break;
        const std::size_t length = sequenceLength(text.data() + i, text.data() + text.size());
        if (length == 0)
            break;
        i += length;
    }
    return i;
}

inline void appendUtf8(std::string& out, std::uint32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xc0 | point >> 6);
        out += static_cast<char>(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        out += static_cast<char>(0xe0 | point >> 12);
        out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (point & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | point >> 18);
        out += static_cast<char>(0x80 | (point >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (point & 0x3f));
    }
}

/// White_Space of the Unicode character database.
inline bool isWhiteSpace(std::uint32_t point) {
    return (point >= 9 && point <= 13) || point == 0x20 || point == 0x85 || point == 0xa0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200a) || point == 0x2028 || point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000;
}

} // namespace stillhouse::text
