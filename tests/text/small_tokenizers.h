// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/spec_presets.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_json.h"

#include <nlohmann/json.hpp>

namespace stillhouse::tests {

/// A byte-level vocabulary: 256 bytes (ids 0 to 255 in order of the alphabet map), then what the merges make.
inline text::TokenizerSpec smallByteLevel() {
    text::TokenizerSpec spec;
    spec.preTokenizer = *text::preTokenizerOfGguf("gpt-2");
    text::useByteLevelDecoder(spec);
    std::vector<std::string> alphabet;
    for (int b = 0; b < 256; ++b)
        if ((b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae)
            alphabet.push_back(b < 128 ? std::string(1, static_cast<char>(b))
                                       : std::string{static_cast<char>(0xc0 | b >> 6), static_cast<char>(0x80 | (b & 0x3f))});
    for (std::uint32_t extra = 0x100; alphabet.size() < 256; ++extra)
        alphabet.push_back({static_cast<char>(0xc0 | extra >> 6), static_cast<char>(0x80 | (extra & 0x3f))});
    spec.tokens = alphabet;
    for (const auto& [left, right] : std::initializer_list<std::pair<const char*, const char*>>{
             {"h", "e"}, {"l", "l"}, {"he", "ll"}, {"hell", "o"}, {"\xc4\xa0", "w"}, {"\xc4\xa0w", "o"}}) {
        spec.merges.emplace_back(left, right);
        spec.tokens.push_back(std::string(left) + right);
    }
    return spec;
}

/// A Llama-2-like vocabulary: <unk>, <s>, </s>, 256 bytes, a few characters and merges, byte fallback, prefix space.
inline text::TokenizerSpec smallSentencePiece() {
    const std::string block = "\xe2\x96\x81";
    text::TokenizerSpec spec;
    text::useSentencePiece(spec, true);
    spec.tokens = {"<unk>", "<s>", "</s>"};
    for (int id = 0; id < 3; ++id) {
        text::AddedToken token;
        token.id = id;
        token.content = spec.tokens[static_cast<std::size_t>(id)];
        spec.added.push_back(token);
    }
    const char* digits = "0123456789ABCDEF";
    for (int b = 0; b < 256; ++b)
        spec.tokens.push_back(std::string("<0x") + digits[b >> 4] + digits[b & 15] + ">");
    spec.tokens.insert(spec.tokens.end(), {block, "h", "e", "l", "o", "\xc3\xa9"});
    for (const auto& [left, right] : std::initializer_list<std::pair<std::string, std::string>>{{"h", "e"}, {"l", "l"}, {"he", "ll"}, {block, "hell"}, {"o", block}}) {
        spec.merges.emplace_back(left, right);
        spec.tokens.push_back(left + right);
    }
    spec.unkId = 0;
    spec.fuseUnk = true;
    spec.prefixIds = {1};
    spec.bosId = 1;
    spec.eosIds = {2};
    return spec;
}

} // namespace stillhouse::tests
