// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

namespace stillhouse::store {

/// Reads the header of an existing file (SQLite file format, section 1.3) and fails with a base::Failure when it is no SQLite
/// database, belongs to another program, or was written by a newer version. SQLite itself does not get to see such a file, so
/// not a byte of it changes. A missing or empty file passes.
void refuseForeignFile(const std::string& path);

} // namespace stillhouse::store
