// SPDX-License-Identifier: GPL-3.0-or-later
// NEON as every 64-bit Arm processor has it. A register holds four columns of four rows; two products of at most 128 · 127 fit 16 bits,
// so a pair of registers meets the codes before vpadal widens to 32. Up to four tokens share the unpacking of a block.
#include "core/infer/kernels.h"

#include <algorithm>

#if defined(__aarch64__)
#include <arm_neon.h>
#include <cstring>

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kTile = 4; ///< tokens that share one unpacking of the weights

// Columns 4i … 4i+3 of rows 4·quarter … 4·quarter+3, signed.
struct Levels {
    int8x16_t part[8];
};

template <Packing P> inline void unpack(const std::uint8_t* tile, int quarter, int8x16_t book, Levels& out) {
    if constexpr (P == Packing::Int8) {
        for (int i = 0; i < 8; ++i)
            out.part[i] = vreinterpretq_s8_u8(veorq_u8(vld1q_u8(tile + i * 64 + quarter * 16), vdupq_n_u8(0x80)));
        return;
    }
    for (int i = 0; i < 4; ++i) {
        const uint8x16_t both = vld1q_u8(tile + i * 64 + quarter * 16);
        const uint8x16_t even = vandq_u8(both, vdupq_n_u8(15)), odd = vshrq_n_u8(both, 4);
        if constexpr (P == Packing::Int4) {
            out.part[i * 2] = vsubq_s8(vreinterpretq_s8_u8(even), vdupq_n_s8(8));
            out.part[i * 2 + 1] = vsubq_s8(vreinterpretq_s8_u8(odd), vdupq_n_s8(8));
        } else {
            out.part[i * 2] = vqtbl1q_s8(book, even);
            out.part[i * 2 + 1] = vqtbl1q_s8(book, odd);
        }
    }
}

inline int8x16_t spread4(const std::int8_t* at) {
    std::int32_t four;
    std::memcpy(&four, at, 4);
    return vreinterpretq_s8_s32(vdupq_n_s32(four));
}

// Four rows times the 32 codes of a block.
inline int32x4_t dotBlock(const Levels& levels, const std::int8_t* codes) {
    int32x4_t first = vdupq_n_s32(0), second = first; // rows 0, 0, 1, 1 and 2, 2, 3, 3
    for (int i = 0; i < 8; i += 2) {
        const int8x16_t a = spread4(codes + i * 4), b = spread4(codes + i * 4 + 4);
        int16x8_t low = vmull_s8(vget_low_s8(levels.part[i]), vget_low_s8(a)), high = vmull_high_s8(levels.part[i], a);
        low = vmlal_s8(low, vget_low_s8(levels.part[i + 1]), vget_low_s8(b));
        high = vmlal_high_s8(high, levels.part[i + 1], b);
        first = vpadalq_s16(first, low);
        second = vpadalq_s16(second, high);
    }
    return vpaddq_s32(first, second);
}

inline float32x4_t halves(const std::uint16_t* at) {
    return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(at)));
}

inline float32x4_t scalesOf(const PackedMatrix& w, std::int64_t at) {
    if (!w.rowScales)
        return halves(w.scales + at);
    std::int32_t four;
    std::memcpy(&four, w.scaleCodes + at, 4);
    return vcvtq_f32_s32(vmovl_s16(vget_low_s16(vmovl_s8(vreinterpret_s8_s32(vdup_n_s32(four))))));
}

// T tokens from `token` on, all blocks of one group.
template <Packing P, int T>
void groupTokens(const PackedMatrix& w, const Activations& x, std::int64_t group, std::int64_t token, float* out) {
    int8x16_t book = vdupq_n_s8(0);
    if constexpr (P == Packing::Int4Codebook)
        book = vld1q_s8(w.codebook + (group * rowsPerGroup / w.codebookRows) * 16);
    constexpr auto bytes = P == Packing::Int8 ? tileInt8 : tileInt4;
    const auto blocks = w.blocks();
    const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + group * blocks * bytes;
    float32x4_t total[T][4];
    for (int t = 0; t < T; ++t)
        for (int quarter = 0; quarter < 4; ++quarter)
            total[t][quarter] = vdupq_n_f32(0);
    for (std::int64_t b = 0; b < blocks; ++b, tile += bytes)
        for (int quarter = 0; quarter < 4; ++quarter) {
            Levels levels;
            unpack<P>(tile, quarter, book, levels);
            const float32x4_t scale = scalesOf(w, (group * blocks + b) * rowsPerGroup + quarter * 4);
            for (int t = 0; t < T; ++t) {
                const auto at = (token + t) * x.blocks + b;
                const float32x4_t sum = vcvtq_f32_s32(dotBlock(levels, x.codes.data() + at * blockColumns));
                total[t][quarter] = vfmaq_f32(total[t][quarter], sum, vmulq_n_f32(scale, x.scales[std::size_t(at)]));
            }
        }
    for (int t = 0; t < T; ++t) {
        float values[rowsPerGroup];
        for (int quarter = 0; quarter < 4; ++quarter) {
            const auto row = group * rowsPerGroup + quarter * 4;
            vst1q_f32(values + quarter * 4, w.rowScales ? vmulq_f32(total[t][quarter], halves(w.rowScales + row)) : total[t][quarter]);
        }
        std::copy_n(values, std::min(rowsPerGroup, w.rows - group * rowsPerGroup), out + (token + t) * w.rows + group * rowsPerGroup);
    }
}

template <Packing P> void groups(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (auto group = begin; group < end; ++group) {
        std::int64_t token = 0;
        for (; token + kTile <= x.tokens; token += kTile)
            groupTokens<P, kTile>(w, x, group, token, out);
        for (; token < x.tokens; ++token)
            groupTokens<P, 1>(w, x, group, token, out);
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

float dot(const float* a, const float* b, std::int64_t count) {
    float32x4_t sums[4] = {vdupq_n_f32(0), vdupq_n_f32(0), vdupq_n_f32(0), vdupq_n_f32(0)};
    std::int64_t c = 0;
    for (; c + 16 <= count; c += 16)
        for (int i = 0; i < 4; ++i)
            sums[i] = vfmaq_f32(sums[i], vld1q_f32(a + c + i * 4), vld1q_f32(b + c + i * 4));
    float total = vaddvq_f32(vaddq_f32(vaddq_f32(sums[0], sums[1]), vaddq_f32(sums[2], sums[3])));
    for (; c < count; ++c)
        total += a[c] * b[c];
    return total;
}

// The conversions of a row's 16-bit floats.
void widen(const PackedMatrix& w, std::int64_t row, float* out) {
    const auto* at = reinterpret_cast<const std::uint16_t*>(w.codes) + row * w.cols;
    std::int64_t c = 0;
    for (; c + 4 <= w.cols; c += 4)
        vst1q_f32(out + c, w.packing == Packing::F16 ? halves(at + c) : vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(at + c), 16)));
    if (c == w.cols)
        return;
    std::uint16_t rest[4] = {};
    std::copy_n(at + c, w.cols - c, rest);
    float values[4];
    vst1q_f32(values, w.packing == Packing::F16 ? halves(rest) : vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(rest), 16)));
    std::copy_n(values, w.cols - c, out + c);
}

void floating(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    thread_local std::vector<float> buffer;
    buffer.resize(std::size_t(w.cols));
    for (std::int64_t r = begin; r < end; ++r) {
        const float* row = buffer.data();
        if (w.packing == Packing::F32)
            row = reinterpret_cast<const float*>(w.codes) + r * w.cols;
        else
            widen(w, r, buffer.data());
        for (std::int64_t t = 0; t < x.tokens; ++t)
            out[t * w.rows + r] = dot(row, x.values + t * x.cols, w.cols);
    }
}

} // namespace

const Kernel& neonKernel() {
    static const Kernel kernel = {"neon", [] { return true; }, integer, floating};
    return kernel;
}

} // namespace stillhouse::infer

#else

namespace stillhouse::infer {

const Kernel& neonKernel() {
    static const Kernel kernel = {"neon", [] { return false; }, nullptr, nullptr};
    return kernel;
}

} // namespace stillhouse::infer

#endif
