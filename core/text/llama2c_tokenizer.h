// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <string>
#include <string_view>

namespace stillhouse::text {

/// Reads the tokenizer file of llama2.c (tokenizer.bin): int32 longest token, then for each id float32 score, int32 length and the
/// bytes, little-endian, to the end of the file. Ids 0, 1, 2 are unknown, BOS, EOS; 3 to 258 stand for the bytes. Spaces are stored as
/// spaces. Source: karpathy/llama2.c, run.c. Faults are base::Failure at `where` and the offset.
TokenizerSpec readLlama2cTokenizer(std::string_view bytes, const std::string& where);

} // namespace stillhouse::text
