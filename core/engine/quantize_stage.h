// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

#include <vector>

namespace stillhouse::engine {

/// Every quantizer of core/quantize as the last stage of a lane: the student as it stands, calibrated on the run's training examples, goes
/// into the native file `context.packed`. The student itself stays as it is.
std::vector<train::Stage> quantizeStages();

} // namespace stillhouse::engine
