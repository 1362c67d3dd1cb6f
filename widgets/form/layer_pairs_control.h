// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/form/option_control.h"

namespace stillhouse::widgets {

/// The option "layer_pairs": its map to draw on, and the same as text below.
OptionControl* makeLayerPairsControl(QWidget* parent);

} // namespace stillhouse::widgets
