// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace stillhouse::store {
namespace {

struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
};

/// The UTF-8 character at `at`; an invalid byte counts as a character of its own with code 0.
Character characterAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 && lead < 0xF8 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
    if (bytes == 0 || lead >= 0xF8 || text.size() - at < bytes)
        return {};
    char32_t code = lead & (0x7Fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {};
        code = code << 6 | (byte(i) & 0x3F);
    }
    return {code, bytes};
}

bool writtenWithoutSpaces(char32_t code) {
    constexpr std::array<std::pair<char32_t, char32_t>, 7> ranges{{{0x0E00, 0x0E7F},     // Thai
                                                                   {0x3005, 0x3007},     // iteration mark, zero
                                                                   {0x3040, 0x30FF},     // kana
                                                                   {0x31F0, 0x31FF},     // small kana
                                                                   {0x3400, 0x9FFF},     // Han
                                                                   {0xF900, 0xFAFF},     // Han, compatibility
                                                                   {0x20000, 0x323AF}}}; // Han, further planes
    return std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) { return code >= range.first && code <= range.second; });
}

bool isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

bool isWordByte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string_view> chunksOf(std::string_view typed) {
    std::vector<std::string_view> chunks;
    for (std::size_t at = 0; at < typed.size();) {
        const auto begin = std::find_if_not(typed.begin() + static_cast<std::ptrdiff_t>(at), typed.end(), isSpace);
        const auto end = std::find_if(begin, typed.end(), isSpace);
        if (begin != end)
            chunks.push_back(typed.substr(static_cast<std::size_t>(begin - typed.begin()), static_cast<std::size_t>(end - begin)));
        at = static_cast<std::size_t>(end - typed.begin());
    }
    return chunks;
}

} // namespace

std::string searchableText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        const bool apart = writtenWithoutSpaces(character.code);
        if (apart)
            out += ' ';
        out.append(text.substr(at, character.bytes));
        if (apart)
            out += ' ';
        at += character.bytes;
    }
    return out;
}

std::string searchQuery(std::string_view typed) {
    std::string query;
    for (const std::string_view chunk : chunksOf(typed)) {
        if (std::none_of(chunk.begin(), chunk.end(), isWordByte))
            continue;
        query += query.empty() ? "\"" : " \"";
        for (const char c : searchableText(chunk)) {
            query += c;
            if (c == '"')
                query += c;
        }
        query += '"';
        // Only a word that is still being typed goes on; one letter alone would bring half of all words along.
        const bool last = chunk.data() + chunk.size() == typed.data() + typed.size();
        if (last && chunk.size() > 1 && isWordByte(chunk.back()) && isWordByte(chunk[chunk.size() - 2]))
            query += " *";
    }
    return query;
}

} // namespace stillhouse::store
