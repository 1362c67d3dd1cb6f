// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands on a project's runs share.
#pragma once
#include "app/cli/command.h"
#include "core/api/store.h"

namespace stillhouse::cli {

/// The project database at `path`, which must be there: a misspelt path is not a new project.
Result<Store> openProject(const std::string& path);
/// A run as people name it: its id or the beginning of one id, or "last" (the newest), "previous" (the one before).
Result<RunRow> findRun(Store& store, const std::string& name);

} // namespace stillhouse::cli
