// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::store {

class Connection;

/// One script per version, in order; script i leads from version i to i + 1. A script that was released never changes: what it
/// did lies in people's files. Core/store/schema.md describes the result.
const std::vector<const char*>& migrations();

/// Fails when `version` is one that this program does not know yet.
void refuseNewerVersion(const std::string& path, std::int64_t version);

/// Brings an open database to the newest version in one transaction, and marks a new one with application id and version.
void migrate(Connection& connection);

extern const char* const schemaVersion1;
extern const char* const schemaVersion2;
extern const char* const schemaVersion3;
extern const char* const schemaVersion4;
extern const char* const schemaVersion5;

} // namespace stillhouse::store
