// SPDX-License-Identifier: GPL-3.0-or-later
// Many tokens on AVX2. Nibbles and levels of seven bits stay bytes: a block of nibbles is one vpmaddubsw and one addition per four
// columns, its sixteen products fit a 16-bit lane; of the others four do. Levels that may reach ±128, where vpmaddubsw saturates, become
// 16-bit words once per panel, and vpmaddwd adds two products to 32 bits. Every result has the bits that avx2_single.cpp gives its token
// alone: INT8 activations would turn a last bit into a whole code one layer on.
#include "core/infer/avx2.h"

#include <algorithm>

#if defined(__x86_64__)

namespace stillhouse::infer::avx2 {

namespace {

constexpr std::int64_t kBlocks = 8; ///< blocks of columns in a panel
constexpr std::int64_t kTile = 4;   ///< tokens that meet a panel's registers together: those of a TokenTile

constexpr bool isBytes(Form form) {
    return form == Form::Nibbles || form == Form::Levels7;
}

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

template <Form F> SH_AVX2_INLINE void unpackBlock(const std::uint8_t* tile, __m256i levels, std::int16_t* out) {
    const __m256i low = _mm256_set1_epi8(15);
    SH_UNROLL
    for (int i = 0; i < (F == Form::Int8 ? 8 : 4); ++i)
        SH_UNROLL
    for (int h = 0; h < 2; ++h) {
        const __m256i both = load32(tile + i * 64 + h * 32);
        if constexpr (F == Form::Int8) {
            storeWords(_mm256_xor_si256(both, _mm256_set1_epi8(char(0x80))), out + i * 64 + h * 16);
            continue;
        }
        __m256i even = _mm256_and_si256(both, low), odd = _mm256_and_si256(_mm256_srli_epi16(both, 4), low);
        if constexpr (F != Form::Nibbles) {
            even = _mm256_shuffle_epi8(levels, even);
            odd = _mm256_shuffle_epi8(levels, odd);
        }
        if constexpr (isBytes(F)) {
            _mm256_store_si256(reinterpret_cast<__m256i*>(out + i * 64 + h * 16), even);
            _mm256_store_si256(reinterpret_cast<__m256i*>(out + i * 64 + 32 + h * 16), odd);
        } else {
            storeWords(even, out + i * 128 + h * 16);
            storeWords(odd, out + i * 128 + 64 + h * 16);
        }
    }
}

template <Form F> SH_AVX2 void fill(const PackedMatrix& w, std::int64_t group, std::int64_t firstBlock, std::int64_t count, Panel& panel) {
    constexpr auto bytes = F == Form::Int8 ? tileInt8 : tileInt4;
    constexpr auto words = isBytes(F) ? 256 : 512;
    __m256i levels = _mm256_setzero_si256();
    if constexpr (F == Form::Levels7)
        levels = raised(codebookOf(w, group));
    else if constexpr (F == Form::Levels8)
        levels = codebookOf(w, group);
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + (group * w.blocks() + firstBlock) * bytes;
    for (std::int64_t b = 0; b < count; ++b) {
        unpackBlock<F>(tile + b * bytes, levels, panel.codes + b * words);
        SH_UNROLL
        for (int h = 0; h < 2; ++h) {
            const auto at = (group * w.blocks() + firstBlock + b) * rowsPerGroup + h * 8;
            _mm256_store_ps(panel.scales + b * rowsPerGroup + h * 8, w.rowScales ? scalesOf<true>(w, at) : scalesOf<false>(w, at));
        }
    }
}

template <int T> SH_AVX2_INLINE void dotNibbles(const std::int16_t* panel, const TokenTile<kTile>& x, __m256i (&total)[T][2]) {
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        total[t][0] = total[t][1] = _mm256_set1_epi32(x.nibbles[t]);
    SH_UNROLL
    for (int i = 0; i < 8; ++i) {
        const __m256i upper = load32(panel + i * 32), lower = load32(panel + i * 32 + 16);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256i four = _mm256_set1_epi32(x.codes[i][t]);
            total[t][0] = _mm256_add_epi16(total[t][0], _mm256_maddubs_epi16(upper, four));
            total[t][1] = _mm256_add_epi16(total[t][1], _mm256_maddubs_epi16(lower, four));
            SH_PIN(total[t][0]);
            SH_PIN(total[t][1]);
        }
        SH_ORDER();
    }
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        SH_UNROLL
    for (int h = 0; h < 2; ++h)
        total[t][h] = _mm256_madd_epi16(total[t][h], _mm256_set1_epi16(1));
}

template <int T> SH_AVX2_INLINE void dotLevels7(const std::int16_t* panel, const TokenTile<kTile>& x, __m256i (&total)[T][2]) {
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        total[t][0] = total[t][1] = _mm256_setzero_si256();
    SH_UNROLL
    for (int i = 0; i < 4; ++i) {
        const __m256i panels[2][2] = {{load32(panel + i * 64), load32(panel + i * 64 + 32)},
                                      {load32(panel + i * 64 + 16), load32(panel + i * 64 + 48)}};
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256i even = _mm256_set1_epi32(x.codes[i * 2][t]), odd = _mm256_set1_epi32(x.codes[i * 2 + 1][t]),
                          offset = _mm256_set1_epi32(x.octets[i][t]);
            SH_UNROLL
            for (int h = 0; h < 2; ++h) {
                const __m256i pairs = _mm256_add_epi16(_mm256_add_epi16(offset, _mm256_maddubs_epi16(panels[h][0], even)),
                                                       _mm256_maddubs_epi16(panels[h][1], odd));
                total[t][h] = _mm256_add_epi32(total[t][h], _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
                SH_PIN(total[t][h]);
            }
        }
        SH_ORDER();
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

// `count` blocks of T tokens onto sums (T, 16).
template <Form F, int T>
SH_AVX2 void meet(const Panel& panel, const TokenTile<kTile>* x, const std::int16_t* words, std::int64_t count, float* sums) {
    for (std::int64_t b = 0; b < count; ++b) {
        __m256i total[T][2];
        if constexpr (F == Form::Nibbles)
            dotNibbles<T>(panel.codes + b * 256, x[b], total);
        else if constexpr (F == Form::Levels7)
            dotLevels7<T>(panel.codes + b * 256, x[b], total);
        else
            dotWords<T>(panel.codes + b * 512, words + b * blockColumns, total);
        const __m256 upper = _mm256_load_ps(panel.scales + b * rowsPerGroup), lower = _mm256_load_ps(panel.scales + b * rowsPerGroup + 8);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const __m256 factor = _mm256_set1_ps(x[b].scales[t]);
            SH_UNROLL
            for (int h = 0; h < 2; ++h) {
                float* sum = sums + t * rowsPerGroup + h * 8;
                const __m256 scale = _mm256_mul_ps(h == 0 ? upper : lower, factor);
                _mm256_store_ps(sum, _mm256_fmadd_ps(_mm256_cvtepi32_ps(total[t][h]), scale, _mm256_load_ps(sum)));
            }
        }
        SH_ORDER();
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

template <Form F>
void pass(Scratch& s, const Activations& x, std::int64_t groups, std::int64_t token, std::int64_t tokens, std::int64_t first,
          std::int64_t count) {
    for (std::int64_t t = 0; t < tokens; t += kTile) {
        const auto some = std::min(kTile, tokens - t);
        if constexpr (!isBytes(F))
            widen(x, token + t, some, first, count, s.words);
        const auto* tile = x.tiles.data() + (token + t) / kTile * x.blocks + first;
        for (std::int64_t g = 0; g < groups; ++g) {
            float* sums = s.sums[g] + t * rowsPerGroup;
            if (some == 4)
                meet<F, 4>(s.panels[g], tile, s.words, count, sums);
            else if (some == 3)
                meet<F, 3>(s.panels[g], tile, s.words, count, sums);
            else if (some == 2)
                meet<F, 2>(s.panels[g], tile, s.words, count, sums);
            else
                meet<F, 1>(s.panels[g], tile, s.words, count, sums);
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
        storeRows(sums, w.rows - first, out + first);
    }
}

template <Form F> void slabs(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    thread_local Scratch s;
    for (auto group = begin; group < end; group += kSlabGroups)
        for (std::int64_t token = 0; token < x.tokens; token += kSlabTokens) {
            const auto groups = std::min(kSlabGroups, end - group), tokens = std::min(kSlabTokens, x.tokens - token);
            for (std::int64_t g = 0; g < groups; ++g)
                std::fill_n(s.sums[g], tokens * rowsPerGroup, 0.0f);
            for (std::int64_t first = 0; first < w.blocks(); first += kBlocks) {
                const auto count = std::min(kBlocks, w.blocks() - first);
                for (std::int64_t g = 0; g < groups; ++g)
                    fill<F>(w, group + g, first, count, s.panels[g]);
                pass<F>(s, x, groups, token, tokens, first, count);
            }
            for (std::int64_t g = 0; g < groups; ++g)
                finish(w, group + g, s.sums[g], tokens, out + token * w.rows);
        }
}

} // namespace

void integerPanels(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    switch (formOf(w, begin, end)) {
    case Form::Int8:
        return slabs<Form::Int8>(w, x, begin, end, out);
    case Form::Nibbles:
        return slabs<Form::Nibbles>(w, x, begin, end, out);
    case Form::Levels7:
        return slabs<Form::Levels7>(w, x, begin, end, out);
    case Form::Levels8:
        return slabs<Form::Levels8>(w, x, begin, end, out);
    }
}

} // namespace stillhouse::infer::avx2

#endif
