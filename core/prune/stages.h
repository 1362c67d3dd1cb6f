// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

#include <vector>

namespace stillhouse::prune {

/// Loss-aware structured pruning of attention heads (strategy A): importance, removal, recovery, in rounds.
train::Stage headPruning();

/// Correlation pruning of FFN layers (strategy B): linear CKA, removal, folding into dense weights, recovery.
train::Stage ffnPruning();

/// Every pruner, in the order of the screen. A new one is one file and one line in stages.cpp.
const std::vector<train::Stage>& stages();

} // namespace stillhouse::prune
