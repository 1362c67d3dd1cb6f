// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/events.h"

#include <cstdint>

namespace stillhouse::store {

class Connection;

/// Replaces the lane's samples by those of the artifact's JSON lines (number, id, prompt, response, reward, kl, fate). A line that is no
/// sample is left out: the file may be of a newer program.
void importSamples(Connection& connection, std::int64_t run, const Artifact& artifact);

/// The row of `rounds` from the event's JSON {"number","parent","preferences","new_preferences","hash","accuracy","low","high"}.
void keepRound(Connection& connection, std::int64_t run, const Event& event);

} // namespace stillhouse::store
