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
#define SH_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,f16c,fma,avx2")))

SH_AVX512 void wideScores(const std::uint16_t* keys, std::int64_t tiles, std::int64_t width, const float* query, float* scores) {
    for (std::int64_t tile = 0; tile < tiles; ++tile, keys += width * 16, scores += 16) {
        __m512 first = _mm512_setzero_ps(), second = _mm512_setzero_ps();
        std::int64_t d = 0;
        for (; d + 2 <= width; d += 2) {
            const __m256i* at = reinterpret_cast<const __m256i*>(keys + d * 16);
            first = _mm512_fmadd_ps(_mm512_set1_ps(query[d]), _mm512_cvtph_ps(_mm256_loadu_si256(at)), first);
            second = _mm512_fmadd_ps(_mm512_set1_ps(query[d + 1]), _mm512_cvtph_ps(_mm256_loadu_si256(at + 1)), second);
        }
        if (d < width)
            first = _mm512_fmadd_ps(_mm512_set1_ps(query[d]),
                                    _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(keys + d * 16))), first);
        _mm512_storeu_ps(scores, _mm512_add_ps(first, second));
    }
}

SH_AVX512 void wideMix(const std::uint16_t* values, std::int64_t tokens, std::int64_t width, const float* weights, float* out) {
    for (std::int64_t d = 0; d < width; d += 64) { // four registers of the row at once
        __m512 total[4];
        __mmask16 mask[4];
        for (int i = 0; i < 4; ++i) {
            const auto left = std::clamp<std::int64_t>(width - d - i * 16, 0, 16);
            mask[i] = __mmask16((1u << left) - 1);
            total[i] = _mm512_setzero_ps();
        }
        for (std::int64_t t = 0; t < tokens; ++t) {
            const __m512 weight = _mm512_set1_ps(weights[t]);
            for (int i = 0; i < 4; ++i)
                total[i] =
                    _mm512_fmadd_ps(weight, _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(mask[i], values + t * width + d + i * 16)), total[i]);
        }
        for (int i = 0; i < 4; ++i)
            _mm512_mask_storeu_ps(out + d + i * 16, mask[i], total[i]);
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
    for (std::int64_t r = 0; r < task.rows; ++r)
        wideScores(task.keys, task.tiles, task.width, task.queries + r * task.width, task.scores + r * task.scoreStride);
}

void wideMixOfRows(const AttentionKernel::Mix& task) {
    for (std::int64_t r = 0; r < task.rows; ++r)
        wideMix(task.values, task.tokens, task.width, task.weights + r * task.weightStride, task.out + r * task.width);
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
