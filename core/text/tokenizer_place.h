// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string>

namespace stillhouse::text {

/// Where the tokenizer of the model at `model` is: the folder itself, or for a llama2.c file the tokenizer file beside it.
std::filesystem::path tokenizerPlace(const std::string& model);

} // namespace stillhouse::text
