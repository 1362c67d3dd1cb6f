// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/added_tokens.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

namespace stillhouse::text {
namespace {

/// Start of the character that ends at `end`.
std::size_t characterBefore(std::string_view text, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && end - at < 4 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
        --at;
    return at;
}

std::uint32_t pointAt(std::string_view text, std::size_t at) {
    const std::size_t length = sequenceLength(text.data() + at, text.data() + text.size());
    return length ? codePoint(text.data() + at, length) : 0xfffd;
}

bool isWordCharacter(std::uint32_t point) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return false;
    }
}

bool insideWord(std::string_view text, std::size_t begin, std::size_t end) {
    return (begin > 0 && isWordCharacter(pointAt(text, characterBefore(text, begin)))) || (end < text.size() && isWordCharacter(pointAt(text, end)));
}

} // namespace

void AddedTokens::add(const AddedToken& token, std::string_view pattern) {
    if (pattern.empty())
        return;
    std::uint32_t node = 0;
    for (const char c : pattern) {
        const std::uint64_t key = static_cast<std::uint64_t>(node) << 8 | static_cast<unsigned char>(c);
        const auto [edge, fresh] = edges_.try_emplace(key, static_cast<std::uint32_t>(nodes_.size()));
        if (fresh)
            nodes_.emplace_back();
        node = edge->second;
    }
    begins_[static_cast<unsigned char>(pattern[0])] = true;
    nodes_[node].token = static_cast<std::int32_t>(tokens_.size());
    tokens_.push_back(token);
}

std::int32_t AddedTokens::longestAt(std::string_view text, std::size_t at, std::size_t& length) const {
    std::int32_t best = -1;
    std::uint32_t node = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        const auto edge = edges_.find(static_cast<std::uint64_t>(node) << 8 | static_cast<unsigned char>(text[i]));
        if (edge == edges_.end())
            break;
        node = edge->second;
        if (nodes_[node].token >= 0) {
            best = nodes_[node].token;
            length = i + 1 - at;
        }
    }
    return best;
}

AddedTokens::Hit AddedTokens::find(std::string_view text, std::size_t from) const {
    for (std::size_t at = from; at < text.size(); ++at) {
        if (!begins_[static_cast<unsigned char>(text[at])])
            continue;
        std::size_t length = 0;
        const std::int32_t index = longestAt(text, at, length);
        if (index < 0)
            continue;
        const AddedToken& token = tokens_[static_cast<std::size_t>(index)];
        std::size_t begin = at;
        std::size_t end = at + length;
        if (token.singleWord && insideWord(text, begin, end)) {
            at = end - 1;
            continue;
        }
        while (token.lstrip && begin > from && isWhiteSpace(pointAt(text, characterBefore(text, begin))))
            begin = std::max(from, characterBefore(text, begin));
        while (token.rstrip && end < text.size() && isWhiteSpace(pointAt(text, end)))
            end += sequenceLength(text.data() + end, text.data() + text.size());
        return {begin, end, token.id};
    }
    return {text.size(), text.size(), -1};
}

} // namespace stillhouse::text
