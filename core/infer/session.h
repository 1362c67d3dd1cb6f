// SPDX-License-Identifier: GPL-3.0-or-later
// One sequence running through a packed model.
#pragma once
#include "core/infer/activation_format.h"
#include "core/infer/attention_cache.h"
#include "core/infer/packed_model.h"
#include "core/infer/products.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace stillhouse::infer {

/// Keeps keys and values of the tokens it has seen. Pre-norm transformer as core/model/decoder.h defines it; F32 between the matrices,
/// integer matrices see their input as INT8 per token and block, keys and values are kept as `cache` says. Not thread-safe; the threads inside
/// are its own. base::Failure for ids outside the vocabulary and for more tokens than the context.
class Session {
public:
    Session(std::shared_ptr<const PackedModel> model, int threads, std::int64_t context, CacheFormat cache = CacheFormat::F16);

    /// Takes tokens and returns the logits (V) behind the last one; valid until the next call.
    std::span<const float> prompt(std::span<const std::int32_t> ids);
    std::span<const float> step(std::int32_t id) { return prompt(std::span(&id, 1)); }
    /// The same, and the logits behind every token: (ids, V).
    std::vector<float> allLogits(std::span<const std::int32_t> ids);

    std::int64_t length() const { return length_; }
    std::int64_t context() const { return context_; }
    /// Forgets the tokens from position `length` on.
    void truncate(std::int64_t length);
    /// Called for every input of a layer's matrices, before the model's own activation format is applied.
    void setInputTap(InputTap tap) { tap_ = std::move(tap); }
    std::int64_t cacheBytes() const { return cache_.bytes(); }
    const PackedModel& model() const { return *model_; }
    int threads() const { return pool_.threads(); }

private:
    void check(std::span<const std::int32_t> ids) const;
    void forward(std::span<const std::int32_t> ids);
    /// Logits (tokens, V) behind the tokens of the last chunk from `first` on.
    void head(std::int64_t first, std::int64_t tokens, float* out);
    void attend(std::int64_t index, const PackedAttention& block, std::int64_t tokens);
    void storeTokens(std::int64_t index, std::int64_t begin, std::int64_t end, std::int64_t heads, std::int64_t kvHeads);
    void attendTokens(std::int64_t index, std::int64_t tokens, std::int64_t heads, std::int64_t kvHeads);
    void feedForward(std::int64_t index, const PackedFeedForward& block, std::int64_t tokens);
    void tapped(std::int64_t layer, MatrixInput input, std::vector<float>& x, std::int64_t tokens);
    void rotate(float* head, std::int64_t position) const;
    void addBack(const PackedLinear& linear, std::span<const float> input, std::int64_t tokens);

    std::shared_ptr<const PackedModel> model_;
    WorkerPool pool_;
    AttentionCache cache_;
    std::int64_t context_ = 0, length_ = 0;
    InputTap tap_;
    std::optional<ActivationRounding> rounding_;
    std::vector<double> frequencies_;
    std::vector<float> cos_, sin_; ///< (context, D/2)
    Activations activations_;
    std::vector<float> x_, norm_, q_, k_, v_, mixed_, gate_, up_, back_, logits_; ///< (tokens, ·)
    std::vector<AttentionCache::Scratch> scratch_;                                ///< per thread
    std::vector<std::vector<AttentionCache::Row>> rows_;                          ///< per thread
};

} // namespace stillhouse::infer
