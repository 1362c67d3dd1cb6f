// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/distil_loop.h"

namespace stillhouse::distill {

train::Stage softTargets();
train::Stage attentionTransfer();
train::Stage gradientMatching();

using train::softTargetLoad;

/// Every distillation stage, in the order of the screen. A new stage is one file and one line in stages.cpp.
const std::vector<train::Stage>& stages();

} // namespace stillhouse::distill
