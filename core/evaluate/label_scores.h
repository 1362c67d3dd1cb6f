// SPDX-License-Identifier: GPL-3.0-or-later
// How likely each label is as the answer to each prompt: the prediction of a classification task.
#pragma once
#include "core/model/torch.h"

#include "core/api/run_control.h"
#include "core/evaluate/batches.h"
#include "core/evaluate/task_encoding.h"
#include "core/model/decoder.h"

#include <span>

namespace stillhouse::evaluate {

/// (n, labels) F32 on the CPU, in the order of `examples`: score = (1/m) Σ log p(tokenⱼ | prompt, token₁ … tokenⱼ₋₁)
/// over the label's m tokens, log p over the whole vocabulary (length-normalised log-likelihood: Brown 2020, as evaluation
/// harnesses have it). A label's probability is the softmax of a row.
///
/// One pass over a prompt gives every one-token label. Where labels go on, prompts of one length share a pass whose keys and values
/// are kept, and each distinct continuation costs only its own tokens; a single continuation rides along in the one pass.
/// Inference mode; base::Failure with ErrorKind::Cancelled between batches once control wants to stop.
torch::Tensor scoreLabels(const model::Decoder& decoder, const TaskEncoder& encoder, std::span<const Example> examples,
                          const ScoreOptions& options = {}, RunControl* control = nullptr);

/// The same for prompts that are encoded already (ids up to responseStart are used).
torch::Tensor scoreLabels(const model::Decoder& decoder, const std::vector<std::vector<std::int32_t>>& labelTokens,
                          std::span<const EncodedExample> prompts, const ScoreOptions& options = {}, RunControl* control = nullptr);

} // namespace stillhouse::evaluate
