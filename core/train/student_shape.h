// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/model/decoder.h"
#include "core/train/checkpoint.h"

#include <string>

namespace stillhouse::train {

/// Writes the student's configuration into a checkpoint: pruning changes shapes between stages, and inside one.
void keepShape(Checkpoint& checkpoint, const model::Decoder& student);

/// Gives `student` the layers that the checkpoint speaks of, with empty weights that want gradients, where they differ from its own;
/// the caller restores the weights. Optimizers and whatever else holds the old tensors must be made afterwards. base::Failure when more
/// than the layers' shapes differ, or the configuration is none.
void takeShape(model::Decoder& student, const Checkpoint& checkpoint, const std::string& where);

} // namespace stillhouse::train
