// SPDX-License-Identifier: GPL-3.0-or-later
// The words that stand as keys in an experiment (choices, units), as people read them.
#pragma once
#include <QString>
#include <string>

namespace stillhouse::widgets {

/// "forward_kl" → "Forward KL"; a word that is not known here is shown with its underscores as spaces.
QString choiceText(const std::string& choice);
/// "steps", "examples/s", … in the user's language; unknown ones as they are.
QString unitText(const std::string& unit);

} // namespace stillhouse::widgets
