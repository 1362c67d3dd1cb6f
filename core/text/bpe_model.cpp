// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bpe_model.h"

#include "core/base/failure.h"
#include "core/text/byte_alphabet.h"
#include "core/text/utf8.h"
#include "core/text/word_cache.h"

#include <algorithm>
#include <atomic>
#include <unordered_set>

namespace stillhouse::text {
namespace {

constexpr std::size_t shortPiece = 48;

std::uint32_t nextSerial() {
    static std::atomic<std::uint32_t> counter{0};
    std::uint32_t serial = ++counter;
    return serial ? serial : ++counter;
}

[[noreturn]] void failMerge(const std::string& where, std::size_t index, const std::string& token) {
    base::fail(where + ", merges", Text(SH_TR("Merge %1 names a token that is not in the vocabulary: \"%2\""), {std::to_string(index), token.substr(0, 80)}),
               SH_TR("Vocabulary and merges must come from the same tokenizer."));
}

} // namespace

BpeModel::BpeModel(const TokenizerSpec& spec, bool byteLevel, const std::string& where)
    : byteLevel_(byteLevel), byteFallback_(spec.byteFallback && !byteLevel), fuseUnk_(spec.fuseUnk), ignoreMerges_(spec.ignoreMerges),
      unkId_(spec.unkId.value_or(-1)), serial_(nextSerial()) {
    byteIds_.fill(-1);
    asciiIds_.fill(-1);
    addCharacters(spec);
    if (spec.kind == TokenizerSpec::Kind::Scores)
        addScoredMerges(spec);
    else
        addMerges(spec, where);
    if (!ignoreMerges_)
        ids_.clear();
    else
        cuttable_ = false; // a part of a piece must not be looked up as a whole piece
}

/// The texts that pieces are looked up by: bytes at byte level, else as written. Control tokens are in only where merges need them.
void BpeModel::addCharacters(const TokenizerSpec& spec) {
    std::unordered_set<std::int32_t> control;
    if (spec.kind == TokenizerSpec::Kind::Scores)
        for (const AddedToken& token : spec.added)
            control.insert(token.id);
    ids_.reserve(spec.tokens.size());
    for (std::size_t i = 0; i < spec.tokens.size(); ++i) {
        const auto id = static_cast<std::int32_t>(i);
        const std::string& text = spec.tokens[i];
        if (text.empty() || control.contains(id))
            continue;
        if (const auto byte = byteOfFallbackToken(text); byteFallback_ && byte) {
            byteIds_[*byte] = id;
            if (spec.kind == TokenizerSpec::Kind::Scores)
                continue;
        }
        const std::size_t length = sequenceLength(text.data(), text.data() + text.size());
        if (!byteLevel_) {
            ids_.try_emplace(text, id);
            if (length == text.size())
                characterIds_.try_emplace(codePoint(text.data(), length), id);
        } else if (const auto bytes = alphabetToBytes(text)) {
            ids_.try_emplace(*bytes, id);
            if (bytes->size() == 1)
                byteIds_[static_cast<unsigned char>((*bytes)[0])] = id;
        }
    }
    for (const auto& [point, id] : characterIds_)
        if (point < 128)
            asciiIds_[point] = id;
}

std::int32_t BpeModel::idOf(std::string_view text) const {
    const auto found = ids_.find(std::string(text));
    return found == ids_.end() ? -1 : found->second;
}

void BpeModel::addMerges(const TokenizerSpec& spec, const std::string& where) {
    pairs_ = PairTable(spec.merges.size());
    const auto lookUp = [&](const std::string& text) {
        if (!byteLevel_)
            return idOf(text);
        const auto bytes = alphabetToBytes(text);
        return bytes ? idOf(*bytes) : -1;
    };
    for (std::size_t rank = 0; rank < spec.merges.size(); ++rank) {
        const auto& [left, right] = spec.merges[rank];
        const std::int32_t leftId = lookUp(left);
        const std::int32_t rightId = lookUp(right);
        const std::int32_t joined = lookUp(left + right);
        if (leftId < 0 || rightId < 0 || joined < 0)
            failMerge(where, rank + 1, leftId < 0 ? left : rightId < 0 ? right : left + right);
        pairs_.insert(leftId, rightId, {static_cast<std::uint32_t>(rank), joined});
        noteJoint(byteLevel_ ? *alphabetToBytes(left) : left, byteLevel_ ? *alphabetToBytes(right) : right);
        // Tokens that do not stand for the text they are written as: where those merge, texts say nothing about joints.
        const auto odd = [&](std::int32_t id, const std::string& text) { return id == unkId_ || (byteFallback_ && byteOfFallbackToken(text)); };
        cuttable_ = cuttable_ && !odd(leftId, left) && !odd(rightId, right);
    }
}

/// SentencePiece joins neighbours whenever the joined text is a token, best score first; the same as merges ranked by score, where
/// equal scores share a rank.
void BpeModel::addScoredMerges(const TokenizerSpec& spec) {
    std::vector<float> order;
    for (const float score : spec.scores)
        order.push_back(score);
    std::sort(order.begin(), order.end(), std::greater<>());
    order.erase(std::unique(order.begin(), order.end()), order.end());
    for (const auto& [text, id] : ids_) {
        const float score = spec.scores[static_cast<std::size_t>(id)];
        const auto rank = static_cast<std::uint32_t>(std::lower_bound(order.begin(), order.end(), score, std::greater<>()) - order.begin());
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            const std::int32_t left = idOf(std::string_view(text).substr(0, cut));
            const std::int32_t right = left < 0 ? -1 : idOf(std::string_view(text).substr(cut));
            if (right < 0)
                continue;
            pairs_.insert(left, right, {rank, id});
            noteJoint(std::string_view(text).substr(0, cut), std::string_view(text).substr(cut));
        }
    }
}

bool BpeModel::coversAllBytes() const {
    return std::all_of(byteIds_.begin(), byteIds_.end(), [](std::int32_t id) { return id >= 0; });
}

void BpeModel::appendUnknown(std::string_view character, std::vector<std::int32_t>& ids, bool& lastUnknown) const {
    const auto known = [&](char c) { return byteIds_[static_cast<unsigned char>(c)] >= 0; };
    if (byteFallback_ && std::all_of(character.begin(), character.end(), known)) {
        for (const char c : character)
            ids.push_back(byteIds_[static_cast<unsigned char>(c)]);
        lastUnknown = false;
    } else if (unkId_ >= 0 && !(fuseUnk_ && lastUnknown)) {
        ids.push_back(unkId_);
        lastUnknown = true;
    }
}

void BpeModel::appendSymbols(std::string_view piece, std::vector<std::int32_t>& ids) const {
    bool lastUnknown = false;
    for (std::size_t i = 0; i < piece.size();) {
        const auto first = static_cast<unsigned char>(piece[i]);
        std::size_t length = 1;
        std::int32_t id = -1;
        if (byteLevel_) {
            id = byteIds_[first];
        } else if (first < 128) {
            id = asciiIds_[first];
        } else {
            length = sequenceLength(piece.data() + i, piece.data() + piece.size());
            const auto found = characterIds_.find(codePoint(piece.data() + i, length));
            id = found == characterIds_.end() ? -1 : found->second;
        }
        if (id >= 0) {
            ids.push_back(id);
            lastUnknown = false;
        } else {
            appendUnknown(piece.substr(i, length), ids, lastUnknown);
        }
        i += length;
    }
}

void BpeModel::encodeRaw(std::string_view bytes, std::vector<std::int32_t>& out) const {
    if (byteLevel_)
        return encode(bytes, out);
    bool lastUnknown = false;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        appendUnknown(bytes.substr(i, 1), out, lastUnknown);
}

void BpeModel::encode(std::string_view piece, std::vector<std::int32_t>& out) const {
    if (piece.empty())
        return;
    const bool cached = piece.size() <= WordCache::maxKey;
    if (cached && WordCache::ofThisThread().append(serial_, piece, out))
        return;
    const std::size_t begin = out.size();
    const std::int32_t whole = ignoreMerges_ ? idOf(piece) : -1;
    if (whole >= 0)
        out.push_back(whole);
    else if (piece.size() <= shortPiece || !cuttable_)
        encodePart(piece, out);
    else
        encodeLong(piece, out);
    if (cached)
        WordCache::ofThisThread().store(serial_, piece, out.data() + begin, out.size() - begin);
}

void BpeModel::encodePart(std::string_view part, std::vector<std::int32_t>& out) const {
    if (part.size() > shortPiece) {
        std::vector<std::int32_t> ids;
        appendSymbols(part, ids);
        mergeLong(ids);
        out.insert(out.end(), ids.begin(), ids.end());
        return;
    }
    const std::size_t begin = out.size();
    appendSymbols(part, out);
    out.resize(begin + mergeShort(out.data() + begin, out.size() - begin));
}

/// For a handful of symbols a scan beats every queue.
std::size_t BpeModel::mergeShort(std::int32_t* ids, std::size_t count) const {
    Merge merges[shortPiece];
    for (std::size_t i = 0; i + 1 < count; ++i)
        merges[i] = pairs_.find(ids[i], ids[i + 1]);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            if (merges[i].rank < merges[best].rank)
                best = i;
        if (merges[best].rank == Merge::none)
            break;
        ids[best] = merges[best].id;
        std::copy(ids + best + 2, ids + count, ids + best + 1);
        std::copy(merges + best + 1, merges + count - 1, merges + best);
        --count;
        if (best + 1 < count)
            merges[best] = pairs_.find(ids[best], ids[best + 1]);
        if (best > 0)
            merges[best - 1] = pairs_.find(ids[best - 1], ids[best]);
    }
    return count;
}

} // namespace stillhouse::text
