// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"
#include "core/model/torch.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace stillhouse::model {

/// Keys and values of the tokens a Decoder has seen, so that the next token costs one position. For inference only: what is stored
/// leaves the autograd graph. Not thread-safe.
class KvCache {
public:
    /// `reserve` tokens are allocated at once on first use; beyond them the space doubles.
    explicit KvCache(const formats::ModelConfig& config, std::int64_t reserve = 64);

    /// Tokens held; the next token's position.
    std::int64_t length() const { return length_; }
    /// Forgets the tokens from position `length` on, for example to take back a rejected continuation.
    void truncate(std::int64_t length);

    /// Stores k and v (B,T,K,D) of a layer behind the tokens held and returns views (B,S,K,D) of all with these.
    std::pair<torch::Tensor, torch::Tensor> append(std::int64_t layer, const torch::Tensor& k, const torch::Tensor& v);
    /// Called once per pass, after every layer has appended its T tokens.
    void advance(std::int64_t tokens) { length_ += tokens; }

private:
    struct Entry {
        torch::Tensor keys;   // (B, capacity, K, D)
        torch::Tensor values; // (B, capacity, K, D)
    };
    void ensure(torch::Tensor& store, const torch::Tensor& like, std::int64_t needed) const;

    std::vector<Entry> entries_;
    std::int64_t reserve_;
    std::int64_t length_ = 0;
};

} // namespace stillhouse::model
