// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/model/decoder.h"
#include "core/model/ops.h"
#include "core/model/rope.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::model {

namespace {

using torch::Tensor;

const Tensor& gateOf(const std::vector<Tensor>& gates, std::int64_t layer) {
    static const Tensor none;
    return static_cast<std::size_t>(layer) < gates.size() ? gates[static_cast<std::size_t>(layer)] : none;
}

void keep(std::vector<Tensor>& list, const Hooks& hooks, std::int64_t layer, const Tensor& value) {
    if (!list.empty() && hooks.covers(layer))
        list[static_cast<std::size_t>(layer)] = value;
}

} // namespace

Tensor Decoder::attend(std::int64_t index, const Tensor& x, const ForwardOptions& options) const {
    const auto& block = *layers_[static_cast<std::size_t>(index)].attention;
    const auto batch = x.size(0), tokens = x.size(1), width = config_.headDim;
    auto* hooks = options.hooks;
    const auto h = ops::rmsNorm(x, block.norm, config_.rmsEps); // (B,T,d)
    auto q = block.q(h).view({batch, tokens, -1, width});       // (B,T,H,D)
    auto k = block.k(h).view({batch, tokens, -1, width});       // (B,T,K,D)
    auto v = block.v(h).view({batch, tokens, -1, width});       // (B,T,K,D)
    if (block.qNorm.defined()) {
        q = ops::rmsNorm(q, block.qNorm, config_.rmsEps);
        k = ops::rmsNorm(k, block.kNorm, config_.rmsEps);
    }
    if (hooks) {
        keep(hooks->queries, *hooks, index, q);
        keep(hooks->keys, *hooks, index, k);
        keep(hooks->values, *hooks, index, v);
    }
    const auto [cos, sin] = rope_->at(options.cache ? options.cache->length() : 0, tokens, x);
    std::tie(q, k) = ops::applyRope(q, k, cos, sin);
    if (options.cache)
        std::tie(k, v) = options.cache->append(index, k, v);
    const double scale = 1 / std::sqrt(static_cast<double>(width));
    Tensor out; // (B,T,H,D)
    if (hooks && hooks->wantAttentionMaps && hooks->covers(index)) {
        const auto map = ops::attentionMap(q, k, scale, config_.window(index));
        keep(hooks->attentionMaps, *hooks, index, map);
        out = ops::attentionValues(map, v);
    } else {
        out = ops::causalAttention(q, k, v, scale, config_.window(index));
    }
    if (hooks) {
        keep(hooks->headOutputs, *hooks, index, out);
        if (const auto& gate = gateOf(hooks->headGates, index); gate.defined())
            out = out * gate.view({gate.dim() == 2 ? batch : 1, 1, -1, 1});
    }
    return block.o(out.reshape({batch, tokens, -1}));
}

Tensor Decoder::feedForward(std::int64_t index, const Tensor& x, Hooks* hooks) const {
    const auto& block = *layers_[static_cast<std::size_t>(index)].ffn;
    const auto h = ops::rmsNorm(x, block.norm, config_.rmsEps);
    auto activation = ops::swiglu(block.gate(h), block.up(h)); // (B,T,F)
    if (hooks) {
        keep(hooks->ffnActivations, *hooks, index, activation);
        if (const auto& gate = gateOf(hooks->ffnGates, index); gate.defined())
            activation = activation * (gate.dim() == 2 ? gate.unsqueeze(1) : gate);
    }
    return block.down(activation);
}

Tensor Decoder::hidden(const Tensor& ids, const ForwardOptions& options) const {
    if (ids.dim() != 2 || ids.scalar_type() != torch::kLong || ids.numel() == 0)
        base::fail("model", SH_TR("Token ids must be a non-empty (batch, tokens) tensor of 64-bit integers"), {}, ErrorKind::Internal);
    auto* hooks = options.hooks;
    if (hooks)
        hooks->prepare(config_.layerCount());
    const auto limit = std::clamp<std::int64_t>(options.layerLimit.value_or(config_.layerCount()), 0, config_.layerCount());
    auto x = torch::embedding(embedding_, ids.to(device())); // (B,T,d): the residual stream
    for (std::int64_t i = 0; i < limit; ++i) {
        const auto& layer = layers_[static_cast<std::size_t>(i)];
        if (hooks && hooks->wantHiddenStates)
            hooks->hiddenStates[static_cast<std::size_t>(i)] = x;
        if (layer.attention) {
            const auto out = attend(i, x, options);
            if (hooks)
                keep(hooks->attentionOutputs, *hooks, i, out);
            x = x + out;
        }
        if (layer.ffn) {
            const auto out = feedForward(i, x, hooks);
            if (hooks)
                keep(hooks->ffnOutputs, *hooks, i, out);
            x = x + out;
        }
    }
    if (hooks && hooks->wantHiddenStates)
        hooks->hiddenStates[static_cast<std::size_t>(limit)] = x;
    if (options.cache)
        options.cache->advance(ids.size(1));
    return ops::rmsNorm(x, finalNorm_, config_.rmsEps);
}

Tensor Decoder::logits(const Tensor& hidden) const {
    return torch::linear(hidden, headWeight());
}

Tensor Decoder::forward(const Tensor& ids, const ForwardOptions& options) const {
    return logits(hidden(ids, options));
}

} // namespace stillhouse::model
