// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"
#include "core/infer/attention_kernels.h"
#include "core/infer/cache_format.h"
#include "core/infer/wide_cache.h"

#include <cstdint>
#include <vector>

namespace stillhouse::infer {

/// Keys and values of one sequence in binary16 (F32: in a WideCache), in the layout that attention reads without a horizontal sum:
///   keys   [layer][key/value head][token/16][dimension][token%16]
///   values [layer][key/value head][token][dimension]
/// Writes of different heads, and of different tokens, may run on different threads.
class AttentionCache {
public:
    AttentionCache(const formats::ModelConfig& config, std::int64_t context, CacheFormat format = CacheFormat::F16);

    void store(std::int64_t layer, std::int64_t kvHead, std::int64_t token, const float* key, const float* value);

    /// Softmax attention of `heads` queries (heads, D), already scaled by 1/√D, over tokens first … last−1 of one key/value head, to
    /// `out` (heads, D): out = Σ softmax(q·k)·v. `scores` is scratch of at least context + 16 floats.
    void attend(std::int64_t layer, std::int64_t kvHead, std::int64_t first, std::int64_t last, const float* queries, std::int64_t heads, float* out,
                std::vector<float>& scores) const;

    std::int64_t context() const { return context_; }
    std::int64_t bytes() const { return std::int64_t(keys_.size() + values_.size()) * 2 + wide_.bytes(); }

private:
    std::int64_t at(std::int64_t layer, std::int64_t kvHead) const { return (firstHead_[std::size_t(layer)] + kvHead) * context_ * width_; }

    const AttentionKernel* kernel_; ///< chosen once: this is the hot path
    std::int64_t context_ = 0, width_ = 0;
    std::vector<std::int64_t> firstHead_; ///< per layer: key/value heads of the layers below
    std::vector<std::uint16_t> keys_, values_;
    CacheFormat format_;
    WideCache wide_;
};

} // namespace stillhouse::infer
