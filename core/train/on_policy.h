// SPDX-License-Identifier: GPL-3.0-or-later
// On-policy batches (GKD, Agarwal 2024): in a share λ of the steps the answers of the batch are what the student itself samples, and the
// teacher says what it would have done there. No label takes part in such a step.
#pragma once
#include "core/train/batch.h"
#include "core/train/objective.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::train {

/// Whether step `step` is on-policy: a pure function of the seed and the step, so that a resumed run takes the same ones.
bool isOnPolicy(double share, std::uint64_t seed, std::int64_t step);

/// The prompts of examples[i], i in `indices`, with the student's samples as answers, drawn by (seed, step). The end of text is part of a
/// sample. Empty `rows` when no prompt leaves room for a token.
Batch sampledBatch(const model::Decoder& student, const evaluate::TaskEncoder& encoder, std::span<const evaluate::EncodedExample> examples,
                   const std::vector<std::int64_t>& indices, const SoftTargetOptions& options, std::uint64_t seed, std::int64_t step);

/// Fails at "<where>.on_policy" when nothing could be learned from samples: without soft targets there is no one to judge them.
void checkOnPolicy(const SoftTargetOptions& options, const std::string& where);

} // namespace stillhouse::train
