// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace stillhouse::base {

/// A regular file mapped for reading: pages that are never looked at are never read. The bytes live as long as any copy of the object.
/// base::Failure (Io or NotFound) names the path and the system's reason. Thread-safe once made.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& path);

    std::span<const std::byte> bytes() const { return {mapping_.get(), size_}; }

private:
    std::shared_ptr<const std::byte> mapping_;
    std::size_t size_ = 0;
};

} // namespace stillhouse::base
