// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/loop_options.h"
#include "core/train/optimizer.h"
#include "core/train/stage.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stillhouse::train {

/// Validation during training looks at this many examples at most: it must not take longer than the training it watches.
inline constexpr std::int64_t kValidationLimit = 512;

/// Encodes examples with prompt and answer for training; examples without an answer are left out. Reports how many were and how many
/// prompts lost their beginning to `maxTokens`.
std::vector<evaluate::EncodedExample> encodeAll(StageContext& context, const std::vector<Example>& examples, std::int64_t maxTokens);

/// The training examples by id; it points into `data`.
std::unordered_map<std::string_view, const Example*> examplesById(const RunData& data);

std::vector<std::int32_t> lengthsOf(const std::vector<evaluate::EncodedExample>& examples);

AdamOptions adamOptions(const LoopOptions& options);

} // namespace stillhouse::train
