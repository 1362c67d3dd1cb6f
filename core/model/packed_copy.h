// SPDX-License-Identifier: GPL-3.0-or-later
// A Decoder's weights for the engine without LibTorch: what a rollout needs after every update of the policy.
#pragma once
#include "core/infer/packed_model.h"
#include "core/model/decoder.h"
#include "core/model/generate.h"

#include <memory>
#include <span>

namespace stillhouse::model {

/// A packed copy, every matrix as `packing` says (F32 gives the same weights). Extensions of matrices are not seen.
std::shared_ptr<const infer::PackedModel> packedCopy(const Decoder& decoder, infer::Packing packing = infer::Packing::F32);

/// generateBatch on a packed copy: row by row, `threads` rows at once, each with a session of its own. The same meaning of the options
/// and the same random draws for each row; logits differ by rounding.
std::vector<Generation> generatePacked(const std::shared_ptr<const infer::PackedModel>& packed,
                                       const std::vector<std::vector<std::int64_t>>& prompts, const GenerateOptions& options, int threads);

} // namespace stillhouse::model
