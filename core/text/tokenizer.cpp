// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/base/failure.h"
#include "core/text/added_tokens.h"
#include "core/text/bpe_model.h"
#include "core/text/decoder.h"
#include "core/text/normalizer.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/tokenizer_json.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unordered_map>

namespace stillhouse::text {
namespace {

constexpr std::string_view lowerBlock = "\xe2\x96\x81"; // U+2581, a space in the SentencePiece style

/// What an added token is besides its text.
struct Role {
    bool added = false;
    bool special = false;
    bool normalized = false;
    bool swallowsPrefix = false; // its pattern begins with the prefix that the normalizer puts in front
};

bool writesSpacesAsBlock(const TokenizerSpec& spec, const PreTokenizer& preTokenizer) {
    const auto block = [](const NormalizerStep& step) {
        return step.kind == NormalizerStep::Kind::Replace && step.pattern.text == " " && step.content == lowerBlock;
    };
    return preTokenizer.metaspace() || std::any_of(spec.normalizer.begin(), spec.normalizer.end(), block);
}

bool prefixesEverySegment(const TokenizerSpec& spec, const Normalizer& normalizer) {
    const auto always = [](const PreTokenizerStep& step) {
        return step.kind == PreTokenizerStep::Kind::Metaspace && step.prepend == PrependScheme::Always;
    };
    return normalizer.prepends() || std::any_of(spec.preTokenizer.begin(), spec.preTokenizer.end(), always);
}

} // namespace

struct Tokenizer::State {
    TokenizerSpec spec;
    std::vector<std::filesystem::path> sourceFiles;
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    BpeModel model;
    Decoder decoder;
    AddedTokens raw;
    AddedTokens normalized;
    std::vector<Role> roles;
    std::unordered_map<std::string_view, std::int32_t> ids;
    bool prefixEverySegment;
    bool blockIsApart; // a literal U+2581 goes through byte tokens, or it would come back as a space

    State(TokenizerSpec given, const std::string& where, std::vector<std::filesystem::path> files)
        : spec(checked(std::move(given), where)), sourceFiles(std::move(files)), normalizer(spec.normalizer, where), preTokenizer(spec.preTokenizer, where),
          model(spec, preTokenizer.byteLevel(), where), decoder(spec, preTokenizer.byteLevel(), where), roles(spec.tokens.size()),
          prefixEverySegment(prefixesEverySegment(spec, normalizer)),
          blockIsApart(!preTokenizer.byteLevel() && model.coversAllBytes() && writesSpacesAsBlock(spec, preTokenizer)) {
        ids.reserve(spec.tokens.size());
        for (std::size_t i = 0; i < spec.tokens.size(); ++i)
            if (!spec.tokens[i].empty())
                ids.try_emplace(spec.tokens[i], static_cast<std::int32_t>(i));
        for (const AddedToken& token : spec.added)
            addToken(token);
    }

    static TokenizerSpec checked(TokenizerSpec spec, const std::string& where);
    void addToken(const AddedToken& token);
    void encodeSegment(std::string_view segment, bool origin, std::vector<std::int32_t>& out) const;
    void encodeRun(std::string_view run, bool first, bool last, bool origin, std::vector<std::int32_t>& out) const;
    void encodePieces(std::string_view text, bool first, bool origin, std::vector<std::int32_t>& out) const;
    std::size_t runLength(std::string_view text) const;
};

/// Ids and sizes are checked once here, whatever reader filled the specification.
TokenizerSpec Tokenizer::State::checked(TokenizerSpec spec, const std::string& where) {
    const auto check = [&](std::int32_t id, const char* field) {
        if (id < 0 || static_cast<std::size_t>(id) >= spec.tokens.size())
            base::fail(where + ", " + field, Text(SH_TR("The id %1 is outside the vocabulary of %2 tokens"), {std::to_string(id), std::to_string(spec.tokens.size())}),
                       SH_TR("Vocabulary and configuration must come from the same tokenizer."));
    };
    for (const AddedToken& token : spec.added)
        check(token.id, "added_tokens");
    for (const auto* list : {&spec.prefixIds, &spec.suffixIds})
        for (const std::int32_t id : *list)
            check(id, "post_processor");
    if (spec.unkId)
        check(*spec.unkId, "unk_token");
    if (spec.kind == TokenizerSpec::Kind::Scores && spec.scores.size() != spec.tokens.size())
        base::fail(where, Text(SH_TR("There are %1 scores for %2 tokens"), {std::to_string(spec.scores.size()), std::to_string(spec.tokens.size())}),
                   SH_TR("The file is damaged; get it again."));
    // Models name ids that a cut-down vocabulary no longer has; nothing is ever encoded to them.
    const auto outside = [&](std::int32_t id) { return id < 0 || static_cast<std::size_t>(id) >= spec.tokens.size(); };
    std::erase_if(spec.eosIds, outside);
    if (spec.bosId && outside(*spec.bosId))
        spec.bosId.reset();
    if (spec.padId && outside(*spec.padId))
        spec.padId.reset();
    return spec;
}

void Tokenizer::State::addToken(const AddedToken& token) {
    Role& role = roles[static_cast<std::size_t>(token.id)];
    role = {true, token.special, token.normalized, false};
    if (!token.matched || token.content.empty())
        return;
    if (!token.normalized || validPrefix(token.content) != token.content.size())
        return raw.add(token, token.content);
    const std::string pattern = normalizer.apply(token.content, true, true);
    role.swallowsPrefix = normalizer.prepends() && pattern.starts_with(lowerBlock) && !token.content.starts_with(' ');
    normalized.add(token, pattern);
}

/// Length of what can be treated alike from the start of `text`: well-formed UTF-8, or bytes that must not reach the normalizer.
/// The second kind is reported as 0; runOfRaw measures it.
std::size_t Tokenizer::State::runLength(std::string_view text) const {
    const std::size_t valid = validPrefix(text);
    return blockIsApart ? std::min(valid, text.substr(0, valid).find(lowerBlock)) : valid;
}

void Tokenizer::State::encodeSegment(std::string_view segment, bool origin, std::vector<std::int32_t>& out) const {
    std::size_t at = 0;
    while (at < segment.size()) {
        const std::size_t length = runLength(segment.substr(at));
        if (length > 0) {
            encodeRun(segment.substr(at, length), at == 0, at + length == segment.size(), origin && at == 0, out);
            at += length;
            continue;
        }
        std::size_t end = at;
        while (end < segment.size()) {
            const std::size_t character = sequenceLength(segment.data() + end, segment.data() + segment.size());
            const bool block = blockIsApart && segment.substr(end).starts_with(lowerBlock);
            if (character != 0 && !block)
                break;
            end += block ? lowerBlock.size() : 1;
        }
        model.encodeRaw(segment.substr(at, end - at), out);
        at = end;
    }
}

void Tokenizer::State::encodeRun(std::string_view run, bool first, bool last, bool origin, std::vector<std::int32_t>& out) const {
    std::string storage;
    if (!normalizer.empty()) {
        storage = normalizer.apply(run, first, last);
        run = storage;
    }
    std::size_t at = 0;
    while (at < run.size()) {
        const AddedTokens::Hit hit = normalized.empty() ? AddedTokens::Hit{run.size(), run.size(), -1} : normalized.find(run, at);
        encodePieces(run.substr(at, hit.begin - at), first || at > 0, origin && at == 0, out);
        if (hit.id >= 0)
            out.push_back(hit.id);
        at = hit.end;
    }
}

void Tokenizer::State::encodePieces(std::string_view text, bool first, bool origin, std::vector<std::int32_t>& out) const {
    preTokenizer.split(text, first, origin, [&](std::string_view piece) { model.encode(piece, out); });
}

Tokenizer::Tokenizer(TokenizerSpec spec, std::string where, std::vector<std::filesystem::path> sourceFiles)
    : state_(std::make_shared<const State>(std::move(spec), where, std::move(sourceFiles))) {}

std::vector<std::int32_t> Tokenizer::encode(std::string_view bytes, bool addSpecial) const {
    const State& state = *state_;
    std::vector<std::int32_t> out;
    out.reserve(bytes.size() / 3 + 8);
    if (addSpecial)
        out = state.spec.prefixIds;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const AddedTokens::Hit hit = state.raw.empty() ? AddedTokens::Hit{bytes.size(), bytes.size(), -1} : state.raw.find(bytes, at);
        state.encodeSegment(bytes.substr(at, hit.begin - at), at == 0, out);
        if (hit.id >= 0)
            out.push_back(hit.id);
        at = hit.end;
    }
    if (addSpecial)
        out.insert(out.end(), state.spec.suffixIds.begin(), state.spec.suffixIds.end());
    return out;
}

/// The inverse of encode: runs between added tokens are finished one by one, and lose the prefix where encode had put one.
std::string Tokenizer::decode(std::span<const std::int32_t> ids, bool skipSpecial) const {
    const State& state = *state_;
    std::string out;
    std::string run;
    bool segmentStart = true;
    const auto finishRun = [&] {
        if (!run.empty()) {
            out += state.decoder.finish(std::move(run), segmentStart);
            segmentStart = false;
        }
        run.clear();
    };
    for (const std::int32_t id : ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= state.roles.size())
            continue;
        const Role role = state.roles[static_cast<std::size_t>(id)];
        if (skipSpecial && role.special)
            continue;
        if (!role.added) {
            run += state.decoder.token(static_cast<std::size_t>(id));
            continue;
        }
        finishRun();
        if (role.swallowsPrefix && !segmentStart)
            out += ' ';
        out += state.decoder.token(static_cast<std::size_t>(id));
        segmentStart = state.prefixEverySegment && !role.normalized;
    }
    finishRun();
    return out;
}

std::string_view Tokenizer::tokenBytes(std::int32_t id) const {
    return id < 0 || static_cast<std::size_t>(id) >= vocabSize() ? std::string_view() : state_->decoder.token(static_cast<std::size_t>(id));
}

std::size_t Tokenizer::vocabSize() const { return state_->spec.tokens.size(); }

std::string_view Tokenizer::tokenText(std::int32_t id) const {
    return id < 0 || static_cast<std::size_t>(id) >= vocabSize() ? std::string_view() : std::string_view(state_->spec.tokens[static_cast<std::size_t>(id)]);
}

std::optional<std::int32_t> Tokenizer::tokenId(std::string_view text) const {
    const auto found = state_->ids.find(text);
    return found == state_->ids.end() ? std::nullopt : std::optional(found->second);
}

bool Tokenizer::isSpecial(std::int32_t id) const {
    return id >= 0 && static_cast<std::size_t>(id) < vocabSize() && state_->roles[static_cast<std::size_t>(id)].special;
}

std::optional<std::int32_t> Tokenizer::bosId() const { return state_->spec.bosId; }
std::optional<std::int32_t> Tokenizer::eosId() const {
    return state_->spec.eosIds.empty() ? std::nullopt : std::optional(state_->spec.eosIds.front());
}
std::span<const std::int32_t> Tokenizer::eosIds() const { return state_->spec.eosIds; }
std::optional<std::int32_t> Tokenizer::padId() const { return state_->spec.padId; }
std::optional<std::int32_t> Tokenizer::unkId() const { return state_->spec.unkId; }
const std::string& Tokenizer::chatTemplate() const { return state_->spec.chatTemplate; }

std::uint64_t Tokenizer::hash() const {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    const auto mix = [&](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3ULL; };
    for (std::size_t id = 0; id < vocabSize(); ++id) {
        const std::string& text = state_->spec.tokens[id];
        if (text.empty())
            continue;
        // Id and length go in as fixed-width numbers, so no two vocabularies run together to the same bytes.
        for (const std::uint64_t number : {static_cast<std::uint64_t>(id), static_cast<std::uint64_t>(text.size())})
            for (int shift = 0; shift < 64; shift += 8)
                mix(static_cast<unsigned char>(number >> shift));
        for (const char c : text)
            mix(static_cast<unsigned char>(c));
    }
    return hash;
}

std::string Tokenizer::saveJson() const { return writeTokenizerJson(state_->spec); }

std::string Tokenizer::saveConfigJson() const { return writeTokenizerConfigJson(state_->spec); }
const std::vector<std::filesystem::path>& Tokenizer::sourceFiles() const { return state_->sourceFiles; }
const TokenizerSpec& Tokenizer::spec() const { return state_->spec; }

} // namespace stillhouse::text
