// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/form/option_control.h"

namespace stillhouse::widgets {

/// Points as a curve to drag; for setPointsControlFactory.
OptionControl* makePointsControl(const OptionSpec& spec, QWidget* parent);

} // namespace stillhouse::widgets
