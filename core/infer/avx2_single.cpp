// SPDX-License-Identifier: GPL-3.0-or-later
// One token on AVX2: all sixteen rows of a group at once, so that every cache line is read once and whole.
#include "core/infer/avx2.h"

#include <algorithm>

#if defined(__x86_64__)

namespace stillhouse::infer::avx2 {

namespace {

struct Sums {
    __m256i half[2]; // rows 0 … 7 and 8 … 15
};

// vpmaddubsw saturates when both factors are large, so |level| meets code·sign(level): 128 · 127 · 2 still fits 16 bits.
SH_AVX2_INLINE __m256i dot4(__m256i levels, __m256i codes) {
    const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(levels), _mm256_sign_epi8(codes, levels));
    return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

template <Packing P> SH_AVX2_INLINE Sums dotBlock(const std::uint8_t* tile, const std::int8_t* codes, __m256i levels) {
    const __m256i low = _mm256_set1_epi8(15);
    Sums total = {{_mm256_setzero_si256(), _mm256_setzero_si256()}};
    SH_UNROLL
    for (int i = 0; i < 4; ++i) {
        const __m256i even = spread4(codes + i * 8), odd = spread4(codes + i * 8 + 4);
        SH_UNROLL
        for (int h = 0; h < 2; ++h) {
            if constexpr (P == Packing::Int8) {
                const __m256i flip = _mm256_set1_epi8(char(0x80));
                const __m256i a = dot4(_mm256_xor_si256(load32(tile + i * 128 + h * 32), flip), even);
                const __m256i b = dot4(_mm256_xor_si256(load32(tile + i * 128 + 64 + h * 32), flip), odd);
                total.half[h] = _mm256_add_epi32(total.half[h], _mm256_add_epi32(a, b));
            } else {
                const __m256i both = load32(tile + i * 64 + h * 32);
                const __m256i first = _mm256_and_si256(both, low), second = _mm256_and_si256(_mm256_srli_epi16(both, 4), low);
                if constexpr (P == Packing::Int4) // 16-bit lanes: 16 products of at most 15 · 127
                    total.half[h] = _mm256_add_epi16(
                        total.half[h], _mm256_add_epi16(_mm256_maddubs_epi16(first, even), _mm256_maddubs_epi16(second, odd)));
                else
                    total.half[h] = _mm256_add_epi32(total.half[h], _mm256_add_epi32(dot4(_mm256_shuffle_epi8(levels, first), even),
                                                                                     dot4(_mm256_shuffle_epi8(levels, second), odd)));
            }
        }
    }
    return total;
}

template <Packing P, bool TwoLevel> SH_AVX2 void group(const PackedMatrix& w, const Activations& x, std::int64_t g, float* out) {
    __m256i levels = _mm256_setzero_si256();
    if constexpr (P == Packing::Int4Codebook)
        levels = codebookOf(w, g);
    constexpr auto bytes = P == Packing::Int8 ? tileInt8 : tileInt4;
    const auto blocks = w.blocks();
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + g * blocks * bytes;
    __m256 total[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (std::int64_t b = 0; b < blocks; ++b, tile += bytes) {
        SH_UNROLL
        for (int line = 0; line < int(bytes); line += 64)
            _mm_prefetch(reinterpret_cast<const char*>(tile) + kAhead + line, _MM_HINT_T0);
        const auto sums = dotBlock<P>(tile, x.codes.data() + b * blockColumns, levels);
        const __m256 factor = _mm256_set1_ps(x.scales[std::size_t(b)]);
        SH_UNROLL
        for (int h = 0; h < 2; ++h) {
            __m256i sum = sums.half[h];
            if constexpr (P == Packing::Int4) // nibbles are levels + 8
                sum = _mm256_sub_epi32(_mm256_madd_epi16(sum, _mm256_set1_epi16(1)), _mm256_set1_epi32(8 * x.sums[std::size_t(b)]));
            const __m256 scale = scalesOf<TwoLevel>(w, (g * blocks + b) * rowsPerGroup + h * 8);
            total[h] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sum), _mm256_mul_ps(scale, factor), total[h]);
        }
    }
    alignas(32) float values[rowsPerGroup];
    SH_UNROLL
    for (int h = 0; h < 2; ++h)
        _mm256_store_ps(values + h * 8, TwoLevel ? _mm256_mul_ps(total[h], rowScalesOf(w, g * rowsPerGroup + h * 8)) : total[h]);
    std::copy_n(values, std::min(rowsPerGroup, w.rows - g * rowsPerGroup), out + g * rowsPerGroup);
}

template <Packing P> void groups(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (auto g = begin; g < end; ++g)
        w.rowScales ? group<P, true>(w, x, g, out) : group<P, false>(w, x, g, out);
}

} // namespace

void integerSingle(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (w.packing == Packing::Int8)
        groups<Packing::Int8>(w, x, begin, end, out);
    else if (w.packing == Packing::Int4)
        groups<Packing::Int4>(w, x, begin, end, out);
    else
        groups<Packing::Int4Codebook>(w, x, begin, end, out);
}

} // namespace stillhouse::infer::avx2

#endif
