// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

namespace stillhouse {

/// `pattern` (a task's template) with its `{prompt}` replaced; without one the prompt follows, as evaluate::TaskEncoder has it.
std::string promptInTemplate(const std::string& pattern, const std::string& prompt);

} // namespace stillhouse
