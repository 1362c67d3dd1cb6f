// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/model/decoder.h"

namespace stillhouse::prune {

/// Takes the planned heads and channels out of the weights: rows of q (and of k and v where a whole key/value group goes) with their
/// biases, columns of o; rows of gate and up with their biases, columns of down. Nothing is masked: the tensors are new and smaller, and
/// want gradients where the old ones did. A layer without heads loses its attention, one without channels its FFN (an output bias goes
/// with it). The logits are those of the model with these gates at 0. base::Failure when the plan does not fit the model.
void applyPlan(model::Decoder& decoder, const PrunePlan& plan);

} // namespace stillhouse::prune
