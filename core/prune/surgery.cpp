// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prune/surgery.h"

#include "core/base/failure.h"

#include <algorithm>

namespace stillhouse::prune {

namespace {

using torch::Tensor;

// The places 0 … count−1 that are not in `gone`.
Tensor kept(std::int64_t count, const std::vector<std::int64_t>& gone) {
    std::vector<std::int64_t> list;
    for (std::int64_t i = 0; i < count; ++i)
        if (!std::binary_search(gone.begin(), gone.end(), i))
            list.push_back(i);
    return torch::tensor(list, torch::kLong);
}

// The rows of whole heads.
Tensor headRows(const Tensor& heads, std::int64_t width) {
    return (heads.unsqueeze(1) * width + torch::arange(width, torch::kLong)).reshape(-1);
}

Tensor taken(const Tensor& weight, std::int64_t axis, const Tensor& places) {
    return weight.detach().index_select(axis, places.to(weight.device())).contiguous().requires_grad_(weight.requires_grad());
}

void keepRows(model::Linear& linear, const Tensor& rows) {
    linear.weight = taken(linear.weight, 0, rows);
    if (linear.bias.defined())
        linear.bias = taken(linear.bias, 0, rows);
}

void cutAttention(model::Layer& layer, const formats::LayerShape& shape, const LayerPlan& plan, std::int64_t width) {
    if (std::int64_t(plan.heads.size()) == shape.heads) {
        layer.attention.reset();
        return;
    }
    auto& a = *layer.attention;
    const auto rows = headRows(kept(shape.heads, plan.heads), width);
    keepRows(a.q, rows);
    a.o.weight = taken(a.o.weight, 1, rows);
    if (plan.kvHeads.empty())
        return;
    const auto groups = headRows(kept(shape.kvHeads, plan.kvHeads), width);
    keepRows(a.k, groups);
    keepRows(a.v, groups);
}

void cutFeedForward(model::Layer& layer, const formats::LayerShape& shape, const LayerPlan& plan) {
    if (std::int64_t(plan.channels.size()) == shape.ffn) {
        layer.ffn.reset();
        return;
    }
    auto& f = *layer.ffn;
    const auto rows = kept(shape.ffn, plan.channels);
    keepRows(f.gate, rows);
    keepRows(f.up, rows);
    f.down.weight = taken(f.down.weight, 1, rows);
}

bool ascendingWithin(const std::vector<std::int64_t>& list, std::int64_t count) {
    return std::is_sorted(list.begin(), list.end()) && std::adjacent_find(list.begin(), list.end()) == list.end() &&
           (list.empty() || (list.front() >= 0 && list.back() < count));
}

} // namespace

void applyPlan(model::Decoder& decoder, const PrunePlan& plan) {
    torch::NoGradGuard noGradient;
    if (plan.layers.size() != decoder.layers().size())
        base::fail("prune", SH_TR("The plan was made for a model with another number of layers"), SH_TR("Compute the importance again"));
    for (std::size_t l = 0; l < plan.layers.size(); ++l) {
        const auto& one = plan.layers[l];
        const auto shape = decoder.config().layers[l];
        if (!ascendingWithin(one.heads, shape.heads) || !ascendingWithin(one.kvHeads, shape.kvHeads) ||
            !ascendingWithin(one.channels, shape.ffn))
            base::fail("layer " + std::to_string(l), SH_TR("The plan names heads or channels that the model does not have"),
                       SH_TR("Compute the importance again"));
        if (one.heads.empty() && one.channels.empty())
            continue;
        auto layer = decoder.layers()[l];
        if (!one.heads.empty())
            cutAttention(layer, shape, one, decoder.config().headDim);
        if (!one.channels.empty())
            cutFeedForward(layer, shape, one);
        decoder.setLayer(std::int64_t(l), std::move(layer));
    }
}

} // namespace stillhouse::prune
