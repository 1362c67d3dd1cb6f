// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

namespace stillhouse::train {

/// As tokenTeacher, but null without one.
const Teacher* findTokenTeacher(const std::vector<Teacher>& teachers);

} // namespace stillhouse::train
