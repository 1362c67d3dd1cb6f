// SPDX-License-Identifier: GPL-3.0-or-later
// What LoRA gained behind a strategy, in words.
#pragma once
#include "core/api/compare.h"

#include <QString>

namespace stillhouse::widgets {

/// "A with LoRA: accuracy 0.8912 → 0.9134, +2.22 points (95 % 0.90 to 3.50, McNemar exact, p = 0.004) · right now 61, wrong now 22 · …"
QString cascadeText(const CascadeGain& gain);

} // namespace stillhouse::widgets
