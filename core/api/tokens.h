// SPDX-License-Identifier: GPL-3.0-or-later
// Text ⇄ token ids without the engine.
#pragma once
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

/// The ids of `text` (any bytes) under the tokenizer of `model` (folder, tokenizer.json, vocab.json beside merges.txt, or tok512.bin).
/// `special`: with the special tokens that the tokenizer's own configuration adds.
Result<std::vector<std::int64_t>> tokenize(const std::string& model, const std::string& text, bool special);
Result<std::string> detokenize(const std::string& model, const std::vector<std::int64_t>& ids);

/// How two tokenizers relate. Extended: one is the other with further tokens behind, so the ids below `common` are the same.
enum class TokenRelation { Same, Extended, Different };
struct TokenAgreement {
    TokenRelation relation = TokenRelation::Same;
    std::int64_t common = 0; ///< ids that both know
};
Result<TokenAgreement> compareTokenizers(const std::string& model, const std::string& other);

struct TokenizerTraining {
    std::string data; ///< text file, or JSONL/CSV whose texts are used
    std::string out;  ///< folder
    std::int64_t vocab = 4096;
    std::vector<std::string> special = {"<|endoftext|>"};
};
/// Trains a byte-level BPE tokenizer and writes tokenizer.json; returns the vocabulary's size. Stops when `control` says so.
Result<std::int64_t> trainTokenizer(const TokenizerTraining& request, RunControl& control);

} // namespace stillhouse
