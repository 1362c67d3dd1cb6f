// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/attention_cache.h"

#include "core/infer/vector_ops.h"

#include <algorithm>

namespace stillhouse::infer {

AttentionCache::AttentionCache(const formats::ModelConfig& config, std::int64_t context, CacheFormat format)
    : kernel_(&attentionKernel()), context_((context + 15) / 16 * 16), width_(config.headDim), format_(format) {
    std::int64_t heads = 0;
    for (const auto& layer : config.layers) {
        firstHead_.push_back(heads);
        heads += layer.hasAttention ? layer.kvHeads : 0;
    }
    if (format_ == CacheFormat::F32) {
        wide_ = WideCache(heads, context_, width_);
        return;
    }
    keys_.assign(std::size_t(heads * context_ * width_), 0);
    values_.assign(std::size_t(heads * context_ * width_), 0);
}

void AttentionCache::store(std::int64_t layer, std::int64_t kvHead, std::int64_t token, const float* key, const float* value) {
    if (format_ == CacheFormat::F32)
        return wide_.store(firstHead_[std::size_t(layer)] + kvHead, token, key, value);
    auto* keys = keys_.data() + at(layer, kvHead) + token / 16 * 16 * width_ + token % 16;
    auto* values = values_.data() + at(layer, kvHead) + token * width_;
    kernel_->narrow(value, width_, values);
    std::uint16_t half[64];
    for (std::int64_t start = 0; start < width_; start += 64) {
        const auto count = std::min<std::int64_t>(64, width_ - start);
        kernel_->narrow(key + start, count, half);
        for (std::int64_t i = 0; i < count; ++i)
            keys[(start + i) * 16] = half[i];
    }
}

void AttentionCache::attend(std::int64_t layer, std::int64_t kvHead, std::int64_t first, std::int64_t last, const float* queries, std::int64_t heads, float* out,
                            std::vector<float>& scores) const {
    if (format_ == CacheFormat::F32)
        return wide_.attend(firstHead_[std::size_t(layer)] + kvHead, first, last, queries, heads, out, scores);
    const auto begin = first / 16 * 16, count = last - first;
    scores.resize(std::size_t(context_ + 16));
    const auto* keys = keys_.data() + at(layer, kvHead) + begin * width_;
    const auto* values = values_.data() + at(layer, kvHead) + first * width_;
    for (std::int64_t h = 0; h < heads; ++h) {
        kernel_->scores(keys, (last - begin + 15) / 16, width_, queries + h * width_, scores.data());
        float* seen = scores.data() + (first - begin);
        const float sum = exponentials(seen, count);
        kernel_->mix(values, count, width_, seen, 1 / sum, out + h * width_);
    }
}

} // namespace stillhouse::infer
