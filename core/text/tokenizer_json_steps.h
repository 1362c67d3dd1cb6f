// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/json_field.h"
#include "core/text/tokenizer_spec.h"

namespace stillhouse::text {

/// The chains of steps of a tokenizer.json; a Sequence is flattened. Only for use in .cpp files.
void readNormalizer(const JsonField& field, std::vector<NormalizerStep>& out);
void readPreTokenizer(const JsonField& field, std::vector<PreTokenizerStep>& out);
void readDecoder(const JsonField& field, std::vector<DecoderStep>& out);
/// What a TemplateProcessing puts around one text.
void readPostProcessor(const JsonField& field, TokenizerSpec& spec);

nlohmann::ordered_json writeNormalizer(const std::vector<NormalizerStep>& steps);
nlohmann::ordered_json writePreTokenizer(const std::vector<PreTokenizerStep>& steps);
nlohmann::ordered_json writeDecoder(const std::vector<DecoderStep>& steps);
nlohmann::ordered_json writePostProcessor(const TokenizerSpec& spec);

} // namespace stillhouse::text
