// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/engine.h"

namespace stillhouse::engine {

/// Training speed of a known shape: Llama of width 256, 4 layers, 4 heads, feed-forward 688, vocabulary 4,096, untied head, batch
/// 16 × 128 tokens, AdamW. "kd" adds a teacher of width 512, 8 layers, 8 heads, feed-forward 1,376 and the loss 0.5 CE + 0.5 τ² KL at
/// τ = 2. The median of all steps but the first two.
TrainingBench runTrainingBench(const std::string& mode, int steps, const std::string& device);

} // namespace stillhouse::engine
