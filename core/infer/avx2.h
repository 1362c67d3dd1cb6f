// SPDX-License-Identifier: GPL-3.0-or-later
// What the AVX2 kernels share. One token reads every weight once and waits for memory: weights are unpacked in registers
// (avx2_single.cpp). Many tokens share their weights: 64 rows × a few hundred columns are unpacked into a panel that stays in the
// caches while all tokens pass by (avx2_panels.cpp, avx2_floats.cpp).
#pragma once
#include "core/infer/kernels.h"

#if defined(__x86_64__)
#include <cstring>
#include <immintrin.h>
#define SH_AVX2 __attribute__((target("avx2,fma,f16c")))
#define SH_AVX2_INLINE __attribute__((target("avx2,fma,f16c"), always_inline)) inline
#define SH_UNROLL _Pragma("GCC unroll 16")       // sums in arrays stay in registers only where every index is a constant
#define SH_KEEP_LOOP _Pragma("GCC unroll 1")     // unrolled too, it would be scheduled beyond the registers
#define SH_PIN(value) asm("" : "+x"(value))      // a sum keeps its register: GCC 12 would copy all of them once per turn
#define SH_ORDER() asm volatile("" ::: "memory") // loads stay where they are: moved ahead, unrolled steps would not fit the registers

namespace stillhouse::infer::avx2 {

void integerSingle(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out);
void integerPanels(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out);
void floatingSingle(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out);
void floatingPanels(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out);

inline constexpr std::int64_t kSlabGroups = 4;   ///< row groups whose panels pass the tokens together
inline constexpr std::int64_t kSlabTokens = 256; ///< tokens whose sums wait in the caches

inline constexpr std::int64_t kAhead = 4096; ///< bytes: how far ahead of a token's weights memory is asked for

SH_AVX2_INLINE __m256i load32(const void* at) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(at));
}

/// Four bytes at `at` in every 32-bit lane.
SH_AVX2_INLINE __m256i spread4(const void* at) {
    std::int32_t four;
    std::memcpy(&four, at, 4);
    return _mm256_set1_epi32(four);
}

/// Eight scales from index `at` on, without the row's scale where there are two levels.
template <bool TwoLevel> SH_AVX2_INLINE __m256 scalesOf(const PackedMatrix& w, std::int64_t at) {
    if constexpr (TwoLevel)
        return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(w.scaleCodes + at))));
    else
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w.scales + at)));
}

SH_AVX2_INLINE __m256 rowScalesOf(const PackedMatrix& w, std::int64_t row) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w.rowScales + row)));
}

/// The sixteen levels of a group, for vpshufb.
SH_AVX2_INLINE __m256i codebookOf(const PackedMatrix& w, std::int64_t group) {
    return _mm256_broadcastsi128_si256(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(w.codebook + (group * rowsPerGroup / w.codebookRows) * 16)));
}

/// How the integer kernels multiply. Levels of seven bits (−64 … 63) become unsigned by adding 64, as nibbles are by adding 8, and no
/// pair of products leaves 16 bits; levels beyond meet the codes by magnitude and sign.
enum class Form { Int8, Nibbles, Levels7, Levels8 };

/// The form that serves the groups [begin, end).
Form formOf(const PackedMatrix& w, std::int64_t begin, std::int64_t end);

/// Levels of seven bits as unsigned bytes 0 … 127.
SH_AVX2_INLINE __m256i raised(__m256i levels) {
    return _mm256_add_epi8(levels, _mm256_set1_epi8(64));
}

/// Sixteen finished sums to `out`, or as many of them as the matrix has rows.
SH_AVX2_INLINE void storeRows(const float* sums, std::int64_t rows, float* out) {
    if (rows < rowsPerGroup) {
        for (std::int64_t r = 0; r < rows; ++r)
            out[r] = sums[r];
        return;
    }
    _mm256_storeu_ps(out, _mm256_load_ps(sums));
    _mm256_storeu_ps(out + 8, _mm256_load_ps(sums + 8));
}

} // namespace stillhouse::infer::avx2

#endif
