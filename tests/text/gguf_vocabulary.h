// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <filesystem>

namespace stillhouse::tests {

/// The vocabulary of a trusted GGUF v3 file (test data), for the tests of text/ alone.
text::TokenizerSpec readGgufVocabulary(const std::filesystem::path& path);

} // namespace stillhouse::tests
