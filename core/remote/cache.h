// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of remote teachers on disk: one append-only file, one line per answer.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace stillhouse::remote {

/// Lines of `answers.jsonl`: {"key":"<64 hex>","sum":"<64 hex>","body":{…}}. `key` is the SHA-256 of what was asked, `sum` that of the
/// body's bytes. A line appears whole (one write to a file opened for appending, under a lock between processes) or, after a crash, is
/// recognised as torn and passed over. The newest line of a key counts. Errors are base::Failure (Io). Not thread-safe; several processes
/// may share a file.
class AnswerCache {
public:
    /// Makes the folder where it is missing, unless `readOnly` (offline), and reads which keys there are. Without a folder nothing is kept.
    AnswerCache(const std::filesystem::path& folder, bool readOnly);
    ~AnswerCache();
    AnswerCache(const AnswerCache&) = delete;
    AnswerCache& operator=(const AnswerCache&) = delete;

    bool contains(const std::string& key) const { return places_.contains(key); }
    /// Nothing when it is not there or its sum is wrong; a wrong one is forgotten.
    std::optional<std::string> find(const std::string& key);
    /// `body`: JSON on one line.
    void put(const std::string& key, std::string_view body);
    std::size_t size() const { return places_.size(); }

private:
    struct Place {
        std::uint64_t offset = 0, length = 0; ///< of the whole line without its end
    };
    void scan();

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::unordered_map<std::string, Place> places_;
};

} // namespace stillhouse::remote
