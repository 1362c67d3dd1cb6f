// SPDX-License-Identifier: GPL-3.0-or-later
// The models of a run and the parts of the data as people call them, and the models' colours.
#pragma once
#include <QString>
#include <string>

namespace stillhouse::widgets {

/// "teacher", "A", "A before LoRA" in the user's language.
QString subjectName(const std::string& subject);
/// "train", "validation", "test" in the user's language; any other split is a name.
QString splitName(const std::string& split);
/// The theme's token of a subject's colour: "A", "B", "teacher" or "baseline".
std::string subjectToken(const std::string& subject);

} // namespace stillhouse::widgets
