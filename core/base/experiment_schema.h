// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/method.h"

#include <string>
#include <vector>

namespace stillhouse::base {

/// The experiment document as JSON Schema 2020-12, so that any editor completes and checks it: every key that parseExperiment
/// accepts, and for each stage of `methods` its options with type, range, default and help. Pretty-printed, keys in a stable
/// order. A strategy offers the stages whose MethodSpec names its letter. Thread-safe.
std::string experimentSchema(const std::vector<MethodSpec>& methods);

} // namespace stillhouse::base
