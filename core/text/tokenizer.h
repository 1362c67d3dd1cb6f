// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::text {

/// A byte-pair tokenizer: text to token ids and back. Source: Sennrich 2016 (BPE), Radford 2019 (byte level), Kudo 2018
/// (SentencePiece); encoding follows the Hugging Face `tokenizers` library token for token, SPM-with-scores follows SentencePiece.
///
/// decode(encode(x)) == x holds for any bytes, valid UTF-8 or not, when the vocabulary covers all bytes (byte level, or byte
/// fallback) and the file asks for nothing that loses text by itself. What loses text: a Unicode normalizer (x must already be in that
/// form: NFC for Qwen), Lowercase, Strip, Removed splits, a prefix space that is added only where there is none, and added tokens that
/// swallow white space. For a literal U+2581, which the SentencePiece style writes for a space, byte tokens are used: this keeps it
/// apart from a space and is the only known difference from the Hugging Face library.
///
/// A value: copies share one immutable vocabulary. Every const function may be called from any number of threads.
/// Faults in files are base::Failure that name file and field; ErrorKind::Unsupported for what this program does not read.
class Tokenizer {
public:
    /// A folder with tokenizer.json, or with vocab.json and merges.txt (GPT-2), or one file: tokenizer.json, a GGUF file, or
    /// llama2.c's tokenizer (tokenizer.bin, tok512.bin). tokenizer_config.json, special_tokens_map.json and generation_config.json beside it are used.
    static Tokenizer load(const std::filesystem::path& folderOrFile);

    /// From the bytes of tokenizer.json, and of tokenizer_config.json where there is one (else empty).
    static Tokenizer fromJson(std::string_view json, std::string_view config, const std::string& where);

    /// From memory. `where` names the source in errors.
    explicit Tokenizer(TokenizerSpec spec, std::string where = "tokenizer", std::vector<std::filesystem::path> sourceFiles = {});

    /// Token ids of any bytes. addSpecial: with the tokens that the tokenizer's own configuration puts around a text.
    std::vector<std::int32_t> encode(std::string_view bytes, bool addSpecial = false) const;
    /// The bytes of the ids. Ids outside the vocabulary (models pad it) give nothing. skipSpecial leaves special tokens out.
    std::string decode(std::span<const std::int32_t> ids, bool skipSpecial = false) const;
    /// The bytes that one token stands for inside a text (no prefix stripping): for showing a text as it is generated.
    std::string_view tokenBytes(std::int32_t id) const;

    /// Highest id + 1. Some ids below may have no token.
    std::size_t vocabSize() const;
    /// The token as the vocabulary writes it ("Ġthe", "▁the"); empty for an id without a token.
    std::string_view tokenText(std::int32_t id) const;
    std::optional<std::int32_t> tokenId(std::string_view text) const;
    bool isSpecial(std::int32_t id) const;

    std::optional<std::int32_t> bosId() const;
    std::optional<std::int32_t> eosId() const;
    /// All ids that end a text: eosId first, then what generation_config.json names.
    std::span<const std::int32_t> eosIds() const;
    std::optional<std::int32_t> padId() const;
    std::optional<std::int32_t> unkId() const;
    /// The Jinja chat template as given, or empty. See chat_template.h.
    const std::string& chatTemplate() const;

    /// 64-bit FNV-1a over (id, text) of all tokens in order of id: equal for the same tokens with the same ids, whatever file they
    /// come from, and stable between versions of this program.
    std::uint64_t hash() const;

    /// A Hugging Face tokenizer.json. A vocabulary with scores is written with merges in order of score.
    std::string saveJson() const;
    /// A tokenizer_config.json for saveJson(): special tokens and chat template, which tokenizer.json has no place for.
    std::string saveConfigJson() const;
    /// The files that an export to a Hugging Face folder copies byte for byte; empty when the tokenizer came from elsewhere
    /// (then write saveJson()).
    const std::vector<std::filesystem::path>& sourceFiles() const;
    const TokenizerSpec& spec() const;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

} // namespace stillhouse::text
