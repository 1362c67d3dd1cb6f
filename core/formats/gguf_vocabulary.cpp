// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_vocabulary.h"

#include "core/base/failure.h"

namespace stillhouse::formats {

namespace {

std::optional<std::int32_t> idAt(const GgufFile& file, const std::string& key, std::size_t tokens) {
    const auto id = file.integer(key);
    if (!id || *id == 0xffffffff || *id == -1) // what some writers put for "none"
        return {};
    if (*id < 0 || std::size_t(*id) >= tokens)
        base::fail(file.path().string() + ", " + key,
                   Text(SH_TR("Token id %1 is outside the vocabulary of %2"), {std::to_string(*id), std::to_string(tokens)}));
    return std::int32_t(*id);
}

void checkLength(const GgufFile& file, const char* key, std::size_t entries, std::size_t tokens) {
    if (entries != tokens)
        base::fail(file.path().string() + ", " + key,
                   Text(SH_TR("There are %1 entries for %2 tokens"), {std::to_string(entries), std::to_string(tokens)}),
                   SH_TR("The file is incomplete or damaged; get it again"));
}

} // namespace

std::string ggufTokenizerKind(const GgufFile& file) {
    const auto model = file.text("tokenizer.ggml.model").value_or("");
    const auto pre = file.text("tokenizer.ggml.pre").value_or("");
    return pre.empty() ? model : model + " (" + pre + ")";
}

GgufVocabulary readGgufVocabulary(const GgufFile& file) {
    GgufVocabulary out;
    out.model = file.text("tokenizer.ggml.model").value_or("");
    out.pre = file.text("tokenizer.ggml.pre").value_or("");
    auto tokens = file.texts("tokenizer.ggml.tokens");
    if (!tokens || tokens->empty())
        base::fail(file.path().string() + ", tokenizer.ggml.tokens", SH_TR("The file holds no vocabulary"),
                   SH_TR("Use a file with a tokenizer, or give token ids"), ErrorKind::NotFound);
    out.tokens = std::move(*tokens);
    const auto count = out.tokens.size();
    out.scores = file.numbers("tokenizer.ggml.scores").value_or(std::vector<float>());
    if (!out.scores.empty())
        checkLength(file, "tokenizer.ggml.scores", out.scores.size(), count);
    const auto kinds = file.integers("tokenizer.ggml.token_type");
    if (kinds)
        checkLength(file, "tokenizer.ggml.token_type", kinds->size(), count);
    out.kinds.assign(count, GgufTokenKind::Normal);
    for (std::size_t i = 0; kinds && i < count; ++i)
        if ((*kinds)[i] >= 1 && (*kinds)[i] <= 6)
            out.kinds[i] = GgufTokenKind((*kinds)[i]);
    out.merges = file.texts("tokenizer.ggml.merges").value_or(std::vector<std::string>());
    out.bos = idAt(file, "tokenizer.ggml.bos_token_id", count);
    out.eos = idAt(file, "tokenizer.ggml.eos_token_id", count);
    out.unknown = idAt(file, "tokenizer.ggml.unknown_token_id", count);
    out.padding = idAt(file, "tokenizer.ggml.padding_token_id", count);
    out.addBos = file.boolean("tokenizer.ggml.add_bos_token");
    out.addEos = file.boolean("tokenizer.ggml.add_eos_token");
    out.addSpacePrefix = file.boolean("tokenizer.ggml.add_space_prefix");
    out.chatTemplate = file.text("tokenizer.chat_template").value_or("");
    return out;
}

} // namespace stillhouse::formats
