// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace stillhouse::quantize {

/// The token ids of a text, JSONL, CSV or TSV file, at least the first `wanted` of them, if it has so many; of records, every prompt and
/// response, one behind the other. Reads no more of the file than it needs. base::Failure for a file that cannot be read.
std::vector<std::int32_t> textIds(const std::string& path, const text::Tokenizer& tokenizer, std::size_t wanted,
                                  const std::function<void()>& check);

/// The first `sequences` windows of `length` tokens of such a file. Each window begins as the tokenizer begins a text. The last may be
/// shorter, down to 2 tokens. base::Failure for a file that gives no window and for ids that the model of `vocab` tokens does not know.
std::vector<std::vector<std::int32_t>> calibrationWindows(const std::string& path, const text::Tokenizer& tokenizer, std::int64_t sequences, std::int64_t length,
                                                          std::int64_t vocab, const std::function<void()>& check);

} // namespace stillhouse::quantize
