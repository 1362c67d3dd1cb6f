// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::text {

/// A token that is found in the text before everything else (HF "added_tokens").
struct AddedToken {
    std::int32_t id = 0;
    std::string content;
    bool special = true;     ///< left out by decode(…, skipSpecial)
    bool normalized = false; ///< looked for in the normalised text instead of the raw text
    bool lstrip = false;     ///< swallows white space before it
    bool rstrip = false;     ///< swallows white space after it
    bool singleWord = false; ///< only between characters that are no word characters
    bool matched = true;     ///< false: never found in text, only added or generated (control tokens of llama2.c files)
};

/// A string or a regular expression (Oniguruma/PCRE syntax, Unicode properties).
struct Pattern {
    std::string text;
    bool regex = false;
};

struct NormalizerStep {
    enum class Kind { Prepend, Replace, Nfc, Nfkc, Nfd, Nfkd, Lowercase, Strip };
    Kind kind = Kind::Nfc;
    Pattern pattern;     ///< Replace
    std::string content; ///< Replace, Prepend
    bool left = true;    ///< Strip
    bool right = true;   ///< Strip
};

enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };
enum class PrependScheme { Never, First, Always };

struct PreTokenizerStep {
    enum class Kind { Split, ByteLevel, Digits, Metaspace, Whitespace, WhitespaceSplit, Punctuation };
    Kind kind = Kind::Split;
    Pattern pattern;                                   ///< Split
    SplitBehavior behavior = SplitBehavior::Isolated;  ///< Split, Punctuation
    bool invert = false;                               ///< Split
    bool addPrefixSpace = false;                       ///< ByteLevel
    bool useRegex = true;                              ///< ByteLevel: split by GPT-2's expression
    bool individualDigits = false;                     ///< Digits
    std::string replacement = "\xe2\x96\x81";          ///< Metaspace
    PrependScheme prepend = PrependScheme::Always;     ///< Metaspace
    bool split = true;                                 ///< Metaspace
};

struct DecoderStep {
    enum class Kind { ByteLevel, Replace, ByteFallback, Fuse, Strip, Metaspace };
    Kind kind = Kind::ByteLevel;
    Pattern pattern;     ///< Replace
    std::string content; ///< Replace, Strip (one character)
    int start = 0;       ///< Strip
    int stop = 0;        ///< Strip
    std::string replacement = "\xe2\x96\x81";
    PrependScheme prepend = PrependScheme::Always;
};

/// Everything that a Tokenizer is made from. Readers of any file format (tokenizer.json, vocab.json + merges.txt, llama2.c, GGUF)
/// fill one of these.
struct TokenizerSpec {
    /// Byte-pair merges in order of rank (`merges`), or merges wherever the joined text is a token, best score first (`scores`).
    enum class Kind { Merges, Scores };
    Kind kind = Kind::Merges;

    std::vector<std::string> tokens;                         ///< text of each id; an empty text is an id without a token
    std::vector<std::pair<std::string, std::string>> merges; ///< kind Merges
    std::vector<float> scores;                               ///< kind Scores: one for each id
    std::vector<AddedToken> added;

    bool byteFallback = false; ///< unknown characters become tokens <0x00> … <0xFF>
    bool ignoreMerges = false; ///< a piece that is itself a token is that token, whatever the merges say
    bool fuseUnk = false;
    std::optional<std::int32_t> unkId; ///< what an unknown character becomes; without one it is dropped

    std::vector<NormalizerStep> normalizer;
    std::vector<PreTokenizerStep> preTokenizer;
    std::vector<DecoderStep> decoder;

    std::vector<std::int32_t> prefixIds; ///< added in front by encode(…, addSpecial)
    std::vector<std::int32_t> suffixIds; ///< added at the end by encode(…, addSpecial)
    std::optional<std::int32_t> bosId;
    std::optional<std::int32_t> padId;
    std::vector<std::int32_t> eosIds; ///< the first is the tokenizer's own, others end a generation too
    std::string chatTemplate;         ///< Jinja text of tokenizer_config.json, see chat_template.h
};

} // namespace stillhouse::text
