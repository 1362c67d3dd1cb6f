// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stillhouse::store {

class Connection;

/// Data sets whose import a crash cut short go, unless somebody has labelled them meanwhile: half a data set must not pass for a whole one.
/// Nothing happens in a file that may only be read.
void dropAbandonedImports(Connection& connection);

} // namespace stillhouse::store
