// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/text.h"
#include "core/formats/gguf_vocabulary.h"
#include "core/text/tokenizer.h"

#include <string>
#include <vector>

namespace stillhouse::text {

/// The tokenizer that a GGUF vocabulary describes: "gpt2" with a pre-tokenizer that preTokenizerOfGguf knows, or "llama". Control and
/// user-defined tokens are found in texts, as in the Hugging Face library. base::Failure at `where`: Unsupported for other kinds.
TokenizerSpec specOfGguf(const formats::GgufVocabulary& vocabulary, const std::string& where);

/// The keys that make llama.cpp cut texts as `tokenizer` does: byte-level merges become "gpt2", SentencePiece-style vocabularies
/// "llama" with scores in order of the merges. What a reader of the file will do differently is added to `notes` (a Unicode normalizer,
/// merges that no scores can express). base::Failure (Unsupported) when GGUF has no name for the pre-tokenizer.
formats::GgufVocabulary ggufOfTokenizer(const Tokenizer& tokenizer, std::vector<Text>& notes);

} // namespace stillhouse::text
