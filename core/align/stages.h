// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

namespace stillhouse::align {

train::Stage supervised();
train::Stage reward();
train::Stage ppo();
train::Stage bestOfN();
train::Stage filter();
train::Stage progressive();

/// Every stage of strategy B, in the order of the screen. A new stage is one file and one line in stages.cpp.
const std::vector<train::Stage>& stages();

} // namespace stillhouse::align
