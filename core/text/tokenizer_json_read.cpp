// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/text/json_field.h"
#include "core/text/tokenizer_json.h"
#include "core/text/tokenizer_json_steps.h"

#include <algorithm>

namespace stillhouse::text {
namespace {

/// Ids may have gaps, but not so many that a few bytes of file ask for gigabytes of table.
std::int64_t highestId(std::size_t tokens) {
    return static_cast<std::int64_t>(std::min<std::size_t>((std::size_t{1} << 20) + 2 * tokens, (std::size_t{1} << 24)));
}

void placeToken(TokenizerSpec& spec, std::int64_t id, const std::string& text, const std::string& where) {
    if (static_cast<std::size_t>(id) >= spec.tokens.size())
        spec.tokens.resize(static_cast<std::size_t>(id) + 1);
    std::string& slot = spec.tokens[static_cast<std::size_t>(id)];
    if (!slot.empty() && slot != text)
        base::fail(where, Text(SH_TR("The id %1 belongs to two tokens, \"%2\" and \"%3\""), {std::to_string(id), slot.substr(0, 80), text.substr(0, 80)}),
                   SH_TR("Each token needs an id of its own."));
    slot = text;
}

void readVocabulary(const JsonField& field, TokenizerSpec& spec) {
    if (!field.isObject() || field.value().empty())
        base::fail(field.where(), SH_TR("The vocabulary must be an object from token to id, and not empty"), SH_TR("Check the tokenizer's file."));
    const std::int64_t highest = highestId(field.value().size());
    spec.tokens.reserve(field.value().size());
    for (const auto& [text, id] : field.value().items()) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() > static_cast<std::uint64_t>(highest))
            base::fail(field.where(), Text(SH_TR("The id of \"%1\" must be a whole number from 0 to %2"), {text.substr(0, 80), std::to_string(highest)}),
                       SH_TR("Check the tokenizer's file."));
        placeToken(spec, id.get<std::int64_t>(), text, field.where());
    }
}

/// "a b" → (a, b). Nothing when there is not exactly one space with something on both sides.
bool splitMerge(std::string_view line, TokenizerSpec& spec) {
    const std::size_t space = line.find(' ');
    if (space == 0 || space == std::string_view::npos || space + 1 == line.size() || line.find(' ', space + 1) != std::string_view::npos)
        return false;
    spec.merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    return true;
}

[[noreturn]] void failMergeShape(const std::string& where, std::size_t index) {
    base::fail(where, Text(SH_TR("Merge %1 is not a pair of tokens"), {std::to_string(index)}), SH_TR("A merge is written \"a b\" or [\"a\", \"b\"]."));
}

void readMerges(const JsonField& field, TokenizerSpec& spec) {
    if (!field.isArray())
        base::fail(field.where(), SH_TR("This must be a list"), SH_TR("Check the tokenizer's file."));
    spec.merges.reserve(field.value().size());
    for (const nlohmann::json& merge : field.value()) {
        const std::size_t index = spec.merges.size() + 1;
        const bool pair = merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string();
        if (pair)
            spec.merges.emplace_back(merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>());
        else if (!merge.is_string() || !splitMerge(merge.get_ref<const std::string&>(), spec))
            failMergeShape(field.where(), index);
    }
}

void readAdded(const JsonField& field, TokenizerSpec& spec) {
    if (field.isNull())
        return;
    const std::int64_t highest = highestId(spec.tokens.size());
    for (const JsonField& item : field.items()) {
        AddedToken token;
        token.id = static_cast<std::int32_t>(item["id"].number(highest));
        token.content = item["content"].string();
        token.special = item["special"].boolean(false);
        token.normalized = item["normalized"].boolean(!token.special);
        token.lstrip = item["lstrip"].boolean(false);
        token.rstrip = item["rstrip"].boolean(false);
        token.singleWord = item["single_word"].boolean(false);
        if (token.content.empty())
            continue;
        placeToken(spec, token.id, token.content, item.where());
        spec.added.push_back(std::move(token));
    }
}

void refuseUnlessEmpty(const JsonField& field) {
    if (!field.isNull() && !(field.isString() && field.string().empty()))
        field.failUnsupported(field.isString() ? field.string() : field.value().dump().substr(0, 40));
}

void readModel(const JsonField& model, TokenizerSpec& spec) {
    if (const std::string type = model["type"].string("BPE"); type != "BPE")
        model["type"].failUnsupported(type);
    if (const JsonField dropout = model["dropout"]; !dropout.isNull() && !(dropout.value().is_number() && dropout.value() == 0))
        dropout.failUnsupported(dropout.value().dump());
    refuseUnlessEmpty(model["continuing_subword_prefix"]);
    refuseUnlessEmpty(model["end_of_word_suffix"]);
    spec.byteFallback = model["byte_fallback"].boolean(false);
    spec.ignoreMerges = model["ignore_merges"].boolean(false);
    spec.fuseUnk = model["fuse_unk"].boolean(false);
    readVocabulary(model["vocab"], spec);
    readMerges(model["merges"], spec);
}

std::optional<std::int32_t> idOf(const TokenizerSpec& spec, const std::string& text) {
    const auto found = std::find(spec.tokens.begin(), spec.tokens.end(), text);
    return found == spec.tokens.end() ? std::nullopt : std::optional(static_cast<std::int32_t>(found - spec.tokens.begin()));
}

} // namespace

TokenizerSpec readTokenizerJson(std::string_view text, const std::string& where) {
    const nlohmann::json document = base::parseJson(text, where);
    const JsonField root(document, where);
    TokenizerSpec spec;
    readModel(root["model"], spec);
    readAdded(root["added_tokens"], spec);
    if (const JsonField unk = root["model"]["unk_token"]; !unk.isNull()) {
        spec.unkId = idOf(spec, unk.string());
        if (!spec.unkId)
            base::fail(unk.where(), Text(SH_TR("\"%1\" is not in the vocabulary"), {unk.string().substr(0, 80)}), SH_TR("Check the tokenizer's file."));
    }
    readNormalizer(root["normalizer"], spec.normalizer);
    readPreTokenizer(root["pre_tokenizer"], spec.preTokenizer);
    readDecoder(root["decoder"], spec.decoder);
    readPostProcessor(root["post_processor"], spec);
    return spec;
}

TokenizerSpec readVocabAndMerges(std::string_view vocab, std::string_view merges, const std::string& vocabWhere, const std::string& mergesWhere) {
    TokenizerSpec spec;
    const nlohmann::json document = base::parseJson(vocab, vocabWhere);
    readVocabulary(JsonField(document, vocabWhere), spec);
    std::size_t line = 0;
    while (!merges.empty()) {
        const std::size_t end = std::min(merges.find('\n'), merges.size());
        std::string_view text = merges.substr(0, end);
        merges.remove_prefix(std::min(end + 1, merges.size()));
        ++line;
        if (text.ends_with('\r'))
            text.remove_suffix(1);
        if (text.empty() || (line == 1 && text.starts_with("#version")))
            continue;
        if (!splitMerge(text, spec))
            failMergeShape(mergesWhere + ", line " + std::to_string(line), spec.merges.size() + 1);
    }
    PreTokenizerStep bytes;
    bytes.kind = PreTokenizerStep::Kind::ByteLevel;
    spec.preTokenizer = {bytes};
    spec.decoder = {DecoderStep{}};
    return spec;
}

} // namespace stillhouse::text
