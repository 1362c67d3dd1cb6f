// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/narrow_kernels.h"

// Vectors of sixteen as the compiler's own type: one, two or four registers, whatever the instruction set has. They never cross a call.
#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#pragma GCC diagnostic ignored "-Wpsabi"
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif
#define SH_INLINE __attribute__((always_inline)) inline

namespace stillhouse::infer {

namespace {

typedef float Floats __attribute__((vector_size(64)));
typedef std::int32_t Ints __attribute__((vector_size(64)));
typedef std::uint8_t Bytes __attribute__((vector_size(16)));
typedef std::int8_t SignedBytes __attribute__((vector_size(16)));
typedef std::int32_t HalfInts __attribute__((vector_size(32)));
typedef float HalfFloats __attribute__((vector_size(32)));
typedef std::int8_t HalfBytes __attribute__((vector_size(8)));

SH_INLINE float asFloat(std::int32_t bits) { return __builtin_bit_cast(float, bits); }
SH_INLINE void put(float* at, const Floats& values) { __builtin_memcpy(at, &values, sizeof values); }
SH_INLINE void get(const float* at, Floats& values) { __builtin_memcpy(&values, at, sizeof values); }

// E4M3 (m = 3, bias 7) or E5M2 (m = 2, bias 15); a saturating encoder leaves no infinities, so all specials are NaN.
SH_INLINE void fp8Values(const std::uint8_t* at, int m, int bias, int special, float* out) {
    Bytes raw;
    __builtin_memcpy(&raw, at, 16);
    const Ints code = __builtin_convertvector(raw, Ints), magnitude = code & 0x7f;
    const Floats small = __builtin_convertvector(magnitude, Floats) * asFloat((1 - bias - m + 127) << 23);
    Ints bits = (magnitude << (23 - m)) + ((127 - bias) << 23);
    bits = magnitude < (1 << m) ? Ints(small) : bits;
    bits = magnitude >= special ? bits | 0x7fc00000 : bits;
    put(out, Floats(bits | (code & 0x80) << 24));
}

// Sixteen vectors per sixteen dimensions, whichever way round: keys have no filling, values do.
SH_CLONES void e4Vectors(const std::uint8_t* codes, std::int64_t count, float* out) {
    for (std::int64_t i = 0; i < count; ++i)
        fp8Values(codes + i * 16, 3, 7, 0x7f, out + i * 16);
}
SH_CLONES void e5Vectors(const std::uint8_t* codes, std::int64_t count, float* out) {
    for (std::int64_t i = 0; i < count; ++i)
        fp8Values(codes + i * 16, 2, 15, 0x7c, out + i * 16);
}

void keysE4(NarrowRows rows, std::int64_t width, float* out) { e4Vectors(rows.codes, width, out); }
void keysE5(NarrowRows rows, std::int64_t width, float* out) { e5Vectors(rows.codes, width, out); }
void valuesE4(NarrowRows rows, std::int64_t width, float* out) { e4Vectors(rows.codes, (width + 15) / 16 * 16, out); }
void valuesE5(NarrowRows rows, std::int64_t width, float* out) { e5Vectors(rows.codes, (width + 15) / 16 * 16, out); }

// 2^(scale − 127) · unit of sixteen tokens. The scale 0 becomes 0 (its values lie below 2^−126); 0xFF becomes infinity, which with the
// mantissas 0 of such a block gives NaN.
SH_INLINE void scalesOf(const std::uint8_t* at, float unit, Floats& out) {
    Bytes raw;
    __builtin_memcpy(&raw, at, 16);
    out = Floats(__builtin_convertvector(raw, Ints) << 23) * unit;
}

SH_CLONES void keysBfp8(NarrowRows rows, std::int64_t width, float* out) {
    Floats scale = {};
    for (std::int64_t d = 0; d < width; ++d, rows.codes += 16, out += 16) {
        if (d % 32 == 0)
            scalesOf(rows.scales + d / 32 * 16, 1.0f / 64, scale);
        SignedBytes raw;
        __builtin_memcpy(&raw, rows.codes, 16);
        put(out, __builtin_convertvector(raw, Floats) * scale);
    }
}

SH_CLONES void keysBfp4(NarrowRows rows, std::int64_t width, float* out) {
    Floats scale = {};
    for (std::int64_t d = 0; d < width; d += 2, rows.codes += 16, out += 32) {
        if (d % 32 == 0)
            scalesOf(rows.scales + d / 32 * 16, 1.0f / 4, scale);
        SignedBytes raw;
        __builtin_memcpy(&raw, rows.codes, 16);
        const Ints both = __builtin_convertvector(raw, Ints);
        put(out, __builtin_convertvector((both << 28) >> 28, Floats) * scale);
        if (d + 1 < width)
            put(out + 16, __builtin_convertvector(both >> 4, Floats) * scale);
    }
}

SH_INLINE float scaleOf(std::uint8_t scale, float unit) { return asFloat(std::int32_t(scale) << 23) * unit; }

SH_CLONES void valuesBfp8(NarrowRows rows, std::int64_t width, float* out) {
    const std::int64_t blocks = (width + 31) / 32;
    for (std::int64_t t = 0; t < 16; ++t, rows.scales += blocks)
        for (std::int64_t d = 0; d < width; d += 16, rows.codes += 16, out += 16) {
            SignedBytes raw;
            __builtin_memcpy(&raw, rows.codes, 16);
            put(out, __builtin_convertvector(raw, Floats) * scaleOf(rows.scales[d / 32], 1.0f / 64));
        }
}

// Sixteen dimensions in eight bytes: the low nibbles hold the first eight.
SH_CLONES void valuesBfp4(NarrowRows rows, std::int64_t width, float* out) {
    const std::int64_t blocks = (width + 31) / 32;
    for (std::int64_t t = 0; t < 16; ++t, rows.scales += blocks)
        for (std::int64_t d = 0; d < width; d += 16, rows.codes += 8, out += 16) {
            HalfBytes raw;
            __builtin_memcpy(&raw, rows.codes, 8);
            const HalfInts both = __builtin_convertvector(raw, HalfInts);
            const float scale = scaleOf(rows.scales[d / 32], 1.0f / 4);
            const HalfFloats low = __builtin_convertvector((both << 28) >> 28, HalfFloats) * scale;
            const HalfFloats high = __builtin_convertvector(both >> 4, HalfFloats) * scale;
            __builtin_memcpy(out, &low, sizeof low);
            __builtin_memcpy(out + 8, &high, sizeof high);
        }
}

} // namespace

const NarrowDecoder& narrowDecoder(CacheFormat format) {
    static const NarrowDecoder e4 = {keysE4, valuesE4}, e5 = {keysE5, valuesE5}, bfp8 = {keysBfp8, valuesBfp8}, bfp4 = {keysBfp4, valuesBfp4};
    switch (format) {
    case CacheFormat::Fp8E4M3: return e4;
    case CacheFormat::Fp8E5M2: return e5;
    case CacheFormat::Bfp4: return bfp4;
    default: return bfp8;
    }
}

SH_CLONES void tileScores(const float* keys, std::int64_t width, const float* queries, std::int64_t rows, float* scores, std::int64_t stride) {
    for (std::int64_t r = 0; r < rows; ++r, queries += width, scores += stride) {
        Floats even = {}, odd = {}, key;
        std::int64_t d = 0;
        for (; d + 2 <= width; d += 2) {
            get(keys + d * 16, key);
            even += queries[d] * key;
            get(keys + d * 16 + 16, key);
            odd += queries[d + 1] * key;
        }
        if (d < width) {
            get(keys + d * 16, key);
            even += queries[d] * key;
        }
        put(scores, even + odd);
    }
}

SH_CLONES void tileMix(const float* values, std::int64_t tokens, std::int64_t width, const float* weights, std::int64_t rows, std::int64_t stride,
                       float* out) {
    const std::int64_t padded = (width + 15) / 16 * 16;
    for (std::int64_t r = 0; r < rows; ++r, weights += stride, out += width)
        for (std::int64_t d = 0; d < width; d += 16) {
            Floats total = {}, value;
            for (std::int64_t t = 0; t < tokens; ++t) {
                get(values + t * padded + d, value);
                total += weights[t] * value;
            }
            const std::int64_t count = width - d < 16 ? width - d : 16;
            for (std::int64_t i = 0; i < count; ++i)
                out[d + i] += total[i];
        }
}

} // namespace stillhouse::infer
