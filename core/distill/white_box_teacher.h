// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

namespace stillhouse::distill {

/// The teacher whose inside a stage looks at: the first one in memory that reads the student's tokens. base::Failure, with the reason,
/// when there is none: maps and gradients at positions of other tokens cannot be compared.
const train::Teacher& whiteBoxTeacher(const train::StageContext& context);

} // namespace stillhouse::distill
