// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/engine.h"
#include "core/evaluate/batches.h"
#include "core/model/decoder.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::evaluate {

/// Perplexity of a text, read in consecutive windows of `context` tokens that do not overlap (0: the model's whole context).
///
/// Where the tokenizer's configuration puts BOS in front of a text, each window is BOS and context−1 tokens of the text, and every token
/// of the text is scored; else the first token of a window has nothing before it and is not scored. nll: nats per scored token.
/// perplexity = e^nll. bits per byte = nll · (tokens of the text) / (ln 2 · bytes of the text). The text is bytes: no other special token
/// is added, but special tokens written in it count as such.
/// base::Failure: a text too short to score, context below 2 or beyond the model's, cancelled.
PerplexityResult perplexity(const model::Decoder& decoder, const text::Tokenizer& tokenizer, std::string_view text, std::int64_t context,
                            RunControl& control, const ScoreOptions& options = {});

/// The same of a file's bytes.
PerplexityResult perplexityOfFile(const model::Decoder& decoder, const text::Tokenizer& tokenizer, const std::string& file,
                                  std::int64_t context, RunControl& control, const ScoreOptions& options = {});

/// The windows, front tokens included.
std::vector<std::vector<std::int32_t>> textWindows(std::span<const std::int32_t> ids, std::span<const std::int32_t> front,
                                                   std::int64_t context);

} // namespace stillhouse::evaluate
