// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/attention_cache.h"

#include "core/infer/vector_ops.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::infer {

AttentionCache::AttentionCache(const formats::ModelConfig& config, std::int64_t context, CacheFormat format)
    : kernel_(&attentionKernel()), context_((context + 15) / 16 * 16), width_(config.headDim), format_(format) {
    std::int64_t heads = 0;
    for (const auto& layer : config.layers) {
        firstHead_.push_back(heads);
        heads += layer.hasAttention ? layer.kvHeads : 0;
    }
    if (format == CacheFormat::F32) {
        wide_ = WideCache(heads, context_, width_);
        return;
    }
    if (format != CacheFormat::F16) {
        narrow_ = NarrowCache(format, heads, context_, width_);
        return;
    }
    keys_.assign(std::size_t(heads * context_ * width_), 0);
    values_.assign(std::size_t(heads * context_ * width_), 0);
}

void AttentionCache::store(std::int64_t layer, std::int64_t kvHead, std::int64_t token, const float* key, const float* value) {
    if (format_ == CacheFormat::F32)
        return wide_.store(head(layer, kvHead), token, key, value);
    if (format_ != CacheFormat::F16)
        return narrow_.store(head(layer, kvHead), token, key, value);
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

void AttentionCache::attend(std::int64_t layer, std::int64_t kvHead, const std::vector<Row>& rows, Scratch& scratch) const {
    std::int64_t begin = context_, end = 0;
    const auto count = std::int64_t(rows.size());
    scratch.queries.resize(std::size_t(count * width_));
    for (std::int64_t r = 0; r < count; ++r) {
        const auto& row = rows[std::size_t(r)];
        begin = std::min(begin, row.first / 16 * 16);
        end = std::max(end, row.last);
        std::copy_n(row.query, width_, scratch.queries.data() + r * width_);
    }
    const auto tiles = (end - begin + 15) / 16, stride = tiles * 16;
    scratch.scores.resize(std::size_t(count * stride));
    scratch.mixed.resize(std::size_t(count * width_));
    if (format_ == CacheFormat::F32)
        wide_.scores(head(layer, kvHead), begin, tiles, scratch.queries.data(), count, scratch.scores.data(), stride);
    else if (format_ != CacheFormat::F16)
        narrow_.scores(head(layer, kvHead), begin, tiles, scratch.queries.data(), count, scratch.scores.data(), stride);
    else
        kernel_->scores({keys_.data() + at(layer, kvHead) + begin * width_, tiles, width_, scratch.queries.data(), count,
                         scratch.scores.data(), stride});
    std::vector<float>& sums = scratch.queries; // read for the last time above
    for (std::int64_t r = 0; r < count; ++r) {
        const auto& row = rows[std::size_t(r)];
        float* scores = scratch.scores.data() + r * stride;
        sums[std::size_t(r)] = exponentials(scores + (row.first - begin), row.last - row.first);
        std::fill(scores, scores + (row.first - begin), 0.0f);
        std::fill(scores + (row.last - begin), scores + stride, 0.0f);
    }
    mix(head(layer, kvHead), begin, end - begin, scratch.scores.data(), count, stride, scratch.mixed.data());
    for (std::int64_t r = 0; r < count; ++r) {
        const auto& row = rows[std::size_t(r)];
        float* mixed = scratch.mixed.data() + r * width_;
        // A value beyond binary16 is infinite, and 0 times it NaN: its neighbours' tokens are not this row's.
        const auto first = format_ == CacheFormat::F16 || format_ == CacheFormat::F32 ? row.first : row.first / 16 * 16;
        if (!std::all_of(mixed, mixed + width_, [](float value) { return std::isfinite(value); }))
            mix(head(layer, kvHead), first, row.last - first, scratch.scores.data() + r * stride + (first - begin), 1, stride, mixed);
        for (std::int64_t d = 0; d < width_; ++d)
            row.out[d] = mixed[d] / sums[std::size_t(r)];
    }
}

void AttentionCache::mix(std::int64_t head, std::int64_t first, std::int64_t tokens, const float* weights, std::int64_t rows,
                         std::int64_t stride, float* out) const {
    if (format_ == CacheFormat::F32)
        return wide_.mix(head, first, tokens, weights, rows, stride, out);
    if (format_ != CacheFormat::F16)
        return narrow_.mix(head, first, tokens, weights, rows, stride, out);
    kernel_->mix({values_.data() + (head * context_ + first) * width_, tokens, width_, weights, rows, stride, out});
}

} // namespace stillhouse::infer
