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

// Eight columns of eight rows onto `total`: 32-bit sums, of nibbles 16-bit ones.
template <Form F> SH_AVX2_INLINE __m256i dotOctet(__m256i total, __m256i both, __m256i levels, __m256i even, __m256i odd, __m256i offset) {
    const __m256i low = _mm256_set1_epi8(15);
    const __m256i first = _mm256_and_si256(both, low), second = _mm256_and_si256(_mm256_srli_epi16(both, 4), low);
    if constexpr (F == Form::Nibbles) // 16 products of at most 8 · 127 once the offset is in; on the way there 16 bits may wrap
        return _mm256_add_epi16(total, _mm256_add_epi16(_mm256_maddubs_epi16(first, even), _mm256_maddubs_epi16(second, odd)));
    const __m256i left = _mm256_shuffle_epi8(levels, first), right = _mm256_shuffle_epi8(levels, second);
    if constexpr (F == Form::Levels8)
        return _mm256_add_epi32(total, _mm256_add_epi32(dot4(left, even), dot4(right, odd)));
    // Four products of at most 64 · 127 with the offset, which 16 bits hold whatever they wrapped through.
    const __m256i pairs = _mm256_add_epi16(_mm256_add_epi16(offset, _mm256_maddubs_epi16(left, even)), _mm256_maddubs_epi16(right, odd));
    return _mm256_add_epi32(total, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

template <Form F> SH_AVX2_INLINE Sums dotBlock(const std::uint8_t* tile, __m256i levels, const TokenTile<1>& x) {
    Sums total;
    total.half[0] = total.half[1] = F == Form::Nibbles ? _mm256_set1_epi32(x.nibbles[0]) : _mm256_setzero_si256();
    SH_UNROLL
    for (int i = 0; i < 4; ++i) {
        const __m256i even = _mm256_set1_epi32(x.codes[i * 2][0]), odd = _mm256_set1_epi32(x.codes[i * 2 + 1][0]);
        const __m256i offset = F == Form::Levels7 ? _mm256_set1_epi32(x.octets[i][0]) : _mm256_setzero_si256();
        SH_UNROLL
        for (int h = 0; h < 2; ++h) {
            if constexpr (F == Form::Int8) {
                const __m256i flip = _mm256_set1_epi8(char(0x80));
                const __m256i a = dot4(_mm256_xor_si256(load32(tile + i * 128 + h * 32), flip), even);
                const __m256i b = dot4(_mm256_xor_si256(load32(tile + i * 128 + 64 + h * 32), flip), odd);
                total.half[h] = _mm256_add_epi32(total.half[h], _mm256_add_epi32(a, b));
            } else {
                total.half[h] = dotOctet<F>(total.half[h], load32(tile + i * 64 + h * 32), levels, even, odd, offset);
            }
        }
    }
    return total;
}

template <Form F, bool TwoLevel> SH_AVX2 void group(const PackedMatrix& w, const Activations& x, std::int64_t g, float* out) {
    __m256i levels = _mm256_setzero_si256();
    if constexpr (F == Form::Levels7)
        levels = raised(codebookOf(w, g));
    else if constexpr (F == Form::Levels8)
        levels = codebookOf(w, g);
    constexpr auto bytes = F == Form::Int8 ? tileInt8 : tileInt4;
    const auto blocks = w.blocks();
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + g * blocks * bytes;
    __m256 total[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (std::int64_t b = 0; b < blocks; ++b, tile += bytes) {
        SH_UNROLL
        for (int line = 0; line < int(bytes); line += 64)
            _mm_prefetch(reinterpret_cast<const char*>(tile) + kAhead + line, _MM_HINT_T0);
        const auto sums = dotBlock<F>(tile, levels, x.alone[std::size_t(b)]);
        const __m256 factor = _mm256_set1_ps(x.alone[std::size_t(b)].scales[0]);
        SH_UNROLL
        for (int h = 0; h < 2; ++h) {
            const __m256i sum = F == Form::Nibbles ? _mm256_madd_epi16(sums.half[h], _mm256_set1_epi16(1)) : sums.half[h];
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

template <Form F> void groups(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (auto g = begin; g < end; ++g)
        w.rowScales ? group<F, true>(w, x, g, out) : group<F, false>(w, x, g, out);
}

} // namespace

void integerSingle(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    switch (formOf(w, begin, end)) {
    case Form::Int8:
        return groups<Form::Int8>(w, x, begin, end, out);
    case Form::Nibbles:
        return groups<Form::Nibbles>(w, x, begin, end, out);
    case Form::Levels7:
        return groups<Form::Levels7>(w, x, begin, end, out);
    case Form::Levels8:
        return groups<Form::Levels8>(w, x, begin, end, out);
    }
}

} // namespace stillhouse::infer::avx2

#endif
