// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace stillhouse::quantize {

/// The first `sequences` windows of `length` tokens of a text, JSONL, CSV or TSV file; of records, every prompt and response, one behind
/// the other. Each window begins as the tokenizer begins a text. The last may be shorter, down to 2 tokens. Reads no more of the file than
/// it needs. base::Failure for a file that gives no window and for ids that the model of `vocab` tokens does not know.
std::vector<std::vector<std::int32_t>> calibrationWindows(const std::string& path, const text::Tokenizer& tokenizer, std::int64_t sequences, std::int64_t length,
                                                          std::int64_t vocab, const std::function<void()>& check);

} // namespace stillhouse::quantize
