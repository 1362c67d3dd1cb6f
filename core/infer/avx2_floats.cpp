// SPDX-License-Identifier: GPL-3.0-or-later
// Matrices of floats on AVX2, any number of tokens.
#include "core/infer/avx2.h"

#include <algorithm>

#if defined(__x86_64__)

namespace stillhouse::infer::avx2 {

namespace {

constexpr std::int64_t kColumns = 128; ///< columns of a panel
constexpr std::int64_t kTile = 6;      ///< tokens that meet a panel's registers together: 12 sums

struct Scratch {
    alignas(64) float panels[kSlabGroups][kColumns * rowsPerGroup]; ///< [column][row]
    alignas(64) float sums[kSlabGroups][kSlabTokens * rowsPerGroup];
};

template <Packing P> SH_AVX2_INLINE __m256 load8(const std::byte* codes, std::int64_t index) {
    if constexpr (P == Packing::F32)
        return _mm256_castsi256_ps(load32(codes + index * 4));
    const __m128i half = _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + index * 2));
    if constexpr (P == Packing::F16)
        return _mm256_cvtph_ps(half);
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(half), 16));
}

template <Packing P> SH_AVX2_INLINE float loadOne(const std::byte* codes, std::int64_t index) {
    if constexpr (P == Packing::F32) {
        float value;
        std::memcpy(&value, codes + index * 4, 4);
        return value;
    }
    short bits;
    std::memcpy(&bits, codes + index * 2, 2);
    const __m128i half = _mm_cvtsi32_si128(std::uint16_t(bits));
    return P == Packing::F16 ? _mm_cvtss_f32(_mm_cvtph_ps(half)) : _mm_cvtss_f32(_mm_castsi128_ps(_mm_slli_epi32(half, 16)));
}

SH_AVX2_INLINE float across(__m256 value) {
    __m128 sum = _mm_add_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps(value, 1));
    sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
    return _mm_cvtss_f32(_mm_add_ss(sum, _mm_movehdup_ps(sum)));
}

// One row after the other: memory is fastest as one stream.
template <Packing P> SH_AVX2_INLINE float rowTimesToken(const PackedMatrix& w, const float* x, std::int64_t row) {
    constexpr int several = 4;
    __m256 total[several];
    SH_UNROLL
    for (int i = 0; i < several; ++i)
        total[i] = _mm256_setzero_ps();
    const auto base = row * w.cols;
    std::int64_t c = 0;
    for (; c + several * 8 <= w.cols; c += several * 8) {
        _mm_prefetch(reinterpret_cast<const char*>(w.codes) + (base + c) * (P == Packing::F32 ? 4 : 2) + kAhead, _MM_HINT_T0);
        SH_UNROLL
        for (int i = 0; i < several; ++i)
            total[i] = _mm256_fmadd_ps(load8<P>(w.codes, base + c + i * 8), _mm256_loadu_ps(x + c + i * 8), total[i]);
    }
    float sum = across(_mm256_add_ps(_mm256_add_ps(total[0], total[1]), _mm256_add_ps(total[2], total[3])));
    for (; c < w.cols; ++c)
        sum += loadOne<P>(w.codes, base + c) * x[c];
    return sum;
}

template <Packing P> SH_AVX2 void single(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (auto r = begin; r < end; ++r)
        out[r] = rowTimesToken<P>(w, x.values, r);
}

// 8 rows × 8 columns from one row a register to one column a register.
SH_AVX2_INLINE void transpose(const __m256 (&rows)[8], float* out) {
    __m256 pair[8], four[8];
    SH_UNROLL
    for (int i = 0; i < 8; i += 2) {
        pair[i] = _mm256_unpacklo_ps(rows[i], rows[i + 1]);
        pair[i + 1] = _mm256_unpackhi_ps(rows[i], rows[i + 1]);
    }
    SH_UNROLL
    for (int i = 0; i < 8; i += 4)
        SH_UNROLL
    for (int k = 0; k < 2; ++k) {
        four[i + k * 2] = _mm256_shuffle_ps(pair[i + k], pair[i + k + 2], 0x44);
        four[i + k * 2 + 1] = _mm256_shuffle_ps(pair[i + k], pair[i + k + 2], 0xee);
    }
    SH_UNROLL
    for (int k = 0; k < 4; ++k) {
        _mm256_store_ps(out + k * rowsPerGroup, _mm256_permute2f128_ps(four[k], four[k + 4], 0x20));
        _mm256_store_ps(out + (k + 4) * rowsPerGroup, _mm256_permute2f128_ps(four[k], four[k + 4], 0x31));
    }
}

// Rows behind the matrix and behind `rows` count as 0.
template <Packing P>
SH_AVX2 void fill(const PackedMatrix& w, std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* panel) {
    for (std::int64_t half = 0; half < rowsPerGroup; half += 8) {
        std::int64_t c = 0;
        for (; c + 8 <= columns; c += 8) {
            __m256 lines[8];
            SH_UNROLL
            for (int r = 0; r < 8; ++r)
                lines[r] = half + r < rows ? load8<P>(w.codes, (row + half + r) * w.cols + column + c) : _mm256_setzero_ps();
            transpose(lines, panel + c * rowsPerGroup + half);
        }
        for (; c < columns; ++c)
            for (std::int64_t r = half; r < half + 8; ++r)
                panel[c * rowsPerGroup + r] = r < rows ? loadOne<P>(w.codes, (row + r) * w.cols + column + c) : 0.0f;
    }
}

// T tokens onto sums (T, 16).
template <int T> SH_AVX2 void meet(const float* panel, const float* x, std::int64_t stride, std::int64_t columns, float* sums) {
    __m256 total[T][2];
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        SH_UNROLL
    for (int h = 0; h < 2; ++h)
        total[t][h] = _mm256_load_ps(sums + t * rowsPerGroup + h * 8);
    for (std::int64_t c = 0; c < columns; ++c) {
        const __m256 upper = _mm256_load_ps(panel + c * rowsPerGroup), lower = _mm256_load_ps(panel + c * rowsPerGroup + 8);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256 one = _mm256_broadcast_ss(x + t * stride + c);
            total[t][0] = _mm256_fmadd_ps(upper, one, total[t][0]);
            total[t][1] = _mm256_fmadd_ps(lower, one, total[t][1]);
        }
    }
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        SH_UNROLL
    for (int h = 0; h < 2; ++h)
        _mm256_store_ps(sums + t * rowsPerGroup + h * 8, total[t][h]);
}

void pass(Scratch& s, std::int64_t groups, const float* x, std::int64_t stride, std::int64_t tokens, std::int64_t columns) {
    using Meet = void (*)(const float*, const float*, std::int64_t, std::int64_t, float*);
    static constexpr Meet meets[] = {nullptr, meet<1>, meet<2>, meet<3>, meet<4>, meet<5>, meet<6>};
    for (std::int64_t t = 0; t < tokens; t += kTile)
        for (std::int64_t g = 0; g < groups; ++g)
            meets[std::min(kTile, tokens - t)](s.panels[g], x + t * stride, stride, columns, s.sums[g] + t * rowsPerGroup);
}

template <Packing P> void slabs(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    thread_local Scratch s;
    for (auto row = begin; row < end; row += kSlabGroups * rowsPerGroup)
        for (std::int64_t token = 0; token < x.tokens; token += kSlabTokens) {
            const auto rows = std::min(kSlabGroups * rowsPerGroup, end - row), groups = (rows + rowsPerGroup - 1) / rowsPerGroup,
                       tokens = std::min(kSlabTokens, x.tokens - token);
            for (std::int64_t g = 0; g < groups; ++g)
                std::fill_n(s.sums[g], tokens * rowsPerGroup, 0.0f);
            for (std::int64_t column = 0; column < w.cols; column += kColumns) {
                const auto columns = std::min(kColumns, w.cols - column);
                for (std::int64_t g = 0; g < groups; ++g)
                    fill<P>(w, row + g * rowsPerGroup, rows - g * rowsPerGroup, column, columns, s.panels[g]);
                pass(s, groups, x.values + token * x.cols + column, x.cols, tokens, columns);
            }
            for (std::int64_t g = 0; g < groups; ++g)
                for (std::int64_t t = 0; t < tokens; ++t)
                    std::copy_n(s.sums[g] + t * rowsPerGroup, std::min(rowsPerGroup, rows - g * rowsPerGroup),
                                out + (token + t) * w.rows + row + g * rowsPerGroup);
        }
}

} // namespace

void floatingSingle(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (w.packing == Packing::F32)
        single<Packing::F32>(w, x, begin, end, out);
    else if (w.packing == Packing::F16)
        single<Packing::F16>(w, x, begin, end, out);
    else
        single<Packing::BF16>(w, x, begin, end, out);
}

void floatingPanels(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (w.packing == Packing::F32)
        slabs<Packing::F32>(w, x, begin, end, out);
    else if (w.packing == Packing::F16)
        slabs<Packing::F16>(w, x, begin, end, out);
    else
        slabs<Packing::BF16>(w, x, begin, end, out);
}

} // namespace stillhouse::infer::avx2

#endif
