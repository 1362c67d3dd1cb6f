// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/quantize.h"

#include <string>

namespace stillhouse::quantize {

/// A result as the native file's `report` keeps it, and back. `seconds` and `out` are left out: the same work gives the same bytes.
std::string reportJson(const QuantizeResult& result);
/// base::Failure at `where` for what is no such report.
QuantizeResult parseReport(const std::string& json, const std::string& where);

} // namespace stillhouse::quantize
