// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/objective.h"

namespace stillhouse::distill {

train::Stage softTargets();
train::Stage attentionTransfer();
train::Stage gradientMatching();

/// The steps and the extra work of A1's part, which every stage has.
train::StageLoad softTargetLoad(const train::SoftTargetOptions& options, const std::string& preset, std::int64_t examples);

/// Every distillation stage, in the order of the screen. A new stage is one file and one line in stages.cpp.
const std::vector<train::Stage>& stages();

} // namespace stillhouse::distill
