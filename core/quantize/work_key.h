// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/options.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace stillhouse::quantize {

/// SHA-256 over everything that decides the bytes of a quantized model: the model folder's config and weights, the options, the
/// calibration's token ids and the kernel that carries them. Reads the whole model; `check` is called every few megabytes.
std::string workKey(const std::filesystem::path& model, const OptionMap& options, const std::vector<std::vector<std::int32_t>>& windows, const std::function<void()>& check);

} // namespace stillhouse::quantize
