// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/pair_table.h"
#include "core/text/tokenizer_spec.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stillhouse::text {

/// Byte-pair encoding of one piece (Sennrich 2016): start from bytes or characters, join the neighbours of lowest rank, leftmost first,
/// until no pair has a rank. O(n log n) for a piece of n bytes. Thread-safe.
class BpeModel {
public:
    /// byteLevel: tokens are in GPT-2's byte alphabet and pieces start from bytes. A merge of unknown tokens is a base::Failure.
    BpeModel(const TokenizerSpec& spec, bool byteLevel, const std::string& where);

    /// Appends the ids of a piece: any bytes at byte level, else well-formed UTF-8.
    void encode(std::string_view piece, std::vector<std::int32_t>& out) const;
    /// Appends the ids of bytes that are no UTF-8, or that must stay apart from the vocabulary's characters.
    void encodeRaw(std::string_view bytes, std::vector<std::int32_t>& out) const;

    /// Whether every byte has a token of its own, so that nothing can be lost.
    bool coversAllBytes() const;

private:
    struct Symbols;
    void addMerges(const TokenizerSpec& spec, const std::string& where);
    void addScoredMerges(const TokenizerSpec& spec);
    void addCharacters(const TokenizerSpec& spec);
    std::int32_t idOf(std::string_view text) const;
    void appendSymbols(std::string_view piece, std::vector<std::int32_t>& ids) const;
    void appendUnknown(std::string_view character, std::vector<std::int32_t>& ids, bool& lastUnknown) const;
    std::size_t mergeShort(std::int32_t* ids, std::size_t count) const;
    void mergeLong(std::vector<std::int32_t>& ids) const;
    void noteJoint(std::string_view left, std::string_view right);
    bool joins(std::uint32_t left, std::uint32_t right) const;
    bool isUnknown(std::uint32_t character) const;
    void encodeLong(std::string_view piece, std::vector<std::int32_t>& out) const;
    void encodePart(std::string_view part, std::vector<std::int32_t>& out) const;

    bool byteLevel_;
    bool byteFallback_;
    bool fuseUnk_;
    bool ignoreMerges_;
    std::int32_t unkId_ = -1;
    std::uint32_t serial_;
    std::array<std::int32_t, 256> byteIds_;  // byte level: the byte's token; else the <0xXX> token
    std::array<std::int32_t, 128> asciiIds_; // characters below 128
    std::unordered_map<std::uint32_t, std::int32_t> characterIds_;
    std::unordered_map<std::string, std::int32_t> ids_; // normal tokens, as bytes at byte level; kept for ignore_merges
    PairTable pairs_;
    // The characters (bytes at byte level) between which some merge takes place: between any others a piece can be cut.
    PairTable joints_;
    std::array<std::uint64_t, 128 * 128 / 64> asciiJoints_{};
    bool cuttable_ = true;
};

} // namespace stillhouse::text
