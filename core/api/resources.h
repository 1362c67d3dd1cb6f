// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

namespace stillhouse {

/// The folder of the program's own files (sample, schema): $STILLHOUSE_RESOURCES, else `resources` beside the library or beside its
/// folder, or share/stillhouse of the prefix whose lib or lib/stillhouse holds the library. Empty when there is none.
std::string resourceFolder();

} // namespace stillhouse
