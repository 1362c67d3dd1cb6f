// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

namespace stillhouse::adapt {

/// An adapter learns the labels (LoRA), or the teacher's distribution; the student's own weights stay.
train::Stage loraSupervised();
train::Stage loraDistillation();

/// Every stage of this folder, in the order of the screen. A new one is one file and one line in stages.cpp.
const std::vector<train::Stage>& stages();

} // namespace stillhouse::adapt
