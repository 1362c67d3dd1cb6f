// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace stillhouse::text {

/// GPT-2's expression (Radford 2019), which a ByteLevel pre-tokenizer splits by unless told otherwise.
extern const char* const gpt2Expression;
/// Qwen 2's expression, and Llama 3's (digits in groups of three).
extern const char* const qwen2Expression;
extern const char* const llama3Expression;

/// The pre-tokenizer that a GGUF file calls `name` in tokenizer.ggml.pre ("gpt-2", "qwen2", "llama-bpe", "deepseek-coder",
/// "deepseek-v3", "smollm" …), or nothing when the name is unknown.
std::optional<std::vector<PreTokenizerStep>> preTokenizerOfGguf(const std::string& name);

/// Whether the name is one of Llama 3's: there a piece that is a token is that token whatever the merges say, and BOS goes in front.
bool isLlama3Gguf(const std::string& name);

/// The decoder that belongs to a byte-level vocabulary.
void useByteLevelDecoder(TokenizerSpec& spec);

/// Llama 2's steps around a SentencePiece vocabulary: spaces are written as U+2581, one is put in front of the text, unknown
/// characters fall back to bytes.
void useSentencePiece(TokenizerSpec& spec, bool prefixSpace);

} // namespace stillhouse::text
