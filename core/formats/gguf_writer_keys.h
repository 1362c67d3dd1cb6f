// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/gguf_metadata.h"
#include "core/formats/gguf_writer.h"

namespace stillhouse::formats {

/// general.* and the architecture's keys, as llama.cpp asks for them.
void addConfigKeys(GgufMetadata& out, const ModelConfig& config, const GgufWriteOptions& options);

/// tokenizer.*, padded with unused tokens to the model's vocabulary; "no_vocab" without one. base::Failure at `where` when there are
/// more tokens than the model has.
void addVocabularyKeys(GgufMetadata& out, const ModelConfig& config, const std::optional<GgufVocabulary>& vocabulary,
                       const std::string& where, std::vector<Text>& notes);

} // namespace stillhouse::formats
