// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/feedback.h"
#include "core/train/lane_memory.h"

namespace stillhouse::align {

/// What the round before left for this lane: its reward model (<folder>/<lane>/reward), the preferences that it had seen
/// (<folder>/<lane>/preferences.jsonl) and, where asked for, its samples (<folder>/<lane>/samples.jsonl). Nothing changes for a first round
/// or a lane without a reward model; base::Failure when the former run left nothing.
void beginRound(const RoundRequest& request, const std::string& lane, train::LaneMemory& memory);

} // namespace stillhouse::align
