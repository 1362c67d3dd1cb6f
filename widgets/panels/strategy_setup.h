// SPDX-License-Identifier: GPL-3.0-or-later
// What both strategies share, as one form: teacher, student, data, budget, evaluation ⇄ the fields of an Experiment.
#pragma once
#include "core/api/experiment.h"
#include "core/api/options.h"

#include <vector>

namespace stillhouse::widgets {

/// Keys are those of the experiment document ("student.hidden"), so that an error's key finds its field.
std::vector<OptionSpec> setupOptions();
OptionMap setupValues(const Experiment& experiment);
/// Writes every key of the form: a value that is absent goes back to its default.
void applySetup(const OptionMap& values, Experiment& experiment);

} // namespace stillhouse::widgets
