// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/ops_plain.h"

#include <limits>

namespace stillhouse::model::ops::plain {

namespace {

using torch::Tensor;

bool isHalf(const Tensor& x) {
    return x.scalar_type() == torch::kHalf || x.scalar_type() == torch::kBFloat16;
}

// Additive mask (T,S): 0 where a query may look, −inf elsewhere. Undefined when every query sees every key.
Tensor causalMask(std::int64_t queries, std::int64_t keys, std::int64_t window, const Tensor& like) {
    const bool windowCuts = window > 0 && keys > window;
    if (queries == 1 && !windowCuts)
        return {};
    const auto first = keys - queries;
    auto forbidden = torch::ones({queries, keys}, like.options().dtype(torch::kBool)).triu(first + 1);
    if (windowCuts)
        forbidden = forbidden.logical_or(torch::ones_like(forbidden).tril(first - window));
    return torch::zeros({queries, keys}, like.options()).masked_fill(forbidden, -std::numeric_limits<double>::infinity());
}

// Group of query heads that read one key/value head: (B,T,H,D) → (B,K,G·T,D), so that no key is repeated in memory.
Tensor groupQueries(const Tensor& q, std::int64_t kvHeads) {
    const auto batch = q.size(0), tokens = q.size(1), heads = q.size(2), width = q.size(3);
    const auto group = heads / kvHeads;
    return q.reshape({batch, tokens, kvHeads, group, width}).permute({0, 2, 3, 1, 4}).reshape({batch, kvHeads, group * tokens, width});
}

Tensor rotate(const Tensor& x, const Tensor& cos, const Tensor& sin) {
    const auto half = x.size(-1) / 2;
    const auto a = x.narrow(-1, 0, half);
    const auto b = x.narrow(-1, half, half);
    return torch::cat({a * cos - b * sin, b * cos + a * sin}, -1);
}

} // namespace

Tensor rmsNorm(const Tensor& x, const Tensor& weight, double eps) {
    const auto wide = isHalf(x) ? x.to(torch::kFloat) : x;
    const auto normed = wide * torch::rsqrt(wide.square().mean(-1, true) + eps);
    return weight * normed.to(x.scalar_type());
}

Tensor swiglu(const Tensor& gate, const Tensor& up) {
    return torch::silu(gate) * up;
}

std::pair<Tensor, Tensor> applyRope(const Tensor& q, const Tensor& k, const Tensor& cos, const Tensor& sin) {
    const auto c = cos.to(q.scalar_type()).unsqueeze(1);
    const auto s = sin.to(q.scalar_type()).unsqueeze(1);
    return {rotate(q, c, s), rotate(k, c, s)};
}

Tensor attentionMap(const Tensor& q, const Tensor& k, double scale, std::int64_t window) {
    const auto batch = q.size(0), tokens = q.size(1), heads = q.size(2), keys = k.size(1), kvHeads = k.size(2);
    auto scores = torch::matmul(groupQueries(q * scale, kvHeads), k.permute({0, 2, 3, 1})).view({batch, heads, tokens, keys});
    const auto mask = causalMask(tokens, keys, window, q);
    if (mask.defined())
        scores = scores + mask;
    return (isHalf(scores) ? torch::softmax(scores, -1, torch::kFloat) : torch::softmax(scores, -1)).to(q.scalar_type());
}

Tensor attentionValues(const Tensor& map, const Tensor& v) {
    const auto batch = map.size(0), heads = map.size(1), tokens = map.size(2), keys = map.size(3);
    const auto kvHeads = v.size(2), width = v.size(3), group = heads / kvHeads;
    const auto mixed = torch::matmul(map.reshape({batch, kvHeads, group * tokens, keys}), v.permute({0, 2, 1, 3}));
    return mixed.view({batch, kvHeads, group, tokens, width}).permute({0, 3, 1, 2, 4}).reshape({batch, tokens, heads, width});
}

Tensor causalAttention(const Tensor& q, const Tensor& k, const Tensor& v, double scale, std::int64_t window) {
    return attentionValues(attentionMap(q, k, scale, window), v);
}

} // namespace stillhouse::model::ops::plain
