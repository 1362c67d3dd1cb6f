// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"

#include <vector>

namespace stillhouse::formats {

/// The angle per position of each of the D/2 pairs: theta^(−2i/D), stretched by the config's scaling. "llama3" (Llama 3.1): with
/// wavelength w = 2π/f and n the original context, f stays when w < n/high, becomes f/factor when w > n/low, and in between is
/// mixed by s = (n/w − low)/(high − low): (1−s)·f/factor + s·f.
std::vector<double> ropeFrequencies(const ModelConfig& config);

} // namespace stillhouse::formats
