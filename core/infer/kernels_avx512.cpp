// SPDX-License-Identifier: GPL-3.0-or-later
// AVX-512 with VNNI: one 32-bit lane is one row of the group. vpdpbusd multiplies unsigned by signed bytes, so levels are raised by an
// offset to become unsigned, and each block's sum begins at −offset · Σ codes instead of at 0.
#include "core/infer/kernels.h"

#include "core/formats/half.h"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
// GCC 12 takes the deliberately undefined operands inside its own intrinsics for a mistake (bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#define SH_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,f16c,fma,avx2")))
#define SH_UNROLL _Pragma("GCC unroll 16") // sums in arrays stay in registers only where every index is a constant
#define SH_AVX512_INLINE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,f16c,fma,avx2"), always_inline)) inline

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kTile = 8; ///< tokens that share one unpacking of the weights

template <Packing P> constexpr int offset() {
    return P == Packing::Int4 ? 8 : 128;
}

struct Panel {
    __m512i part[8]; // 4 columns × 16 rows each, unsigned
};

template <Packing P> SH_AVX512_INLINE void unpack(const std::uint8_t* tile, __m512i levels, Panel& out) {
    if constexpr (P == Packing::Int8) {
        SH_UNROLL
        for (int i = 0; i < 8; ++i)
            out.part[i] = _mm512_loadu_si512(tile + i * 64);
    } else {
        const __m512i low = _mm512_set1_epi8(15);
        SH_UNROLL
        for (int i = 0; i < 4; ++i) {
            const __m512i both = _mm512_loadu_si512(tile + i * 64);
            __m512i even = _mm512_and_si512(both, low), odd = _mm512_and_si512(_mm512_srli_epi16(both, 4), low);
            if constexpr (P == Packing::Int4Codebook) {
                even = _mm512_shuffle_epi8(levels, even);
                odd = _mm512_shuffle_epi8(levels, odd);
            }
            out.part[i * 2] = even;
            out.part[i * 2 + 1] = odd;
        }
    }
}

template <bool TwoLevel> SH_AVX512_INLINE __m512 scalesOf(const PackedMatrix& w, std::int64_t at) {
    if constexpr (TwoLevel)
        return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w.scaleCodes + at))));
    else
        return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(w.scales + at)));
}

template <Packing P> SH_AVX512_INLINE __m512i dotBlock(const Panel& panel, const std::int8_t* codes, std::int32_t sum) {
    __m512i first = _mm512_set1_epi32(-offset<P>() * sum), second = _mm512_setzero_si512();
    SH_UNROLL
    for (int i = 0; i < 8; i += 2) {
        std::int32_t a, b;
        std::memcpy(&a, codes + i * 4, 4);
        std::memcpy(&b, codes + i * 4 + 4, 4);
        first = _mm512_dpbusd_epi32(first, panel.part[i], _mm512_set1_epi32(a));
        second = _mm512_dpbusd_epi32(second, panel.part[i + 1], _mm512_set1_epi32(b));
    }
    return _mm512_add_epi32(first, second);
}

// T tokens from `token` on, all blocks of one group. Four bits take long enough to unpack that lines asked for ahead make one token a tenth
// faster on Zen; eight bits do not, and lose as much.
template <Packing P, bool TwoLevel, int T>
SH_AVX512 void groupTokens(const PackedMatrix& w, const Activations& x, std::int64_t group, std::int64_t token, float* out) {
    __m512i levels = _mm512_setzero_si512();
    if constexpr (P == Packing::Int4Codebook) {
        const auto* book = w.codebook + (group * rowsPerGroup / w.codebookRows) * 16;
        levels =
            _mm512_xor_si512(_mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(book))), _mm512_set1_epi8(char(0x80)));
    }
    constexpr auto bytes = P == Packing::Int8 ? tileInt8 : tileInt4, kAhead = std::int64_t(4096);
    const auto blocks = w.blocks();
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + group * blocks * bytes;
    __m512 total[T];
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        total[t] = _mm512_setzero_ps();
    for (std::int64_t b = 0; b < blocks; ++b, tile += bytes) {
        if constexpr (T == 1 && P != Packing::Int8)
            SH_UNROLL
        for (std::int64_t i = 0; i < bytes; i += 64)
            _mm_prefetch(reinterpret_cast<const char*>(tile) + kAhead + i, _MM_HINT_T0);
        Panel panel;
        unpack<P>(tile, levels, panel);
        const __m512 scale = scalesOf<TwoLevel>(w, (group * blocks + b) * rowsPerGroup);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            const auto at = (token + t) * blocks + b;
            const __m512i sum = dotBlock<P>(panel, x.codes.data() + at * blockColumns, x.sums[std::size_t(at)]);
            total[t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), _mm512_mul_ps(scale, _mm512_set1_ps(x.scales[std::size_t(at)])), total[t]);
        }
    }
    const auto count = std::min(rowsPerGroup, w.rows - group * rowsPerGroup);
    const auto mask = __mmask16((1u << count) - 1);
    __m512 rowScale = _mm512_set1_ps(1);
    if constexpr (TwoLevel)
        rowScale = _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(w.rowScales + group * rowsPerGroup)));
    SH_UNROLL
    for (int t = 0; t < T; ++t)
        _mm512_mask_storeu_ps(out + (token + t) * w.rows + group * rowsPerGroup, mask, _mm512_mul_ps(total[t], rowScale));
}

template <Packing P, bool TwoLevel>
void groups(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (std::int64_t g = begin; g < end; ++g) {
        std::int64_t t = 0;
        for (; t + kTile <= x.tokens; t += kTile)
            groupTokens<P, TwoLevel, kTile>(w, x, g, t, out);
        for (; t + 4 <= x.tokens; t += 4)
            groupTokens<P, TwoLevel, 4>(w, x, g, t, out);
        for (; t < x.tokens; ++t)
            groupTokens<P, TwoLevel, 1>(w, x, g, t, out);
    }
}

void integer(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    const bool two = w.rowScales != nullptr;
    if (w.packing == Packing::Int8)
        two ? groups<Packing::Int8, true>(w, x, begin, end, out) : groups<Packing::Int8, false>(w, x, begin, end, out);
    else if (w.packing == Packing::Int4)
        two ? groups<Packing::Int4, true>(w, x, begin, end, out) : groups<Packing::Int4, false>(w, x, begin, end, out);
    else
        two ? groups<Packing::Int4Codebook, true>(w, x, begin, end, out) : groups<Packing::Int4Codebook, false>(w, x, begin, end, out);
}

// GCC 12 keeps a mask of all ones, so whole loads are written as such.
template <Packing P> SH_AVX512_INLINE __m512 load(const std::byte* codes, std::int64_t index) {
    if constexpr (P == Packing::F32)
        return _mm512_loadu_ps(codes + index * 4);
    const __m256i half = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + index * 2));
    if constexpr (P == Packing::F16)
        return _mm512_cvtph_ps(half);
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(half), 16));
}

template <Packing P> SH_AVX512_INLINE __m512 load(const std::byte* codes, std::int64_t index, __mmask16 mask) {
    if constexpr (P == Packing::F32)
        return _mm512_maskz_loadu_ps(mask, codes + index * 4);
    const __m256i half = _mm256_maskz_loadu_epi16(mask, codes + index * 2);
    if constexpr (P == Packing::F16)
        return _mm512_cvtph_ps(half);
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(half), 16));
}

// A token of so many columns leaves no room for weights in the first cache (4 bytes each of 32 kB), and a core then waits for the second: lines
// asked for there are worth two fifths (15 and 22 GB/s at 5,632 columns on Zen).
constexpr std::int64_t kCrowding = 4096;

template <Packing P> SH_AVX512_INLINE void askAhead(const std::byte* codes, std::int64_t index) {
    constexpr std::int64_t size = P == Packing::F32 ? 4 : 2, ahead = 8192;
    SH_UNROLL
    for (std::int64_t i = 0; i < 256 * size; i += 64)
        _mm_prefetch(reinterpret_cast<const char*>(codes) + index * size + ahead + i, _MM_HINT_T2);
}

// R rows × T tokens in registers. Two sums each hide the latency of the multiply-add where there is one token only, and every token gets
// the bits it would get alone. One token reads one row after another without hints: two rows at once halved the speed of the memory on Zen,
// and lines asked for ahead cost up to a fifth; eight lines of a row per turn of the loop are read a quarter faster than one. Whole loads
// suit one token; with four, GCC spills less when they carry a mask.
template <Packing P, int R, int T>
SH_AVX512 void rowsTokens(const PackedMatrix& w, const Activations& x, std::int64_t row, std::int64_t token, float* out) {
    __m512 total[R][T], more[R][T];
    SH_UNROLL
    for (int r = 0; r < R; ++r)
        SH_UNROLL
    for (int t = 0; t < T; ++t)
        total[r][t] = more[r][t] = _mm512_setzero_ps();
    const float* in = x.values + token * x.cols;
    std::int64_t c = 0;
    if constexpr (T == 1 && R == 1)
        for (; c + 256 <= w.cols; c += 256) {
            const auto at = row * w.cols + c;
            if (w.cols > kCrowding)
                askAhead<P>(w.codes, at);
            SH_UNROLL
            for (int i = 0; i < 256; i += 32) {
                total[0][0] = _mm512_fmadd_ps(load<P>(w.codes, at + i), _mm512_loadu_ps(in + c + i), total[0][0]);
                more[0][0] = _mm512_fmadd_ps(load<P>(w.codes, at + i + 16), _mm512_loadu_ps(in + c + i + 16), more[0][0]);
            }
        }
    for (; c + 32 <= w.cols; c += 32)
        SH_UNROLL
    for (int r = 0; r < R; ++r) {
        const auto at = (row + r) * w.cols + c;
        const __m512 first = T == 1 ? load<P>(w.codes, at) : load<P>(w.codes, at, 0xffff);
        const __m512 second = T == 1 ? load<P>(w.codes, at + 16) : load<P>(w.codes, at + 16, 0xffff);
        SH_UNROLL
        for (int t = 0; t < T; ++t) {
            total[r][t] = _mm512_fmadd_ps(first, _mm512_loadu_ps(in + t * x.cols + c), total[r][t]);
            more[r][t] = _mm512_fmadd_ps(second, _mm512_loadu_ps(in + t * x.cols + c + 16), more[r][t]);
        }
    }
    for (; c < w.cols; c += 16) {
        const auto mask = __mmask16(w.cols - c >= 16 ? 0xffffu : (1u << (w.cols - c)) - 1);
        SH_UNROLL
        for (int r = 0; r < R; ++r) {
            const __m512 weights = load<P>(w.codes, (row + r) * w.cols + c, mask);
            SH_UNROLL
            for (int t = 0; t < T; ++t)
                total[r][t] = _mm512_fmadd_ps(weights, _mm512_maskz_loadu_ps(mask, in + t * x.cols + c), total[r][t]);
        }
    }
    SH_UNROLL
    for (int r = 0; r < R; ++r)
        SH_UNROLL
    for (int t = 0; t < T; ++t)
        out[(token + t) * w.rows + row + r] = _mm512_reduce_add_ps(_mm512_add_ps(total[r][t], more[r][t]));
}

template <Packing P, int T>
void rowsOf(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, std::int64_t token, float* out) {
    auto r = begin;
    if constexpr (T > 1)
        for (; r + 2 <= end; r += 2)
            rowsTokens<P, 2, T>(w, x, r, token, out);
    for (; r < end; ++r)
        rowsTokens<P, 1, T>(w, x, r, token, out);
}

// A few rows stay in the second cache while all tokens pass by, so weights come from memory once.
template <Packing P> void rows(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    constexpr std::int64_t chunk = 32, together = 4;
    for (std::int64_t first = begin; first < end; first += chunk) {
        const auto last = std::min(end, first + chunk);
        std::int64_t t = 0;
        for (; t + together <= x.tokens; t += together)
            rowsOf<P, together>(w, x, first, last, t, out);
        for (; t < x.tokens; ++t)
            rowsOf<P, 1>(w, x, first, last, t, out);
    }
}

void floating(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (w.packing == Packing::F32)
        rows<Packing::F32>(w, x, begin, end, out);
    else if (w.packing == Packing::F16)
        rows<Packing::F16>(w, x, begin, end, out);
    else
        rows<Packing::BF16>(w, x, begin, end, out);
}

bool here() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni") && hasF16c() && __builtin_cpu_supports("fma");
}

} // namespace

const Kernel& avx512Kernel() {
    static const Kernel kernel = {"avx512-vnni", here, integer, floating};
    return kernel;
}

} // namespace stillhouse::infer

#else

namespace stillhouse::infer {

const Kernel& avx512Kernel() {
    static const Kernel kernel = {"avx512-vnni", [] { return false; }, nullptr, nullptr};
    return kernel;
}

} // namespace stillhouse::infer

#endif
