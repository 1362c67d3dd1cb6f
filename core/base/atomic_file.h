// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <ostream>
#include <span>
#include <string_view>

namespace stillhouse::base {

/// A file that appears under its name whole or not at all: it is written to a temporary name in the same folder, synced, renamed
/// over the old file, and the folder is synced. Errors are base::Failure of kind Io that name the path and the system's reason.
/// Not for use from several threads at once; two objects for one path are fine (the last commit wins).
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path path);
    /// Removes the temporary file unless commit() succeeded.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    void write(std::string_view text);
    /// Syncs and renames. Nothing may be written afterwards.
    void commit();
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

/// Writes a whole file through `produce`, atomically as above.
void writeAtomically(const std::filesystem::path& path, const std::function<void(std::ostream&)>& produce);

/// Writes `text` to `path`, atomically as above.
void writeAtomically(const std::filesystem::path& path, std::string_view text);

/// Syncs a folder, so that names created or renamed in it survive a power cut.
void syncFolder(const std::filesystem::path& folder);

/// A new empty folder beside `target` that commitFolder moves to `target`: whoever reads `target` sees the old content or the new.
std::filesystem::path makeTemporaryFolder(const std::filesystem::path& target);

/// Moves `temporary` to `target`; a folder that stood there is removed after the exchange.
void commitFolder(const std::filesystem::path& temporary, const std::filesystem::path& target);

} // namespace stillhouse::base
