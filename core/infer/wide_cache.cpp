// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/wide_cache.h"

// As in vector_ops.cpp: nothing of the library inside the loops.
#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif

namespace stillhouse::infer {

namespace {

SH_CLONES void wideScores(const float* keys, std::int64_t tiles, std::int64_t width, const float* query, float* scores) {
    for (std::int64_t tile = 0; tile < tiles; ++tile, keys += width * 16, scores += 16) {
        float sums[16] = {};
        for (std::int64_t d = 0; d < width; ++d)
            for (int i = 0; i < 16; ++i)
                sums[i] += query[d] * keys[d * 16 + i];
        for (int i = 0; i < 16; ++i)
            scores[i] = sums[i];
    }
}

SH_CLONES void wideMix(const float* values, std::int64_t tokens, std::int64_t width, const float* weights, float* out) {
    for (std::int64_t d = 0; d < width; ++d)
        out[d] = 0;
    for (std::int64_t t = 0; t < tokens; ++t)
        for (std::int64_t d = 0; d < width; ++d)
            out[d] += weights[t] * values[t * width + d];
}

} // namespace

WideCache::WideCache(std::int64_t heads, std::int64_t context, std::int64_t width)
    : context_(context), width_(width), keys_(std::size_t(heads * context * width)), values_(keys_.size()) {}

void WideCache::store(std::int64_t head, std::int64_t token, const float* key, const float* value) {
    float* keys = keys_.data() + (head * context_ + token / 16 * 16) * width_ + token % 16;
    float* values = values_.data() + (head * context_ + token) * width_;
    for (std::int64_t d = 0; d < width_; ++d) {
        keys[d * 16] = key[d];
        values[d] = value[d];
    }
}

void WideCache::scores(std::int64_t head, std::int64_t first, std::int64_t tiles, const float* queries, std::int64_t rows, float* scores,
                       std::int64_t stride) const {
    for (std::int64_t r = 0; r < rows; ++r)
        wideScores(keys_.data() + (head * context_ + first) * width_, tiles, width_, queries + r * width_, scores + r * stride);
}

void WideCache::mix(std::int64_t head, std::int64_t first, std::int64_t tokens, const float* weights, std::int64_t rows, std::int64_t stride,
                    float* out) const {
    for (std::int64_t r = 0; r < rows; ++r)
        wideMix(values_.data() + (head * context_ + first) * width_, tokens, width_, weights + r * stride, out + r * width_);
}

} // namespace stillhouse::infer
