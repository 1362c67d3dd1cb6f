// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/api/run_control.h"
#include "core/infer/packed_model.h"
#include "core/model/decoder.h"

#include <memory>
#include <vector>

namespace stillhouse::prune {

/// The decoder's weights as the native engine runs them, in F32, copied.
std::shared_ptr<const infer::PackedModel> packedFrom(const model::Decoder& decoder);

/// Milliseconds of one token, medians.
struct Times {
    double decode = 0; ///< one token at a time, behind 64 others
    double prompt = 0; ///< per token of a prompt of 64
};

/// All models in turns in this process, so that whatever else the machine does hits all of them. About a second, more for models
/// whose tokens take long. base::Failure (Cancelled) when `control` says stop.
std::vector<Times> timeOf(const std::vector<std::shared_ptr<const infer::PackedModel>>& models, RunControl& control);

/// Times the model, the model without half of its heads and the model without half of its FFN, and draws the two lines.
LatencyModel measureLatencyModel(const model::Decoder& decoder, RunControl& control);

} // namespace stillhouse::prune
