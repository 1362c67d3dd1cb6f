// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace stillhouse::formats {

/// A regular file in memory, read-only; pages that are never looked at are never read. Copies share the mapping.
struct MappedFile {
    std::shared_ptr<const std::byte> bytes; ///< null for an empty file
    std::uint64_t size = 0;
};

/// base::Failure (NotFound, Io, BadInput) names the path.
MappedFile mapFile(const std::filesystem::path& path);

} // namespace stillhouse::formats
