// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/store.h"

#include <QString>
#include <cstdint>

namespace stillhouse::widgets {

/// One example of the project's newest data set, of this split ("": any), picked by `random`. NotFound where there is none. For Session::query.
Result<Example> randomExample(Store& store, std::uint32_t random, const std::string& split = {});

/// The prompt alone, of any split.
Result<QString> randomPrompt(Store& store, std::uint32_t random);

} // namespace stillhouse::widgets
