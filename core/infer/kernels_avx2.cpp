// SPDX-License-Identifier: GPL-3.0-or-later
// AVX2: half a group (8 rows) at a time. vpmaddubsw saturates when both factors are large, so |level| meets code·sign(level):
// 128 · 127 · 2 still fits 16 bits.
#include "core/infer/kernels.h"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define SH_AVX2 __attribute__((target("avx2,fma,f16c")))
#define SH_AVX2_INLINE __attribute__((target("avx2,fma,f16c"), always_inline)) inline

namespace stillhouse::infer {

namespace {

struct Panel {
    __m256i part[8]; // 4 columns × 8 rows each, signed
};

template <Packing P> SH_AVX2_INLINE void unpack(const std::uint8_t* tile, __m256i levels, Panel& out) {
    if constexpr (P == Packing::Int8) {
        for (int i = 0; i < 8; ++i)
            out.part[i] = _mm256_xor_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tile + i * 64)), _mm256_set1_epi8(char(0x80)));
    } else {
        const __m256i low = _mm256_set1_epi8(15);
        for (int i = 0; i < 4; ++i) {
            const __m256i both = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(tile + i * 64));
            out.part[i * 2] = _mm256_shuffle_epi8(levels, _mm256_and_si256(both, low));
            out.part[i * 2 + 1] = _mm256_shuffle_epi8(levels, _mm256_and_si256(_mm256_srli_epi16(both, 4), low));
        }
    }
}

SH_AVX2_INLINE __m256i dotBlock(const Panel& panel, const std::int8_t* codes) {
    __m256i total = _mm256_setzero_si256();
    for (int i = 0; i < 8; ++i) {
        std::int32_t four;
        std::memcpy(&four, codes + i * 4, 4);
        const __m256i signedCodes = _mm256_sign_epi8(_mm256_set1_epi32(four), panel.part[i]);
        const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(panel.part[i]), signedCodes);
        total = _mm256_add_epi32(total, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    }
    return total;
}

SH_AVX2_INLINE __m256 scalesOf(const PackedMatrix& w, std::int64_t at) {
    if (w.rowScales)
        return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(w.scaleCodes + at))));
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w.scales + at)));
}

template <Packing P> __m256i SH_AVX2_INLINE levelsOf(const PackedMatrix& w, std::int64_t group) {
    if constexpr (P == Packing::Int4Codebook)
        return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w.codebook + (group * rowsPerGroup / w.codebookRows) * 16)));
    return _mm256_broadcastsi128_si256(_mm_setr_epi8(-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7));
}

template <Packing P, int T>
SH_AVX2 void halfGroup(const PackedMatrix& w, const Activations& x, std::int64_t group, std::int64_t half, std::int64_t token, float* out) {
    const __m256i levels = levelsOf<P>(w, group);
    constexpr auto bytes = P == Packing::Int8 ? tileInt8 : tileInt4;
    const auto blocks = w.blocks(), firstRow = group * rowsPerGroup + half * 8;
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + group * blocks * bytes + half * 32;
    __m256 total[T];
    for (int t = 0; t < T; ++t)
        total[t] = _mm256_setzero_ps();
    for (std::int64_t b = 0; b < blocks; ++b, tile += bytes) {
        Panel panel;
        unpack<P>(tile, levels, panel);
        const __m256 scale = scalesOf(w, (group * blocks + b) * rowsPerGroup + half * 8);
        for (int t = 0; t < T; ++t) {
            const auto at = (token + t) * blocks + b;
            const __m256 sum = _mm256_cvtepi32_ps(dotBlock(panel, x.codes.data() + at * blockColumns));
            total[t] = _mm256_fmadd_ps(sum, _mm256_mul_ps(scale, _mm256_set1_ps(x.scales[std::size_t(at)])), total[t]);
        }
    }
    for (int t = 0; t < T; ++t) {
        alignas(32) float values[8];
        const __m256 scaled = w.rowScales ? _mm256_mul_ps(total[t], _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w.rowScales + firstRow)))) : total[t];
        _mm256_store_ps(values, scaled);
        std::copy_n(values, std::max<std::int64_t>(0, std::min<std::int64_t>(8, w.rows - firstRow)), out + (token + t) * w.rows + firstRow);
    }
}

template <Packing P> void groups(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (std::int64_t g = begin; g < end; ++g)
        for (std::int64_t half = 0; half < 2 && g * rowsPerGroup + half * 8 < w.rows; ++half) {
            std::int64_t t = 0;
            for (; t + 4 <= x.tokens; t += 4)
                halfGroup<P, 4>(w, x, g, half, t, out);
            for (; t < x.tokens; ++t)
                halfGroup<P, 1>(w, x, g, half, t, out);
        }
}

void integer(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (w.packing == Packing::Int8)
        groups<Packing::Int8>(w, x, begin, end, out);
    else if (w.packing == Packing::Int4)
        groups<Packing::Int4>(w, x, begin, end, out);
    else
        groups<Packing::Int4Codebook>(w, x, begin, end, out);
}

SH_AVX2 void widen(const PackedMatrix& w, std::int64_t row, float* out) {
    const auto* half = w.codes + row * w.cols * 2; // bytes: a mapped file promises no alignment
    std::int64_t c = 0;
    for (; c + 8 <= w.cols; c += 8) {
        const __m128i bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(half + c * 2));
        _mm256_storeu_ps(out + c, w.packing == Packing::F16 ? _mm256_cvtph_ps(bits) : _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16)));
    }
    for (; c < w.cols; ++c) {
        short one;
        std::memcpy(&one, half + c * 2, 2);
        const __m128i bits = _mm_set1_epi16(one);
        out[c] = w.packing == Packing::F16 ? _mm_cvtss_f32(_mm_cvtph_ps(bits)) : _mm_cvtss_f32(_mm_castsi128_ps(_mm_slli_epi32(_mm_cvtepu16_epi32(bits), 16)));
    }
}

SH_AVX2 float dot(const float* a, const float* b, std::int64_t count) {
    __m256 total = _mm256_setzero_ps(), more = _mm256_setzero_ps();
    std::int64_t c = 0;
    for (; c + 16 <= count; c += 16) {
        total = _mm256_fmadd_ps(_mm256_loadu_ps(a + c), _mm256_loadu_ps(b + c), total);
        more = _mm256_fmadd_ps(_mm256_loadu_ps(a + c + 8), _mm256_loadu_ps(b + c + 8), more);
    }
    alignas(32) float lanes[8];
    _mm256_store_ps(lanes, _mm256_add_ps(total, more));
    float sum = 0;
    for (const float lane : lanes)
        sum += lane;
    for (; c < count; ++c)
        sum += a[c] * b[c];
    return sum;
}

void floating(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    std::vector<float> row(std::size_t(w.cols));
    for (std::int64_t r = begin; r < end; ++r) {
        if (w.packing == Packing::F32)
            std::memcpy(row.data(), w.codes + r * w.cols * 4, std::size_t(w.cols) * 4);
        else
            widen(w, r, row.data());
        for (std::int64_t t = 0; t < x.tokens; ++t)
            out[t * w.rows + r] = dot(row.data(), x.values + t * x.cols, w.cols);
    }
}

bool here() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c"); }

} // namespace

const Kernel& avx2Kernel() {
    static const Kernel kernel = {"avx2", here, integer, floating};
    return kernel;
}

} // namespace stillhouse::infer

#else

namespace stillhouse::infer {

const Kernel& avx2Kernel() {
    static const Kernel kernel = {"avx2", [] { return false; }, nullptr, nullptr};
    return kernel;
}

} // namespace stillhouse::infer

#endif
