// SPDX-License-Identifier: GPL-3.0-or-later
// The two products of attention over a cache in binary16 (layout in attention_cache.h).
#pragma once
#include <cstdint>

namespace stillhouse::infer {

struct AttentionKernel {
    /// scores[tile·16 + i] = Σ_d query[d] · keys[tile][d][i].
    void (*scores)(const std::uint16_t* keys, std::int64_t tiles, std::int64_t width, const float* query, float* scores);
    /// out[d] = factor · Σ_t weights[t] · values[t][d].
    void (*mix)(const std::uint16_t* values, std::int64_t tokens, std::int64_t width, const float* weights, float factor, float* out);
    /// binary16 of each value, to nearest even.
    void (*narrow)(const float* values, std::int64_t count, std::uint16_t* out);
};

/// Plain loops: the reference.
const AttentionKernel& plainAttentionKernel();
/// AVX-512 where the processor has it and the products' kernel uses it too (see forceKernel), else the plain one.
const AttentionKernel& attentionKernel();

} // namespace stillhouse::infer
