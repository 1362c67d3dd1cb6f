// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace stillhouse::text {

/// Remembers the ids of short pieces: words repeat, and a hit costs one cache line. Direct-mapped, so its memory is bounded (1 MiB) and
/// nothing is ever freed; one per thread, so no lock; shared by all tokenizers, told apart by their serial number.
class WordCache {
public:
    static constexpr std::size_t maxKey = 26;
    static constexpr std::size_t maxIds = 8;

    static WordCache& ofThisThread() {
        thread_local WordCache cache;
        return cache;
    }

    /// Appends the ids of `piece` (at most maxKey bytes) when they are known.
    bool append(std::uint32_t serial, std::string_view piece, std::vector<std::int32_t>& out) {
        const Entry& entry = at(serial, piece);
        if (entry.serial != serial || entry.length != piece.size() || std::memcmp(entry.key, piece.data(), piece.size()) != 0)
            return false;
        out.insert(out.end(), entry.ids, entry.ids + entry.count);
        return true;
    }

    void store(std::uint32_t serial, std::string_view piece, const std::int32_t* ids, std::size_t count) {
        if (count > maxIds)
            return;
        Entry& entry = at(serial, piece);
        entry.serial = serial;
        entry.length = static_cast<std::uint8_t>(piece.size());
        entry.count = static_cast<std::uint8_t>(count);
        std::memcpy(entry.key, piece.data(), piece.size());
        std::memcpy(entry.ids, ids, count * sizeof *ids);
    }

private:
    static constexpr std::size_t size = 16384;
    struct Entry {
        std::uint32_t serial = 0; // 0 belongs to no tokenizer
        std::uint8_t length = 0;
        std::uint8_t count = 0;
        char key[maxKey] = {};
        std::int32_t ids[maxIds] = {};
    };

    Entry& at(std::uint32_t serial, std::string_view piece) {
        std::uint64_t words[4] = {0, 0, 0, 0};
        std::memcpy(words, piece.data(), piece.size());
        std::uint64_t hash = (words[0] ^ serial) * 0x9e3779b97f4a7c15ULL;
        hash = (hash ^ words[1] ^ hash >> 29) * 0xbf58476d1ce4e5b9ULL;
        hash = (hash ^ words[2] ^ hash >> 31) * 0x94d049bb133111ebULL;
        hash = (hash ^ words[3] ^ piece.size()) * 0x9e3779b97f4a7c15ULL;
        return entries_[hash >> 50];
    }

    std::unique_ptr<Entry[]> entries_ = std::make_unique<Entry[]>(size);
};

} // namespace stillhouse::text
