// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/lora.h"
#include "core/train/stage.h"

#include <functional>

namespace stillhouse::train {

inline constexpr const char* kBaseFolder = "base";       ///< in a stage's folder: its student without the adapter, as a model folder
inline constexpr const char* kAdapterFolder = "adapter"; ///< the adapter in the PEFT library's layout

/// The frame of a stage that trains an adapter: makes it on the student, lets `train` train it, and puts it into the weights for the stages
/// that follow. Before that, student and adapter are written into the stage's folder; where the student stands in a folder already
/// (context.studentFrom), the adapter names that instead. Reports the share of trained parameters first and an AdapterReport (event "lora") at the end.
/// A cancelled training leaves the student as it was.
StageOutcome trainAdapter(StageContext& context, const peft::AdapterConfig& config, const std::function<StageOutcome(LoraAdapter&)>& train);

/// The logits (2,T,V) over some tokens spread over the vocabulary: to hold one form of a model against another.
torch::Tensor sampleLogits(const model::Decoder& decoder);

} // namespace stillhouse::train
