// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_alphabet.h"

#include "core/text/utf8.h"

#include <array>

namespace stillhouse::text {
namespace {

struct Alphabet {
    std::array<std::uint32_t, 256> point{};
    std::array<int, 512> byte{};

    Alphabet() {
        byte.fill(-1);
        std::uint32_t next = 256;
        for (std::uint32_t b = 0; b < 256; ++b) {
            const bool prints = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            point[b] = prints ? b : next++;
            byte[point[b]] = static_cast<int>(b);
        }
    }
};

const Alphabet& alphabet() {
    static const Alphabet instance;
    return instance;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

std::string byteToAlphabet(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 4);
    for (const char c : bytes)
        appendUtf8(out, alphabet().point[static_cast<unsigned char>(c)]);
    return out;
}

std::optional<std::string> alphabetToBytes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceLength(text.data() + i, text.data() + text.size());
        const std::uint32_t point = length ? codePoint(text.data() + i, length) : 512;
        if (point >= 512 || alphabet().byte[point] < 0)
            return std::nullopt;
        out += static_cast<char>(alphabet().byte[point]);
        i += length;
    }
    return out;
}

std::optional<unsigned char> byteOfFallbackToken(std::string_view text) {
    if (text.size() != 6 || text.substr(0, 3) != "<0x" || text[5] != '>' || hexDigit(text[3]) < 0 || hexDigit(text[4]) < 0)
        return std::nullopt;
    return static_cast<unsigned char>(hexDigit(text[3]) * 16 + hexDigit(text[4]));
}

std::string fallbackToken(unsigned char byte) {
    static const char digits[] = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4] + digits[byte & 15] + '>';
}

} // namespace stillhouse::text
