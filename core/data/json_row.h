// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace stillhouse::data {

/// One JSON object as named texts: strings as they are, numbers and truth values as JSON writes them, null as "", lists of strings
/// joined with commas, other structures as JSON. Dialogue layouts gain columns:
/// - ShareGPT `conversations` [{from,value}] or `messages` [{role,content}]: "prompt" is all before the last answer, "response" that
///   answer; with `chosen`/`rejected` (a message, a list of messages or text) "prompt" is the whole dialogue.
/// - HH style (`chosen` and `rejected` are whole dialogues "Human: … Assistant: …"): "prompt" is what both begin with, up to and
///   with the last common "Assistant:", and the columns hold what follows.
/// A base::Failure at `where` when `row` is no object or a dialogue is not laid out so.
void flattenRow(const nlohmann::json& row, const std::string& where, std::vector<std::string>& names, std::vector<std::string>& values);

} // namespace stillhouse::data
