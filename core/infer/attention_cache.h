// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/large_pages.h"
#include "core/formats/model_config.h"
#include "core/infer/attention_kernels.h"
#include "core/infer/narrow_cache.h"
#include "core/infer/wide_cache.h"

#include <cstdint>
#include <vector>

namespace stillhouse::infer {

/// Keys and values of one sequence: in binary16, in the layout that attention reads without a horizontal sum, in a format of 8 or 4
/// bits (narrow_cache.h), or in F32 (wide_cache.h). In binary16:
///   keys   [layer][key/value head][token/16][dimension][token%16]
///   values [layer][key/value head][token][dimension]
/// Writes of different heads, and of different tokens, may run on different threads.
class AttentionCache {
public:
    AttentionCache(const formats::ModelConfig& config, std::int64_t context, CacheFormat format = CacheFormat::F16);

    void store(std::int64_t layer, std::int64_t kvHead, std::int64_t token, const float* key, const float* value);

    /// What one query sees: tokens first … last−1 of its key/value head.
    struct Row {
        const float* query; ///< (D), already scaled by 1/√D
        std::int64_t first, last;
        float* out; ///< (D)
    };
    /// Buffers of one thread.
    struct Scratch {
        std::vector<float> queries, scores, mixed;
    };
    /// Softmax attention of all rows over one key/value head: out = Σ softmax(q·k)·v. Rows of neighbouring tokens and of all query
    /// heads of the group belong together, because they read the same keys and values. The result of a row depends neither on its
    /// neighbours nor on the thread.
    void attend(std::int64_t layer, std::int64_t kvHead, const std::vector<Row>& rows, Scratch& scratch) const;

    std::int64_t context() const { return context_; }
    std::int64_t bytes() const { return std::int64_t(keys_.size() + values_.size()) * 2 + narrow_.bytes() + wide_.bytes(); }

private:
    /// As NarrowCache has it; from any `first` on in F16 and F32.
    void mix(std::int64_t head, std::int64_t first, std::int64_t tokens, const float* weights, std::int64_t rows, std::int64_t stride,
             float* out) const;
    std::int64_t head(std::int64_t layer, std::int64_t kvHead) const { return firstHead_[std::size_t(layer)] + kvHead; }
    std::int64_t at(std::int64_t layer, std::int64_t kvHead) const { return head(layer, kvHead) * context_ * width_; }

    const AttentionKernel* kernel_; ///< chosen once: this is the hot path
    std::int64_t context_ = 0, width_ = 0;
    std::vector<std::int64_t> firstHead_;      ///< per layer: key/value heads of the layers below
    std::vector<std::uint16_t, base::LargePageAllocator<std::uint16_t>> keys_, values_; ///< empty unless the format is F16
    CacheFormat format_;
    NarrowCache narrow_;
    WideCache wide_;
};

} // namespace stillhouse::infer
