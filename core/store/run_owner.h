// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

namespace stillhouse::store {

/// This process, so that another one can tell later whether it still lives: "boot id/pid namespace/pid/start time", where the
/// start time (clock ticks after boot) tells a process from a later one with the same number. Thread-safe.
std::string thisProcess();

enum class Liveness { Alive, Gone, Unknown };

/// Whether the process that `thisProcess` named lives. Unknown: it runs in another container, whose processes are not visible here.
Liveness livenessOf(const std::string& owner);

} // namespace stillhouse::store
