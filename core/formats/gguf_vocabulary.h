// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabulary of a GGUF file as its keys spell it. What the keys mean as a tokenizer is said in core/text/gguf_tokenizer.h.
#pragma once
#include "core/formats/gguf.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::formats {

/// Kinds of token in tokenizer.ggml.token_type.
enum class GgufTokenKind : std::int32_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

struct GgufVocabulary {
    std::string model;               ///< tokenizer.ggml.model: "gpt2" (byte-level merges), "llama" (SentencePiece with scores), …
    std::string pre;                 ///< tokenizer.ggml.pre: "gpt-2", "llama-bpe", "qwen2", …
    std::vector<std::string> tokens; ///< text of each id
    std::vector<float> scores;       ///< "llama": one per token
    std::vector<GgufTokenKind> kinds;
    std::vector<std::string> merges; ///< "gpt2": "left right", in order of rank
    std::optional<std::int32_t> bos, eos, unknown, padding;
    std::optional<bool> addBos, addEos, addSpacePrefix;
    std::string chatTemplate;
};

/// What kind of tokenizer the file holds: tokenizer.ggml.model with the pre-tokenizer ("gpt2 (qwen2)"); empty without one.
std::string ggufTokenizerKind(const GgufFile& file);

/// base::Failure naming file and key where a list is missing, has another length than the tokens, or an id is outside them.
GgufVocabulary readGgufVocabulary(const GgufFile& file);

} // namespace stillhouse::formats
