// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of `compare` that come on request: each prints its lines and adds its part to the JSON object.
#pragma once
#include "app/cli/command.h"
#include "core/api/compare.h"

namespace stillhouse::cli {

Result<void> printClaims(Store& store, const std::vector<std::string>& runIds, nlohmann::json& out, const Shared& shared);
void printPareto(const Comparison& comparison, nlohmann::json& out, const Shared& shared);
void printCosts(const Comparison& comparison, double pricePerHour, nlohmann::json& out, const Shared& shared);
Result<void> printChanges(Store& store, const std::string& before, const std::string& after, nlohmann::json& out, const Shared& shared);

} // namespace stillhouse::cli
