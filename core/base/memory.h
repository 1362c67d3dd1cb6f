// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

namespace stillhouse::base {

/// Bytes of this process that are in memory now; 0 where the system does not tell.
std::int64_t residentBytes();
/// The most that was ever resident (VmHWM).
std::int64_t peakResidentBytes();

} // namespace stillhouse::base
