// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

#include <string>
#include <vector>

namespace stillhouse::engine {

/// Every stage of every folder, in the order of the screen. The only place that sees them all.
const std::vector<train::Stage>& stages();
/// By id; fails at `where` with the nearest spelling.
const train::Stage& stageNamed(const std::string& id, const std::string& where);

} // namespace stillhouse::engine
