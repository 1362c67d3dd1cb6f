// SPDX-License-Identifier: GPL-3.0-or-later
// adapter_config.json as the PEFT library writes it.
#pragma once
#include "core/peft/targets.h"

#include <string>

namespace stillhouse::peft {

/// Reads a document. What changes the result is honoured: r, lora_alpha, lora_dropout, use_rslora, target_modules (a list, "all-linear"
/// or a regular expression), exclude_modules, layers_to_transform, rank_pattern, alpha_pattern. What would change it and is not computed
/// here (bias, DoRA, saved modules, initialisations that rewrite the base, …), and any field that is set and unknown, is a base::Failure
/// naming `where` and field: nothing is skipped in silence. What only says how training began or where the base lies is read past.
AdapterConfig parseAdapterConfig(const std::string& json, const std::string& where);
/// The document that PEFT reads back.
std::string adapterConfigJson(const AdapterConfig& config);

} // namespace stillhouse::peft
