// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

namespace stillhouse::distill {

/// The key of a stage's option in an experiment: "strategies.A[1].last_k"; without a place, the option alone.
inline std::string optionKey(const std::string& where, const std::string& option) {
    return where.empty() ? option : where + "." + option;
}

} // namespace stillhouse::distill
