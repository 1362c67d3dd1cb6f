// SPDX-License-Identifier: GPL-3.0-or-later
// Reading attention maps: what one row-stochastic T × T map says in a few numbers. Standard library only, any thread.
#pragma once
#include "core/api/events.h"

#include <cstdint>

namespace stillhouse {

/// Means over the rows of one map p (row i over tokens 0 … i).
struct AttentionFacts {
    double entropy = 0;    ///< −Σ_j p_ij ln p_ij, nats; at most the mean of ln(i + 1)
    double distance = 0;   ///< Σ_j p_ij (i − j), tokens
    double firstShare = 0; ///< p_i0: the "attention sink" (Xiao 2023)
};

/// The T × T map of a layer and head in a picture of shape (layers, heads, T, T); null where the picture has none (outside the shape, or
/// NaN because that layer has fewer heads).
const float* attentionMap(const Picture& picture, std::int64_t layer, std::int64_t head);

AttentionFacts attentionFacts(const float* map, std::int64_t tokens);

/// Mean over the rows of KL(p‖q) = Σ_j p_ij ln(p_ij / q_ij), nats. q is held at 1e-9 or above: a window that cannot see a token would
/// otherwise make it infinite.
double attentionDivergence(const float* p, const float* q, std::int64_t tokens);

/// The layer of `layers` that stands where `layer` (from 0) of `of` does, evenly spread so that the last meets the last: the uniform
/// layer map of distillation. Also for heads.
std::int64_t matchingLayer(std::int64_t layer, std::int64_t of, std::int64_t layers);

} // namespace stillhouse
