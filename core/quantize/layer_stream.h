// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/attention_cache.h"
#include "core/infer/packed_model.h"
#include "core/infer/products.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace stillhouse::quantize {

/// Hidden states of several token sequences on their way through a model, one matrix input at a time: what calibration needs and a
/// Session does not give. The same mathematics as infer::Session; a layer's matrices may become packed between two steps. The order
/// per layer: attentionInput, attend, mixed, addAttention, feedInput, gated, addFeedForward. Holds (tokens, d) floats per sequence.
class LayerStream {
public:
    /// Sequences of token ids inside the vocabulary, none empty.
    LayerStream(const infer::PackedModel& model, std::vector<std::vector<std::int32_t>> sequences, infer::WorkerPool& pool);

    std::size_t sequences() const { return hidden_.size(); }
    std::int64_t tokens(std::size_t sequence) const;

    /// Each of these returns (tokens, width) values that stay valid until the next call.
    std::span<const float> attentionInput(std::size_t sequence, const infer::PackedAttention& block);
    void attend(std::size_t sequence, const infer::PackedAttention& block, std::int64_t layer);
    std::span<const float> mixed(std::size_t sequence) const { return mixed_[sequence]; }
    void addAttention(std::size_t sequence, const infer::PackedAttention& block);
    std::span<const float> feedInput(std::size_t sequence, const infer::PackedFeedForward& block);
    std::span<const float> gated(std::size_t sequence, const infer::PackedFeedForward& block);
    void addFeedForward(std::size_t sequence, const infer::PackedFeedForward& block);
    std::span<const float> headInput(std::size_t sequence);

    /// A whole layer, all sequences.
    void pass(const infer::PackedLayer& layer, std::int64_t index, const std::function<void()>& check);

private:
    std::span<const float> normed(std::size_t sequence, const std::vector<float>& weight);
    void multiplied(std::span<const float> input, std::int64_t tokens, std::span<const infer::PackedLinear* const> linears, std::span<std::vector<float>* const> out);
    void attendHead(const infer::PackedAttention& block, std::int64_t head, std::int64_t tokens, std::int64_t layer, infer::AttentionCache& cache, float* out);
    void addBack(std::size_t sequence, std::span<const float> input, const infer::PackedLinear& linear);
    void rotate(float* head, std::int64_t position) const;

    const infer::PackedModel& model_;
    infer::WorkerPool& pool_;
    std::vector<std::vector<float>> hidden_, mixed_;
    std::vector<float> cos_, sin_; ///< (longest sequence, D/2)
    infer::Activations activations_;
    std::vector<float> norm_, q_, k_, v_, gate_, up_, back_;
};

} // namespace stillhouse::quantize
