// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/large_pages.h"

#include <cstdint>
#include <vector>

namespace stillhouse::infer {

/// Keys and values of `heads` key/value heads in F32, in the layout of AttentionCache: nothing is rounded, at twice the memory. Different
/// heads, and different tokens, may be written on different threads.
class WideCache {
public:
    WideCache() = default;
    /// `context` is a multiple of 16.
    WideCache(std::int64_t heads, std::int64_t context, std::int64_t width);

    void store(std::int64_t head, std::int64_t token, const float* key, const float* value);
    /// The two products of attention, as NarrowCache has them.
    void scores(std::int64_t head, std::int64_t first, std::int64_t tiles, const float* queries, std::int64_t rows, float* scores,
                std::int64_t stride) const;
    void mix(std::int64_t head, std::int64_t first, std::int64_t tokens, const float* weights, std::int64_t rows, std::int64_t stride, float* out) const;
    std::int64_t bytes() const { return std::int64_t(keys_.size() + values_.size()) * 4; }

private:
    std::int64_t context_ = 0, width_ = 0;
    std::vector<float, base::LargePageAllocator<float>> keys_, values_;
};

} // namespace stillhouse::infer
