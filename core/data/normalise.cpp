// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/normalise.h"

#include "core/api/data.h"
#include "core/data/encoding.h"

#include <cstdlib>
#include <utf8proc.h>

namespace stillhouse::data {
namespace {

bool isAscii(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

bool isUnicodeSpace(std::uint32_t c) {
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return c == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/// For ASCII, NFKC changes nothing: this is the path that nearly all rows take.
std::string normalisedAscii(std::string_view prompt) {
    std::string out(prompt.size(), '\0');
    char* at = out.data();
    for (const char c : prompt) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (space && (at == out.data() || at[-1] == ' '))
            continue;
        *at++ = space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    out.resize(static_cast<std::size_t>(at - out.data()));
    if (out.ends_with(' '))
        out.pop_back();
    return out;
}

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t c = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(at, left, &c);
        if (length <= 0)
            break;
        at += length;
        left -= length;
        if (isUnicodeSpace(static_cast<std::uint32_t>(c))) {
            gap = true;
            continue;
        }
        if (gap && !out.empty())
            out += ' ';
        gap = false;
        appendUtf8(static_cast<std::uint32_t>(utf8proc_tolower(c)), out);
    }
    return out;
}

} // namespace

std::string normalisedPrompt(std::string_view prompt) {
    if (isAscii(prompt))
        return normalisedAscii(prompt);
    utf8proc_uint8_t* composed = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE);
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(prompt.data()),
                                                 static_cast<utf8proc_ssize_t>(prompt.size()), &composed, options);
    if (length < 0)
        return std::string(prompt);
    std::string out = folded({reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length)});
    std::free(composed);
    return out;
}

std::uint64_t stableHash(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdull;
    hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53ull;
    return hash ^ hash >> 33;
}

const char* splitOfHash(std::uint64_t hash, double testFraction, double validationFraction) {
    const double place = static_cast<double>(hash >> 11) * 0x1p-53;
    if (place < testFraction)
        return "test";
    return place < testFraction + validationFraction ? "validation" : "train";
}

} // namespace stillhouse::data

namespace stillhouse {

std::string splitOf(const std::string& prompt, double testFraction, double validationFraction) {
    return data::splitOfHash(data::stableHash(data::normalisedPrompt(prompt)), testFraction, validationFraction);
}

} // namespace stillhouse
