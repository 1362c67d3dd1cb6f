// SPDX-License-Identifier: GPL-3.0-or-later
// Attention on AVX2: up to six queries share the widening of a key or a value, twelve sums in registers; fewer queries take more
// keys or dimensions at once instead, because a sum waits four cycles for its predecessor.
#include "core/infer/attention_kernels.h"
#include "core/infer/avx2.h"

#include <algorithm>

#if defined(__x86_64__)

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kTokens = 128; ///< tokens whose values stay in the first cache while all queries pass by

SH_AVX2_INLINE __m256 widened(const std::uint16_t* at) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
}

// R queries, K tiles of 16 keys.
template <int R, int K>
SH_AVX2_INLINE void scoreTiles(const AttentionKernel::Scores& task, const std::uint16_t* keys, std::int64_t row, std::int64_t tile) {
    __m256 total[R][K][2];
    SH_UNROLL
    for (int r = 0; r < R; ++r)
        SH_UNROLL
    for (int k = 0; k < K; ++k)
        total[r][k][0] = total[r][k][1] = _mm256_setzero_ps();
    const float* queries = task.queries + row * task.width;
    for (std::int64_t d = 0; d < task.width; ++d)
        SH_UNROLL
    for (int k = 0; k < K; ++k) {
        const auto* at = keys + (k * task.width + d) * 16;
        const __m256 upper = widened(at), lower = widened(at + 8);
        SH_UNROLL
        for (int r = 0; r < R; ++r) {
            const __m256 query = _mm256_broadcast_ss(queries + r * task.width + d);
            total[r][k][0] = _mm256_fmadd_ps(query, upper, total[r][k][0]);
            total[r][k][1] = _mm256_fmadd_ps(query, lower, total[r][k][1]);
        }
    }
    SH_UNROLL
    for (int r = 0; r < R; ++r)
        SH_UNROLL
    for (int k = 0; k < K; ++k)
        SH_UNROLL
    for (int h = 0; h < 2; ++h)
        _mm256_storeu_ps(task.scores + (row + r) * task.scoreStride + (tile + k) * 16 + h * 8, total[r][k][h]);
}

template <int R> SH_AVX2 void scoreRows(const AttentionKernel::Scores& task, std::int64_t row, std::int64_t begin, std::int64_t end) {
    constexpr int several = R == 1 ? 4 : R <= 3 ? 2 : 1;
    auto tile = begin;
    for (; tile + several <= end; tile += several)
        scoreTiles<R, several>(task, task.keys + tile * task.width * 16, row, tile);
    for (; tile < end; ++tile)
        scoreTiles<R, 1>(task, task.keys + tile * task.width * 16, row, tile);
}

void scores(const AttentionKernel::Scores& task) {
    using Rows = void (*)(const AttentionKernel::Scores&, std::int64_t, std::int64_t, std::int64_t);
    static constexpr Rows some[] = {nullptr, scoreRows<1>, scoreRows<2>, scoreRows<3>, scoreRows<4>, scoreRows<5>, scoreRows<6>};
    for (std::int64_t tile = 0; tile < task.tiles; tile += kTokens / 16)
        for (std::int64_t r = 0; r < task.rows; r += 6)
            some[std::min<std::int64_t>(6, task.rows - r)](task, r, tile, std::min(task.tiles, tile + kTokens / 16));
}

// R queries, N registers of dimensions from `d` on, tokens [begin, end) onto what `out` holds.
template <int R, int N>
SH_AVX2_INLINE void mixColumns(const AttentionKernel::Mix& task, std::int64_t row, std::int64_t d, std::int64_t begin, std::int64_t end) {
    __m256 total[R][N];
    SH_UNROLL
    for (int r = 0; r < R; ++r)
        SH_UNROLL
    for (int n = 0; n < N; ++n)
        total[r][n] = begin == 0 ? _mm256_setzero_ps() : _mm256_loadu_ps(task.out + (row + r) * task.width + d + n * 8);
    for (auto t = begin; t < end; ++t) {
        __m256 value[N];
        SH_UNROLL
        for (int n = 0; n < N; ++n)
            value[n] = widened(task.values + t * task.width + d + n * 8);
        SH_UNROLL
        for (int r = 0; r < R; ++r) {
            const __m256 weight = _mm256_broadcast_ss(task.weights + (row + r) * task.weightStride + t);
            SH_UNROLL
            for (int n = 0; n < N; ++n)
                total[r][n] = _mm256_fmadd_ps(weight, value[n], total[r][n]);
        }
    }
    SH_UNROLL
    for (int r = 0; r < R; ++r)
        SH_UNROLL
    for (int n = 0; n < N; ++n)
        _mm256_storeu_ps(task.out + (row + r) * task.width + d + n * 8, total[r][n]);
}

template <int R> SH_AVX2 void mixRows(const AttentionKernel::Mix& task, std::int64_t row, std::int64_t begin, std::int64_t end) {
    constexpr int several = R == 1 ? 8 : R <= 3 ? 4 : 2;
    std::int64_t d = 0;
    for (; d + several * 8 <= task.width; d += several * 8)
        mixColumns<R, several>(task, row, d, begin, end);
    for (; d + 8 <= task.width; d += 8)
        mixColumns<R, 1>(task, row, d, begin, end);
    for (; d < task.width; ++d)
        SH_UNROLL
    for (int r = 0; r < R; ++r) {
        float& out = task.out[(row + r) * task.width + d];
        float total = begin == 0 ? 0 : out;
        for (auto t = begin; t < end; ++t)
            total = __builtin_fmaf(task.weights[(row + r) * task.weightStride + t], _cvtsh_ss(task.values[t * task.width + d]), total);
        out = total;
    }
}

void mix(const AttentionKernel::Mix& task) {
    using Rows = void (*)(const AttentionKernel::Mix&, std::int64_t, std::int64_t, std::int64_t);
    static constexpr Rows some[] = {nullptr, mixRows<1>, mixRows<2>, mixRows<3>, mixRows<4>, mixRows<5>, mixRows<6>};
    std::int64_t t = 0;
    do { // once without tokens too: the result is 0 then
        for (std::int64_t r = 0; r < task.rows; r += 6)
            some[std::min<std::int64_t>(6, task.rows - r)](task, r, t, std::min(task.tokens, t + kTokens));
        t += kTokens;
    } while (t < task.tokens);
}

SH_AVX2 void narrow(const float* values, std::int64_t count, std::uint16_t* out) {
    std::int64_t i = 0;
    for (; i + 8 <= count; i += 8)
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), _mm256_cvtps_ph(_mm256_loadu_ps(values + i), _MM_FROUND_TO_NEAREST_INT));
    for (; i < count; ++i)
        out[i] = _cvtss_sh(values[i], _MM_FROUND_TO_NEAREST_INT);
}

} // namespace

const AttentionKernel& avx2AttentionKernel() {
    static const AttentionKernel kernel = {scores, mix, narrow};
    return kernel;
}

} // namespace stillhouse::infer

#else

namespace stillhouse::infer {

const AttentionKernel& avx2AttentionKernel() {
    return plainAttentionKernel();
}

} // namespace stillhouse::infer

#endif
