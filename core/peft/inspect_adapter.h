// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/adapter.h"
#include "core/peft/adapter_file.h"

namespace stillhouse::peft {

AdapterInfo describe(const AdapterFile& file, const std::string& folder);

} // namespace stillhouse::peft
