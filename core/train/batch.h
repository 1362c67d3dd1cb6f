// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/evaluate/task_encoding.h"

#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::train {

/// Examples as one right-padded block. Causal attention never looks right, so padding needs no mask; only scored positions
/// reach the vocabulary.
struct Batch {
    torch::Tensor ids;     ///< (B, T) int64, padded with 0; the last token of each example is only a target
    torch::Tensor rows;    ///< (R) int64: flat positions b·T+t that are scored
    torch::Tensor targets; ///< (R) int64: the token that follows each of them
    torch::Tensor weights; ///< (R) float32: 1 for response tokens, the prompt weight for prompt tokens
    std::vector<std::int64_t> examples; ///< indices into the data
    std::vector<std::int64_t> lengths; ///< (B): tokens of each row without padding
    std::vector<std::int64_t> rowOffsets; ///< (B+1): rows of example b are rowOffsets[b] … rowOffsets[b+1]
    std::int64_t tokens = 0; ///< without padding
};

/// Collates `examples[i]` for i in `indices`. With promptWeight 0 prompt positions are left out entirely.
Batch collate(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& indices, double promptWeight);

/// A part of a batch: only the examples at `places` (of 0 … B−1, ascending). `rows` (R'): where its scored rows stand among the whole's.
struct BatchPart {
    Batch batch;
    torch::Tensor rows;
};
BatchPart partOf(const Batch& batch, const std::vector<std::int64_t>& places);

/// The hidden states of the scored positions: hidden (B,T,d) → (R,d).
torch::Tensor scoredRows(const torch::Tensor& hidden, const Batch& batch);

} // namespace stillhouse::train
