// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/gguf_tokenizer.h"

#include "core/base/failure.h"
#include "core/text/byte_alphabet.h"
#include "core/text/spec_presets.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace stillhouse::text {

namespace {

using formats::GgufTokenKind;
using formats::GgufVocabulary;

constexpr const char* space = "\xe2\x96\x81"; // U+2581

// Steps that cut alike compare equal, however a tokenizer.json spells them.
using Cut = std::tuple<std::string, SplitBehavior, bool>;
std::vector<Cut> cutsOf(const std::vector<PreTokenizerStep>& steps) {
    std::vector<Cut> cuts;
    for (const auto& step : steps) {
        if (step.kind == PreTokenizerStep::Kind::Split)
            cuts.emplace_back(step.pattern.text, step.behavior, step.invert);
        else if (step.kind == PreTokenizerStep::Kind::Digits && step.individualDigits)
            cuts.emplace_back(R"(\p{N})", SplitBehavior::Isolated, false);
        else if (step.kind == PreTokenizerStep::Kind::ByteLevel && !step.addPrefixSpace) {
            if (step.useRegex)
                cuts.emplace_back(gpt2Expression, SplitBehavior::Isolated, false);
        } else
            cuts.emplace_back("", SplitBehavior::Removed, true); // equal to none
    }
    return cuts;
}

std::string preOf(const TokenizerSpec& spec) {
    const auto cuts = cutsOf(spec.preTokenizer);
    for (const char* name : {"gpt-2", "llama-bpe", "qwen2", "smollm", "deepseek-coder", "deepseek-v3"})
        if (isLlama3Gguf(name) == spec.ignoreMerges && cutsOf(*preTokenizerOfGguf(name)) == cuts)
            return name;
    base::fail("tokenizer.ggml.pre", SH_TR("GGUF has no name for the way this tokenizer cuts texts"),
               SH_TR("Use the tokenizer of GPT-2, Llama, Qwen 2, SmolLM or DeepSeek, or export as hf or native"), ErrorKind::Unsupported);
}

bool byteLevel(const TokenizerSpec& spec) {
    return std::any_of(spec.preTokenizer.begin(), spec.preTokenizer.end(),
                       [](const auto& step) { return step.kind == PreTokenizerStep::Kind::ByteLevel; });
}

void noteNormalizer(const TokenizerSpec& spec, std::vector<Text>& notes) {
    for (const auto& step : spec.normalizer)
        if (step.kind != NormalizerStep::Kind::Prepend && step.kind != NormalizerStep::Kind::Replace) {
            notes.push_back(SH_TR("GGUF has no Unicode normalizer: other programs may cut texts that are not in normal form differently"));
            return;
        }
}

std::vector<GgufTokenKind> kindsOf(const TokenizerSpec& spec) {
    std::vector<GgufTokenKind> kinds(spec.tokens.size(), GgufTokenKind::Normal);
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (spec.tokens[i].empty())
            kinds[i] = GgufTokenKind::Unused;
        else if (spec.byteFallback && byteOfFallbackToken(spec.tokens[i]))
            kinds[i] = GgufTokenKind::Byte;
    for (const auto& token : spec.added)
        if (token.id >= 0 && std::size_t(token.id) < kinds.size())
            kinds[std::size_t(token.id)] = token.special ? GgufTokenKind::Control : GgufTokenKind::UserDefined;
    if (spec.unkId && std::size_t(*spec.unkId) < kinds.size())
        kinds[std::size_t(*spec.unkId)] = GgufTokenKind::Unknown;
    return kinds;
}

// SentencePiece joins neighbours wherever the joined text is a token, best score first. Scores say the same as the list of merges when
// every way to make a token from two others is in the list, and those of one token follow each other.
bool scoresSayTheSame(const TokenizerSpec& spec, const std::unordered_map<std::string, std::size_t>& ranks) {
    std::unordered_set<std::string> tokens(spec.tokens.begin(), spec.tokens.end()), pairs, left;
    std::string current;
    for (const auto& [a, b] : spec.merges) {
        pairs.insert(a + '\0' + b);
        if (a + b != current && !left.insert(a + b).second)
            return false;
        current = a + b;
    }
    for (const auto& [token, rank] : ranks)
        for (std::size_t cut = 1; cut < token.size(); ++cut) {
            const auto a = token.substr(0, cut), b = token.substr(cut);
            if (tokens.contains(a) && tokens.contains(b) && !pairs.contains(a + '\0' + b))
                return false;
        }
    return true;
}

std::vector<float> scoresOfMerges(const TokenizerSpec& spec, std::vector<Text>& notes) {
    std::unordered_map<std::string, std::size_t> ranks;
    for (const auto& [a, b] : spec.merges)
        ranks.emplace(a + b, ranks.size());
    std::vector<float> scores(spec.tokens.size(), 0);
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (const auto rank = ranks.find(spec.tokens[i]); rank != ranks.end())
            scores[i] = -float(rank->second + 1);
    if (!scoresSayTheSame(spec, ranks))
        notes.push_back(
            SH_TR("GGUF keeps scores instead of merges for this kind of tokenizer: other programs may cut some words differently"));
    return scores;
}

bool prefixesSpace(const TokenizerSpec& spec) {
    for (const auto& step : spec.normalizer)
        if (step.kind == NormalizerStep::Kind::Prepend)
            return true;
    for (const auto& step : spec.preTokenizer)
        if (step.kind == PreTokenizerStep::Kind::Metaspace)
            return step.prepend != PrependScheme::Never;
    return false;
}

void writeScored(const TokenizerSpec& spec, GgufVocabulary& out, std::vector<Text>& notes) {
    out.model = "llama";
    out.pre = "default";
    out.addSpacePrefix = prefixesSpace(spec);
    out.scores = spec.kind == TokenizerSpec::Kind::Scores ? spec.scores : scoresOfMerges(spec, notes);
    out.scores.resize(out.tokens.size(), 0);
    // Files of llama2.c write a space as itself.
    for (std::size_t i = 0; i < out.tokens.size(); ++i) {
        if (out.kinds[i] != GgufTokenKind::Normal)
            continue;
        for (std::size_t at = 0; (at = out.tokens[i].find(' ', at)) != std::string::npos;)
            out.tokens[i].replace(at, 1, space);
    }
}

void writeMerges(const TokenizerSpec& spec, GgufVocabulary& out) {
    out.model = "gpt2";
    out.pre = preOf(spec);
    for (const auto& [a, b] : spec.merges)
        out.merges.push_back(a + " " + b);
}

// llama.cpp finds tokens by their text, so each may be there once; the byte tokens of llama2.c files repeat characters.
void clearRepeated(GgufVocabulary& out) {
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < out.tokens.size(); ++i)
        if (!out.tokens[i].empty() && !seen.insert(out.tokens[i]).second) {
            out.tokens[i].clear();
            out.kinds[i] = GgufTokenKind::Unused;
        }
}

} // namespace

formats::GgufVocabulary ggufOfTokenizer(const Tokenizer& tokenizer, std::vector<Text>& notes) {
    const auto& spec = tokenizer.spec();
    GgufVocabulary out;
    out.tokens = spec.tokens;
    out.kinds = kindsOf(spec);
    for (const auto& token : spec.added) { // special tokens may stand outside the model's own list
        if (token.id < 0 || std::size_t(token.id) > spec.tokens.size() + spec.added.size())
            continue;
        if (std::size_t(token.id) >= out.tokens.size()) {
            out.tokens.resize(std::size_t(token.id) + 1);
            out.kinds.resize(out.tokens.size(), GgufTokenKind::Unused);
        }
        out.tokens[std::size_t(token.id)] = token.content;
        if (out.kinds[std::size_t(token.id)] == GgufTokenKind::Unused)
            out.kinds[std::size_t(token.id)] = token.special ? GgufTokenKind::Control : GgufTokenKind::UserDefined;
    }
    noteNormalizer(spec, notes);
    if (byteLevel(spec))
        writeMerges(spec, out);
    else
        writeScored(spec, out, notes);
    clearRepeated(out);
    out.bos = spec.bosId;
    if (!spec.eosIds.empty())
        out.eos = spec.eosIds.front();
    out.padding = spec.padId;
    out.unknown = spec.unkId;
    out.addBos = spec.bosId && spec.prefixIds == std::vector<std::int32_t>{*spec.bosId};
    out.addEos = !spec.eosIds.empty() && spec.suffixIds == std::vector<std::int32_t>{spec.eosIds.front()};
    out.chatTemplate = spec.chatTemplate;
    return out;
}

} // namespace stillhouse::text
