// SPDX-License-Identifier: GPL-3.0-or-later
// The two products of attention over a cache in binary16 (layout in attention_cache.h). A cache in another format is another
// AttentionKernel: what it reads is its own business, as long as the rows of queries, scores and outputs are these.
#pragma once
#include <cstdint>

namespace stillhouse::infer {

/// Several queries at once, so that keys and values are read and widened once for all of them. Row r of an array lies r · its stride
/// behind the first. No result depends on how many rows share a call.
struct AttentionKernel {
    struct Scores {
        const std::uint16_t* keys;
        std::int64_t tiles, width;
        const float* queries; ///< (rows, width)
        std::int64_t rows;
        float* scores; ///< (rows, tiles · 16)
        std::int64_t scoreStride;
    };
    struct Mix {
        const std::uint16_t* values;
        std::int64_t tokens, width;
        const float* weights; ///< (rows, tokens)
        std::int64_t rows, weightStride;
        float* out; ///< (rows, width)
    };
    /// scores[r][tile·16 + i] = Σ_d queries[r][d] · keys[tile][d][i].
    void (*scores)(const Scores& task);
    /// out[r][d] = Σ_t weights[r][t] · values[t][d].
    void (*mix)(const Mix& task);
    /// binary16 of each value, to nearest even.
    void (*narrow)(const float* values, std::int64_t count, std::uint16_t* out);
};

/// Plain loops: the reference.
const AttentionKernel& plainAttentionKernel();
const AttentionKernel& avx2AttentionKernel();
/// Of the instruction set that the products' kernel uses too (see forceKernel).
const AttentionKernel& attentionKernel();

} // namespace stillhouse::infer
