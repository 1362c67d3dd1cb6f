// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/command.h"

#include <optional>

namespace stillhouse::cli {

/// `dataset agreement|annotate|suggest`: labels of several people, and those of a model. Each returned function runs its command when it
/// was the one given, and says nothing otherwise.
std::vector<std::function<std::optional<int>()>> addLabelCommands(CLI::App& dataset, const Shared& shared);

} // namespace stillhouse::cli
