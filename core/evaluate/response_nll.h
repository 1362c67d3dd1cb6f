// SPDX-License-Identifier: GPL-3.0-or-later
// How likely a model finds given answers: the loss of training, measured.
#pragma once
#include "core/model/torch.h"

#include "core/api/run_control.h"
#include "core/evaluate/batches.h"
#include "core/evaluate/task_encoding.h"
#include "core/model/decoder.h"

#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::evaluate {

struct TokenNll {
    double sum = 0;          ///< nats
    std::int64_t tokens = 0; ///< scored
};

/// −Σ log p(idᵢ | ids before it) over i ≥ responseStart (and i ≥ 1), for each example in order. Inference mode; logits exist for the
/// scored positions only, a block at a time. base::Failure, also when cancelled.
std::vector<TokenNll> responseNll(const model::Decoder& decoder, std::span<const EncodedExample> examples, const ScoreOptions& options = {},
                                  RunControl* control = nullptr);

/// −log p(target) of each row: hidden (N,d), targets (N) → (N) F64 on the CPU, in blocks of rows so that the logits stay small.
torch::Tensor rowNll(const model::Decoder& decoder, const torch::Tensor& hidden, const torch::Tensor& targets);

} // namespace stillhouse::evaluate
