// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

namespace stillhouse::base {

/// The whole content of a regular file of at most `maxBytes`. A base::Failure (kind Io) names the path and the reason when it
/// cannot be opened or read, is no regular file, or is larger. Thread-safe.
std::string readFile(const std::filesystem::path& path, std::size_t maxBytes);

/// Removes the regular file `path`, if there is one. A base::Failure (kind Io) names the path and the reason when it cannot. Thread-safe.
void removeFile(const std::filesystem::path& path);

} // namespace stillhouse::base
