// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace stillhouse::base {

/// How deep arrays and objects may nest in a document that this program reads.
inline constexpr std::size_t maxJsonDepth = 64;

/// Parses `text` (RFC 8259, UTF-8). Any fault is a base::Failure whose place is `where` (a path) with the byte offset: a syntax
/// error, bytes after the document, nesting deeper than `maxDepth`, or a key that stands twice in one object (the readers of such
/// a file would disagree about which one counts). Thread-safe.
nlohmann::json parseJson(std::string_view text, const std::string& where, std::size_t maxDepth = maxJsonDepth);

/// Reads and parses a file of at most `maxBytes`.
nlohmann::json readJson(const std::string& path, std::size_t maxBytes, std::size_t maxDepth = maxJsonDepth);

} // namespace stillhouse::base
