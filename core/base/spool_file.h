// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace stillhouse::base {

/// A nameless file for what is too large to hold and not yet in order: it goes away with the object, also when the process is killed.
/// Errors are base::Failure of kind Io. Not thread-safe.
class SpoolFile {
public:
    /// In the folder of `beside`, which it names in errors.
    explicit SpoolFile(std::filesystem::path beside);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    /// Returns where the bytes begin.
    std::uint64_t append(std::span<const std::byte> bytes);
    /// All that was appended so far, mapped. Valid while the object lives and nothing more is appended.
    std::span<const std::byte> bytes();

private:
    void unmap();

    std::filesystem::path beside_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::span<const std::byte> mapped_;
};

} // namespace stillhouse::base
