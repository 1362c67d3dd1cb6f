// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/kv_cache.h"

#include <algorithm>

namespace stillhouse::model {

KvCache::KvCache(const formats::ModelConfig& config, std::int64_t reserve)
    : entries_(config.layers.size()), reserve_(std::max<std::int64_t>(reserve, 1)) {}

void KvCache::truncate(std::int64_t length) { length_ = std::clamp<std::int64_t>(length, 0, length_); }

void KvCache::ensure(torch::Tensor& store, const torch::Tensor& like, std::int64_t needed) const {
    const auto capacity = store.defined() ? store.size(1) : 0;
    if (capacity >= needed)
        return;
    auto larger = torch::empty({like.size(0), std::max({needed, reserve_, 2 * capacity}), like.size(2), like.size(3)}, like.options());
    if (length_ > 0)
        larger.narrow(1, 0, length_).copy_(store.narrow(1, 0, length_));
    store = larger;
}

std::pair<torch::Tensor, torch::Tensor> KvCache::append(std::int64_t layer, const torch::Tensor& k, const torch::Tensor& v) {
    torch::NoGradGuard noGrad;
    auto& entry = entries_.at(static_cast<std::size_t>(layer));
    const auto total = length_ + k.size(1);
    ensure(entry.keys, k, total);
    ensure(entry.values, v, total);
    entry.keys.narrow(1, length_, k.size(1)).copy_(k);
    entry.values.narrow(1, length_, v.size(1)).copy_(v);
    return {entry.keys.narrow(1, 0, total), entry.values.narrow(1, 0, total)};
}

} // namespace stillhouse::model
