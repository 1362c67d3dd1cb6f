// SPDX-License-Identifier: GPL-3.0-or-later
// Runs, their models, precisions and the parts of the data as people call them, and the models' colours.
#pragma once
#include <QString>
#include <string>

namespace stillhouse::widgets {

/// "teacher", "A", "A before LoRA" in the user's language.
QString subjectName(const std::string& subject);
/// "Sample · 2026-11-26 07:22": a run among others; `started` in seconds since the Unix epoch, shown in local time. The id where there is no name.
QString runName(const std::string& name, const std::string& id, double started);
/// "train", "validation", "test" in the user's language; any other split is a name.
QString splitName(const std::string& split);
/// "int4-nonuniform, fp8-e4m3 activations (simulated), token scaling" as NativeModel tells it; what follows the formats' names in the user's language.
QString precisionName(const std::string& precision);
/// The theme's token of a subject's colour: "A", "B", "teacher" or "baseline".
std::string subjectToken(const std::string& subject);

} // namespace stillhouse::widgets
