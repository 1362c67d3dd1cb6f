// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/run_control.h"

#include <string>

namespace stillhouse {

/// An observer that writes every metric of a run as a TensorBoard scalar into event files under `folder` (core/store/tensorboard.h).
Result<RunControl::Observer> tensorboardObserver(const std::string& folder);

} // namespace stillhouse
