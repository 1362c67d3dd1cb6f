// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/store.h"

#include <QString>
#include <cstdint>

namespace stillhouse::widgets {

/// The prompt of one example of the project's newest data set, picked by `random`; empty when the set is. For Session::query.
Result<QString> randomPrompt(Store& store, std::uint32_t random);

} // namespace stillhouse::widgets
