// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <string>
#include <string_view>

namespace stillhouse::text {

/// Reads a Hugging Face tokenizer.json with a BPE model. `truncation` and `padding` are not used: a text is encoded whole. Faults are
/// base::Failure at `where` and the field; ErrorKind::Unsupported names what this program does not read.
TokenizerSpec readTokenizerJson(std::string_view text, const std::string& where);

/// Reads GPT-2's pair of files: vocab.json (token → id) and merges.txt ("a b" lines, the first may be "#version: …").
TokenizerSpec readVocabAndMerges(std::string_view vocab, std::string_view merges, const std::string& vocabWhere, const std::string& mergesWhere);

/// Writes a specification as tokenizer.json.
std::string writeTokenizerJson(const TokenizerSpec& spec);

/// What tokenizer.json has no place for, as tokenizer_config.json: the special tokens by their text, and the chat template.
std::string writeTokenizerConfigJson(const TokenizerSpec& spec);

} // namespace stillhouse::text
