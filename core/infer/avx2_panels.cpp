// SPDX-License-Identifier: GPL-3.0-or-later
// Many tokens on AVX2. Uniform INT4 keeps its nibbles as unsigned bytes: sixteen products of at most 15 · 127 fit a 16-bit lane, so a
// whole block is one vpmaddubsw and one addition per four columns. The other levels may reach ±128, where vpmaddubsw saturates: they
// become 16-bit words once per panel, and vpmaddwd adds two products to 32 bits. Every result has the bits that avx2_single.cpp gives
// its token alone: INT8 activations would turn a last bit into a whole code one layer on.
#include "core/infer/avx2.h"

#include <algorithm>

#if defined(__x86_64__)

namespace stillhouse::infer::avx2 {

namespace {

constexpr std::int64_t kBlocks = 8; ///< blocks of columns in a panel
constexpr std::int64_t kTile = 4;   ///< tokens that meet a panel's registers together

struct Panel {
    alignas(
        64) std::int16_t codes[kBlocks * blockColumns * rowsPerGroup]; ///< words [block][k/2][row][k%2], or bytes [block][k/4][row][k%4]
    alignas(64) float scales[kBlocks * rowsPerGroup];
};

struct Scratch {
    Panel panels[kSlabGroups];
    alignas(64) std::int16_t words[kTile * kBlocks * blockColumns]; ///< the tile's codes, [token][column]
    alignas(64) float sums[kSlabGroups][kSlabTokens * rowsPerGroup];
};

// 8 rows × 4 signed bytes to two vectors of 8 rows × 2 words.
SH_AVX2_INLINE void storeWords(__m256i bytes, std::int16_t* out) {
    const __m256i first = _mm256_setr_epi8(-1, 0, -1, 1, -1, 4, -1, 5, -1, 8, -1, 9, -1, 12, -1, 13, -1, 0, -1, 1, -1, 4, -1, 5, -1, 8, -1,
                                           9, -1, 12, -1, 13);
    const __m256i two = _mm256_set1_epi16(0x0200), second = _mm256_add_epi8(first, two);
    _mm256_store_si256(reinterpret_cast<__m256i*>(out), _mm256_srai_epi16(_mm256_shuffle_epi8(bytes, first), 8));
    _mm256_store_si256(reinterpret_cast<__m256i*>(out + 32), _mm256_srai_epi16(_mm256_shuffle_epi8(bytes, second), 8));
}

template <Packing P> SH_AVX2_INLINE void unpackBlock(const std::uint8_t* tile, __m256i levels, std::int16_t* out) {
    const __m256i low = _mm256_set1_epi8(15);
    SH_UNROLL
    for (int i = 0; i < (P == Packing::Int8 ? 8 : 4); ++i)
        SH_UNROLL
    for (int h = 0; h < 2; ++h) {
        const __m256i both = load32(tile + i * 64 + h * 32);
        if constexpr (P == Packing::Int8) {
            storeWords(_mm256_xor_si256(both, _mm256_set1_epi8(char(0x80))), out + i * 64 + h * 16);
            continue;
        }
        const __m256i even = _mm256_and_si256(both, low), odd = _mm256_and_si256(_mm256_srli_epi16(both, 4), low);
        if constexpr (P == Packing::Int4) {
            _mm256_store_si256(reinterpret_cast<__m256i*>(out + i * 64 + h * 16), even);
            _mm256_store_si256(reinterpret_cast<__m256i*>(out + i * 64 + 32 + h * 16), odd);
        } else {
            storeWords(_mm256_shuffle_epi8(levels, even), out + i * 128 + h * 16);
            storeWords(_mm256_shuffle_epi8(levels, odd), out + i * 128 + 64 + h * 16);
        }
    }
}

template <Packing P>
SH_AVX2 void fill(const PackedMatrix& w, std::int64_t group, std::int64_t firstBlock, std::int64_t count, Panel& panel) {
    constexpr auto bytes = P == Packing::Int8 ? tileInt8 : tileInt4;
    constexpr auto words = P == Packing::Int4 ? 256 : 512;
    __m256i levels = _mm256_setzero_si256();
    if constexpr (P == Packing::Int4Codebook)
        levels = codebookOf(w, group);
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + (group * w.blocks() + firstBlock) * bytes;
    for (std::int64_t b = 0; b < count; ++b) {
        unpackBlock<P>(tile + b * bytes, levels, panel.codes + b * words);
        SH_UNROLL
        for (int h = 0; h < 2; ++h) {
            const auto at = (group * w.blocks() + firstBlock + b) * rowsPerGroup + h * 8;
            _mm256_store_ps(panel.scales + b * rowsPerGroup + h * 8, w.rowScales ? scalesOf<true>(w, at) : scalesOf<false>(w, at));
        }
    }
}

template <int T>
SH_AVX2_INLINE void dotBytes(const std::int16_t* panel, const std::int8_t* codes, std::int64_t stride, const std::int32_t* sums,
                             std::int64_t blocks, __m256i (&total)[T][2]) {
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        total[t][0] = total[t][1] = _mm256_setzero_si256();
    SH_KEEP_LOOP
    for (int i = 0; i < 8; ++i) {
        const __m256i upper = load32(panel + i * 32), lower = load32(panel + i * 32 + 16);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256i four = spread4(codes + t * stride + i * 4);
            total[t][0] = _mm256_add_epi16(total[t][0], _mm256_maddubs_epi16(upper, four));
            total[t][1] = _mm256_add_epi16(total[t][1], _mm256_maddubs_epi16(lower, four));
            SH_PIN(total[t][0]);
            SH_PIN(total[t][1]);
        }
    }
    SH_UNROLL
    for (int t = 0; t < T; ++t) { // nibbles are levels + 8
        const __m256i offset = _mm256_set1_epi32(8 * sums[t * blocks]);
        SH_UNROLL
        for (int h = 0; h < 2; ++h)
            total[t][h] = _mm256_sub_epi32(_mm256_madd_epi16(total[t][h], _mm256_set1_epi16(1)), offset);
    }
}

template <int T> SH_AVX2_INLINE void dotWords(const std::int16_t* panel, const std::int16_t* codes, __m256i (&total)[T][2]) {
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        total[t][0] = total[t][1] = _mm256_setzero_si256();
    SH_KEEP_LOOP
    for (int i = 0; i < 16; ++i) {
        const __m256i upper = load32(panel + i * 32), lower = load32(panel + i * 32 + 16);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256i two = spread4(codes + t * kBlocks * blockColumns + i * 2);
            total[t][0] = _mm256_add_epi32(total[t][0], _mm256_madd_epi16(upper, two));
            total[t][1] = _mm256_add_epi32(total[t][1], _mm256_madd_epi16(lower, two));
            SH_PIN(total[t][0]);
            SH_PIN(total[t][1]);
        }
    }
}

// T tokens from `token` on, `count` blocks from `first` on, onto sums (T, 16).
template <Packing P, int T>
SH_AVX2 void meet(const Panel& panel, const Activations& x, const std::int16_t* words, std::int64_t token, std::int64_t first,
                  std::int64_t count, float* sums) {
    for (std::int64_t b = 0; b < count; ++b) {
        const auto at = token * x.blocks + first + b;
        __m256i total[T][2];
        if constexpr (P == Packing::Int4)
            dotBytes<T>(panel.codes + b * 256, x.codes.data() + at * blockColumns, x.blocks * blockColumns, x.sums.data() + at, x.blocks,
                        total);
        else
            dotWords<T>(panel.codes + b * 512, words + b * blockColumns, total);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256 factor = _mm256_set1_ps(x.scales[std::size_t(at + t * x.blocks)]);
            SH_UNROLL
            for (int h = 0; h < 2; ++h) {
                float* sum = sums + t * rowsPerGroup + h * 8;
                const __m256 scale = _mm256_load_ps(panel.scales + b * rowsPerGroup + h * 8);
                _mm256_store_ps(sum, _mm256_fmadd_ps(_mm256_cvtepi32_ps(total[t][h]), _mm256_mul_ps(scale, factor), _mm256_load_ps(sum)));
            }
        }
    }
}

SH_AVX2 void widen(const Activations& x, std::int64_t token, std::int64_t tokens, std::int64_t first, std::int64_t count,
                   std::int16_t* words) {
    for (std::int64_t t = 0; t < tokens; ++t) {
        const auto* codes = x.codes.data() + ((token + t) * x.blocks + first) * blockColumns;
        for (std::int64_t k = 0; k < count * blockColumns; k += 16)
            _mm256_store_si256(reinterpret_cast<__m256i*>(words + t * kBlocks * blockColumns + k),
                               _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + k))));
    }
}

template <Packing P>
void pass(Scratch& s, const Activations& x, std::int64_t groups, std::int64_t token, std::int64_t tokens, std::int64_t first,
          std::int64_t count) {
    for (std::int64_t t = 0; t < tokens; t += kTile) {
        const auto some = std::min(kTile, tokens - t);
        if constexpr (P != Packing::Int4)
            widen(x, token + t, some, first, count, s.words);
        for (std::int64_t g = 0; g < groups; ++g) {
            float* sums = s.sums[g] + t * rowsPerGroup;
            if (some == 4)
                meet<P, 4>(s.panels[g], x, s.words, token + t, first, count, sums);
            else if (some == 3)
                meet<P, 3>(s.panels[g], x, s.words, token + t, first, count, sums);
            else if (some == 2)
                meet<P, 2>(s.panels[g], x, s.words, token + t, first, count, sums);
            else
                meet<P, 1>(s.panels[g], x, s.words, token + t, first, count, sums);
        }
    }
}

SH_AVX2 void finish(const PackedMatrix& w, std::int64_t group, float* sums, std::int64_t tokens, float* out) {
    const auto first = group * rowsPerGroup;
    for (std::int64_t t = 0; t < tokens; ++t, sums += rowsPerGroup, out += w.rows) {
        if (w.rowScales)
            SH_UNROLL
        for (int h = 0; h < 2; ++h)
            _mm256_store_ps(sums + h * 8, _mm256_mul_ps(_mm256_load_ps(sums + h * 8), rowScalesOf(w, first + h * 8)));
        std::copy_n(sums, std::min(rowsPerGroup, w.rows - first), out + first);
    }
}

template <Packing P> void slabs(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    thread_local Scratch s;
    for (auto group = begin; group < end; group += kSlabGroups)
        for (std::int64_t token = 0; token < x.tokens; token += kSlabTokens) {
            const auto groups = std::min(kSlabGroups, end - group), tokens = std::min(kSlabTokens, x.tokens - token);
            for (std::int64_t g = 0; g < groups; ++g)
                std::fill_n(s.sums[g], tokens * rowsPerGroup, 0.0f);
            for (std::int64_t first = 0; first < w.blocks(); first += kBlocks) {
                const auto count = std::min(kBlocks, w.blocks() - first);
                for (std::int64_t g = 0; g < groups; ++g)
                    fill<P>(w, group + g, first, count, s.panels[g]);
                pass<P>(s, x, groups, token, tokens, first, count);
            }
            for (std::int64_t g = 0; g < groups; ++g)
                finish(w, group + g, s.sums[g], tokens, out + token * w.rows);
        }
}

} // namespace

void integerPanels(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (w.packing == Packing::Int8)
        slabs<Packing::Int8>(w, x, begin, end, out);
    else if (w.packing == Packing::Int4)
        slabs<Packing::Int4>(w, x, begin, end, out);
    else
        slabs<Packing::Int4Codebook>(w, x, begin, end, out);
}

} // namespace stillhouse::infer::avx2

#endif
