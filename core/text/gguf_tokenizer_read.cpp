// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/gguf_tokenizer.h"

#include "core/base/failure.h"
#include "core/text/spec_presets.h"

#include <cmath>

namespace stillhouse::text {

namespace {

using formats::GgufTokenKind;
using formats::GgufVocabulary;

void addSpecialTokens(const GgufVocabulary& vocabulary, TokenizerSpec& spec) {
    for (std::size_t i = 0; i < vocabulary.kinds.size(); ++i) {
        const auto kind = vocabulary.kinds[i];
        if (kind == GgufTokenKind::Unused)
            spec.tokens[i].clear(); // an id without a token
        if ((kind != GgufTokenKind::Unknown && kind != GgufTokenKind::Control && kind != GgufTokenKind::UserDefined) ||
            spec.tokens[i].empty())
            continue;
        AddedToken token;
        token.id = std::int32_t(i);
        token.content = spec.tokens[i];
        token.special = kind != GgufTokenKind::UserDefined;
        spec.added.push_back(token);
    }
}

void useScores(const GgufVocabulary& vocabulary, TokenizerSpec& spec, const std::string& where) {
    if (vocabulary.scores.size() != vocabulary.tokens.size())
        base::fail(where + ", tokenizer.ggml.scores", SH_TR("The scores are missing"));
    for (const float score : vocabulary.scores)
        if (!std::isfinite(score))
            base::fail(where + ", tokenizer.ggml.scores", SH_TR("A score is not a number"));
    spec.kind = TokenizerSpec::Kind::Scores;
    spec.scores = vocabulary.scores;
    spec.unkId = vocabulary.unknown.value_or(0);
    useSentencePiece(spec, vocabulary.addSpacePrefix.value_or(true));
}

void useMerges(const GgufVocabulary& vocabulary, TokenizerSpec& spec, const std::string& where) {
    const auto steps = preTokenizerOfGguf(vocabulary.pre);
    if (!steps)
        base::fail(where + ", tokenizer.ggml.pre",
                   vocabulary.pre.empty() ? Text(SH_TR("The file does not say how texts are cut before merging"))
                                          : Text(SH_TR("The pre-tokenizer “%1” is not supported"), {vocabulary.pre}),
                   SH_TR("Convert the model again with a current llama.cpp, or use its Hugging Face folder"), ErrorKind::Unsupported);
    for (std::size_t i = 0; i < vocabulary.merges.size(); ++i) {
        const auto& merge = vocabulary.merges[i];
        const auto space = merge.find(' ', 1); // a token may begin with a space, but byte-level ones hold none
        if (space == std::string::npos || space + 1 == merge.size())
            base::fail(where + ", tokenizer.ggml.merges, entry " + std::to_string(i), SH_TR("A merge is not two tokens"));
        spec.merges.emplace_back(merge.substr(0, space), merge.substr(space + 1));
    }
    spec.preTokenizer = *steps;
    spec.ignoreMerges = isLlama3Gguf(vocabulary.pre);
    useByteLevelDecoder(spec);
}

} // namespace

TokenizerSpec specOfGguf(const GgufVocabulary& vocabulary, const std::string& where) {
    TokenizerSpec spec;
    spec.tokens = vocabulary.tokens;
    const bool scores = vocabulary.model == "llama";
    if (!scores && vocabulary.model != "gpt2")
        base::fail(where + ", tokenizer.ggml.model", Text(SH_TR("Tokenizers of the kind “%1” are not supported"), {vocabulary.model}),
                   SH_TR("Supported are gpt2 and llama"), ErrorKind::Unsupported);
    if (scores)
        useScores(vocabulary, spec, where);
    else
        useMerges(vocabulary, spec, where);
    addSpecialTokens(vocabulary, spec);
    spec.bosId = vocabulary.bos;
    spec.padId = vocabulary.padding;
    if (vocabulary.eos)
        spec.eosIds = {*vocabulary.eos};
    if (vocabulary.bos && vocabulary.addBos.value_or(scores || isLlama3Gguf(vocabulary.pre)))
        spec.prefixIds = {*vocabulary.bos};
    if (vocabulary.eos && vocabulary.addEos.value_or(false))
        spec.suffixIds = {*vocabulary.eos};
    spec.chatTemplate = vocabulary.chatTemplate;
    return spec;
}

} // namespace stillhouse::text
