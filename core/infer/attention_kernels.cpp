// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/attention_kernels.h"

#include "core/formats/half.h"
#include "core/infer/products.h"

#include <algorithm>

#if defined(__x86_64__)
#pragma GCC diagnostic ignored "-Wuninitialized" // GCC 12's own intrinsics, bug 105593
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#endif

namespace stillhouse::infer {

namespace {

void plainScores(const AttentionKernel::Scores& task) {
    for (std::int64_t r = 0; r < task.rows; ++r) {
        const auto* keys = task.keys;
        const float* query = task.queries + r * task.width;
        float* scores = task.scores + r * task.scoreStride;
        for (std::int64_t tile = 0; tile < task.tiles; ++tile, keys += task.width * 16, scores += 16) {
            std::fill_n(scores, 16, 0.0f);
            for (std::int64_t d = 0; d < task.width; ++d)
                for (int i = 0; i < 16; ++i)
                    scores[i] += query[d] * formats::f16ToFloat(keys[d * 16 + i]);
        }
    }
}

void plainMix(const AttentionKernel::Mix& task) {
    for (std::int64_t r = 0; r < task.rows; ++r) {
        float* out = task.out + r * task.width;
        std::fill_n(out, task.width, 0.0f);
        for (std::int64_t t = 0; t < task.tokens; ++t)
            for (std::int64_t d = 0; d < task.width; ++d)
                out[d] += task.weights[r * task.weightStride + t] * formats::f16ToFloat(task.values[t * task.width + d]);
    }
}

void plainNarrow(const float* values, std::int64_t count, std::uint16_t* out) {
    for (std::int64_t i = 0; i < count; ++i)
        out[i] = formats::floatToF16(values[i]);
}

#if defined(__x86_64__)
#define SH_UNROLL _Pragma("GCC unroll 16")
#define SH_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,f16c,fma,avx2")))

// R rows of queries meet a tile of keys together: widening its halves costs as much as multiplying them once.
template <int R> SH_AVX512 void wideScores(const AttentionKernel::Scores& task, std::int64_t row) {
    const auto* keys = task.keys;
    const float* queries = task.queries + row * task.width;
    float* scores = task.scores + row * task.scoreStride;
    for (std::int64_t tile = 0; tile < task.tiles; ++tile, keys += task.width * 16, scores += 16) {
        __m512 first[R], second[R];
        SH_UNROLL
        for (int r = 0; r < R; ++r)
            first[r] = second[r] = _mm512_setzero_ps();
        std::int64_t d = 0;
        for (; d + 2 <= task.width; d += 2) {
            const __m256i* at = reinterpret_cast<const __m256i*>(keys + d * 16);
            const __m512 even = _mm512_cvtph_ps(_mm256_loadu_si256(at)), odd = _mm512_cvtph_ps(_mm256_loadu_si256(at + 1));
            SH_UNROLL
            for (int r = 0; r < R; ++r) {
                first[r] = _mm512_fmadd_ps(_mm512_set1_ps(queries[r * task.width + d]), even, first[r]);
                second[r] = _mm512_fmadd_ps(_mm512_set1_ps(queries[r * task.width + d + 1]), odd, second[r]);
            }
        }
        if (d < task.width) {
            const __m512 last = _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(keys + d * 16)));
            SH_UNROLL
            for (int r = 0; r < R; ++r)
                first[r] = _mm512_fmadd_ps(_mm512_set1_ps(queries[r * task.width + d]), last, first[r]);
        }
        SH_UNROLL
        for (int r = 0; r < R; ++r)
            _mm512_storeu_ps(scores + r * task.scoreStride, _mm512_add_ps(first[r], second[r]));
    }
}

template <int R> SH_AVX512 void wideMix(const AttentionKernel::Mix& task, std::int64_t row) {
    const float* weights = task.weights + row * task.weightStride;
    for (std::int64_t d = 0; d < task.width; d += 64) { // four registers of the row at once
        __m512 total[R][4];
        __mmask16 mask[4];
        SH_UNROLL
        for (int i = 0; i < 4; ++i) {
            const auto left = std::clamp<std::int64_t>(task.width - d - i * 16, 0, 16);
            mask[i] = __mmask16((1u << left) - 1);
            SH_UNROLL
            for (int r = 0; r < R; ++r)
                total[r][i] = _mm512_setzero_ps();
        }
        for (std::int64_t t = 0; t < task.tokens; ++t) {
            SH_UNROLL
            for (int i = 0; i < 4; ++i) {
                const __m512 value = _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(mask[i], task.values + t * task.width + d + i * 16));
                SH_UNROLL
                for (int r = 0; r < R; ++r)
                    total[r][i] = _mm512_fmadd_ps(_mm512_set1_ps(weights[r * task.weightStride + t]), value, total[r][i]);
            }
        }
        SH_UNROLL
        for (int i = 0; i < 4; ++i)
            SH_UNROLL
        for (int r = 0; r < R; ++r)
            _mm512_mask_storeu_ps(task.out + (row + r) * task.width + d + i * 16, mask[i], total[r][i]);
    }
}

SH_AVX512 void wideNarrow(const float* values, std::int64_t count, std::uint16_t* out) {
    for (std::int64_t i = 0; i < count; i += 16) {
        const auto mask = __mmask16(count - i >= 16 ? 0xffffu : (1u << (count - i)) - 1);
        const __m512 wide = _mm512_maskz_loadu_ps(mask, values + i);
        _mm256_mask_storeu_epi16(out + i, mask, _mm512_cvtps_ph(wide, _MM_FROUND_TO_NEAREST_INT));
    }
}

void wideScoresOfRows(const AttentionKernel::Scores& task) {
    std::int64_t r = 0;
    for (; r + 4 <= task.rows; r += 4)
        wideScores<4>(task, r);
    for (; r < task.rows; ++r)
        wideScores<1>(task, r);
}

void wideMixOfRows(const AttentionKernel::Mix& task) {
    std::int64_t r = 0;
    for (; r + 4 <= task.rows; r += 4)
        wideMix<4>(task, r);
    for (; r < task.rows; ++r)
        wideMix<1>(task, r);
}
#endif

} // namespace

const AttentionKernel& plainAttentionKernel() {
    static const AttentionKernel kernel = {plainScores, plainMix, plainNarrow};
    return kernel;
}

const AttentionKernel& attentionKernel() {
#if defined(__x86_64__)
    static const AttentionKernel wide = {wideScoresOfRows, wideMixOfRows, wideNarrow};
    if (kernelName() == "avx512-vnni")
        return wide;
    if (kernelName() == "avx2")
        return avx2AttentionKernel();
#endif
    return plainAttentionKernel();
}

} // namespace stillhouse::infer
