// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/text/gguf_tokenizer.h"
#include "core/text/json_field.h"
#include "core/text/llama2c_tokenizer.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_json.h"

#include <algorithm>

namespace stillhouse::text {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t maxTokenizerBytes = std::size_t{256} << 20;
constexpr std::size_t maxConfigBytes = std::size_t{8} << 20;

std::optional<std::int32_t> idOfToken(const TokenizerSpec& spec, const std::string& text) {
    // Special tokens stand at one of the ends of a vocabulary, so a search from the back is short.
    const auto found = std::find(spec.tokens.rbegin(), spec.tokens.rend(), text);
    return text.empty() || found == spec.tokens.rend() ? std::nullopt : std::optional(static_cast<std::int32_t>(spec.tokens.rend() - found - 1));
}

/// A special token in a configuration: a text, or an object with "content".
std::optional<std::int32_t> tokenOf(const TokenizerSpec& spec, const JsonField& field) {
    if (field.isString())
        return idOfToken(spec, field.string());
    if (field.isObject() && field["content"].isString())
        return idOfToken(spec, field["content"].string());
    return std::nullopt;
}

void addEos(TokenizerSpec& spec, std::int32_t id) {
    if (std::find(spec.eosIds.begin(), spec.eosIds.end(), id) == spec.eosIds.end())
        spec.eosIds.push_back(id);
}

void useSpecialTokens(const JsonField& root, TokenizerSpec& spec) {
    if (!spec.bosId)
        spec.bosId = tokenOf(spec, root["bos_token"]);
    if (const auto eos = tokenOf(spec, root["eos_token"]); eos && spec.eosIds.empty())
        addEos(spec, *eos);
    if (!spec.padId)
        spec.padId = tokenOf(spec, root["pad_token"]);
    // unk_token is the model's own business: one named here does not change what becomes of an unknown character.
}

/// The Llama classes of the reference put BOS and EOS around a text as these two flags say, whatever the post processor says.
void useTokenizerConfig(const JsonField& root, TokenizerSpec& spec) {
    useSpecialTokens(root, spec);
    if (root["chat_template"].isString())
        spec.chatTemplate = root["chat_template"].string();
    const std::string kind = root["tokenizer_class"].isString() ? root["tokenizer_class"].string() : "";
    const bool decides = kind.find("Llama") != std::string::npos || (spec.prefixIds.empty() && spec.suffixIds.empty());
    if (!decides)
        return;
    if (const JsonField bos = root["add_bos_token"]; !bos.isNull()) {
        spec.prefixIds.clear();
        if (bos.boolean(false) && spec.bosId)
            spec.prefixIds = {*spec.bosId};
    }
    if (const JsonField eos = root["add_eos_token"]; !eos.isNull()) {
        spec.suffixIds.clear();
        if (eos.boolean(false) && !spec.eosIds.empty())
            spec.suffixIds = {spec.eosIds.front()};
    }
}

void useGenerationConfig(const JsonField& root, TokenizerSpec& spec) {
    const auto id = [](const JsonField& field) -> std::optional<std::int32_t> {
        if (!field.value().is_number_unsigned() || field.value().get<std::uint64_t>() > 0x7fffffff)
            return std::nullopt;
        return field.value().get<std::int32_t>();
    };
    if (!spec.bosId)
        spec.bosId = id(root["bos_token_id"]);
    if (!spec.padId)
        spec.padId = id(root["pad_token_id"]);
    if (const JsonField eos = root["eos_token_id"]; eos.isArray()) {
        for (const JsonField& item : eos.items())
            if (const auto one = id(item))
                addEos(spec, *one);
    } else if (const auto one = id(eos)) {
        addEos(spec, *one);
    }
}

template <typename Use> void useConfig(const fs::path& path, TokenizerSpec& spec, Use use) {
    if (!fs::is_regular_file(path))
        return;
    const nlohmann::json document = base::readJson(path.string(), maxConfigBytes);
    use(JsonField(document, path.string()), spec);
}

/// The class GPT2Tokenizer of the reference begins and ends texts with this token unless a configuration says otherwise.
void useGpt2Defaults(TokenizerSpec& spec) {
    const auto end = idOfToken(spec, "<|endoftext|>");
    if (!end)
        return;
    spec.added.push_back(AddedToken{*end, "<|endoftext|>"});
    spec.bosId = spec.bosId ? spec.bosId : end;
    if (spec.eosIds.empty())
        addEos(spec, *end);
}

Tokenizer loadFolder(const fs::path& folder, const fs::path& tokenizerJson) {
    const bool one = fs::is_regular_file(tokenizerJson);
    const fs::path vocab = folder / "vocab.json";
    const fs::path merges = folder / "merges.txt";
    if (!one && !(fs::is_regular_file(vocab) && fs::is_regular_file(merges)))
        base::fail(folder.string(), SH_TR("There is no tokenizer here"), SH_TR("The folder needs tokenizer.json, or vocab.json and merges.txt."), ErrorKind::NotFound);
    const std::string where = one ? tokenizerJson.string() : vocab.string();
    TokenizerSpec spec = one ? readTokenizerJson(base::readFile(tokenizerJson, maxTokenizerBytes), where)
                             : readVocabAndMerges(base::readFile(vocab, maxTokenizerBytes), base::readFile(merges, maxTokenizerBytes), where, merges.string());
    useConfig(folder / "tokenizer_config.json", spec, useTokenizerConfig);
    useConfig(folder / "special_tokens_map.json", spec, useSpecialTokens);
    useConfig(folder / "generation_config.json", spec, useGenerationConfig);
    if (!one)
        useGpt2Defaults(spec);
    if (const fs::path jinja = folder / "chat_template.jinja"; spec.chatTemplate.empty() && fs::is_regular_file(jinja))
        spec.chatTemplate = base::readFile(jinja, maxConfigBytes);
    std::vector<fs::path> files;
    for (const char* name : {"tokenizer.json", "vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "chat_template.jinja"})
        if (fs::is_regular_file(folder / name))
            files.push_back(folder / name);
    return Tokenizer(std::move(spec), where, std::move(files));
}

} // namespace

Tokenizer Tokenizer::fromJson(std::string_view json, std::string_view config, const std::string& where) {
    TokenizerSpec spec = readTokenizerJson(json, where);
    if (!config.empty()) {
        const auto document = base::parseJson(config, where + ", tokenizer_config.json");
        useTokenizerConfig(JsonField(document, where + ", tokenizer_config.json"), spec);
    }
    return Tokenizer(std::move(spec), where);
}

Tokenizer Tokenizer::load(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        return loadFolder(path, path / "tokenizer.json");
    if (!fs::exists(path, ignored))
        base::fail(path.string(), SH_TR("There is no such file or folder"), SH_TR("Check the path."), ErrorKind::NotFound);
    if (path.extension() == ".gguf")
        return Tokenizer(specOfGguf(formats::readGgufVocabulary(formats::GgufFile(path)), path.string()), path.string());
    if (path.extension() == ".json")
        return loadFolder(path.parent_path(), path);
    return Tokenizer(readLlama2cTokenizer(base::readFile(path, maxTokenizerBytes), path.string()), path.string());
}

} // namespace stillhouse::text
