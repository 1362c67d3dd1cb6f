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
/// Windows and figures are defined in core/native/text_windows.h. The text is bytes: no other special token is added, but special
/// tokens written in it count as such.
/// base::Failure: a text too short to score, context below 2 or beyond the model's, cancelled.
PerplexityResult perplexity(const model::Decoder& decoder, const text::Tokenizer& tokenizer, std::string_view text, std::int64_t context,
                            RunControl& control, const ScoreOptions& options = {});

/// The same of a file's bytes.
PerplexityResult perplexityOfFile(const model::Decoder& decoder, const text::Tokenizer& tokenizer, const std::string& file,
                                  std::int64_t context, RunControl& control, const ScoreOptions& options = {});

} // namespace stillhouse::evaluate
