// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/shape/prune_plan.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::shape {

namespace {

double timeAfter(const TokenTime& time, const BlockWeights& before, const BlockWeights& after) {
    return std::max(0.0, time.ms - time.perAttentionWeight * (before.attention - after.attention) -
                             time.perFfnWeight * (before.ffn - after.ffn));
}

// Between the two measured points around `heads`; beyond the last one nothing is known.
bool interpolate(const std::vector<PruneCurvePoint>& curve, std::int64_t heads, PrunePrediction& out) {
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const auto& b = curve[i];
        const auto& a = i > 0 ? curve[i - 1] : b;
        if (heads > b.heads || (i == 0 && heads != b.heads))
            continue;
        const double t = b.heads == a.heads ? 1 : double(heads - a.heads) / double(b.heads - a.heads);
        out.nll = a.nll + t * (b.nll - a.nll);
        out.accuracy = a.accuracy < 0 || b.accuracy < 0 ? -1 : a.accuracy + t * (b.accuracy - a.accuracy);
        return true;
    }
    return false;
}

} // namespace

BlockWeights blockWeights(const formats::ModelConfig& config) {
    BlockWeights out;
    for (const auto& layer : config.layers) {
        out.attention += double(2 * layer.heads + 2 * layer.kvHeads) * double(config.headDim) * double(config.hidden);
        out.ffn += 3.0 * double(layer.ffn) * double(config.hidden);
    }
    return out;
}

formats::ModelConfig prunedConfig(const formats::ModelConfig& config, const PrunePlan& plan) {
    auto out = config;
    for (std::size_t l = 0; l < plan.layers.size() && l < out.layers.size(); ++l) {
        auto& shape = out.layers[l];
        shape.heads -= std::int64_t(plan.layers[l].heads.size());
        shape.kvHeads -= std::int64_t(plan.layers[l].kvHeads.size());
        shape.ffn -= std::int64_t(plan.layers[l].channels.size());
        shape.hasAttention = shape.heads > 0;
        shape.hasFfn = shape.ffn > 0;
        if (!shape.hasAttention)
            shape.kvHeads = 0;
    }
    formats::checkConfig(out, "model");
    return out;
}

std::vector<LayerImportance> shapesOf(const formats::ModelConfig& config) {
    std::vector<LayerImportance> out;
    for (const auto& layer : config.layers)
        out.push_back({layer.hasAttention ? layer.heads : 0, layer.hasAttention ? layer.kvHeads : 0, layer.hasFfn ? layer.ffn : 0, {}, {}});
    return out;
}

HeadImportance evenImportance(const formats::ModelConfig& config) {
    HeadImportance out;
    out.config = formats::configJson(config);
    out.layers = shapesOf(config);
    for (auto& layer : out.layers) {
        layer.head.assign(std::size_t(layer.heads), 1);
        layer.channel.assign(std::size_t(layer.ffn), 1);
    }
    return out;
}

void checkImportance(const HeadImportance& importance, const std::string& where) {
    const auto config = formats::parseConfig(importance.config, where);
    const auto shapes = shapesOf(config);
    const auto finite = [](const std::vector<double>& values) {
        return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v) && v >= 0; });
    };
    bool fits = shapes.size() == importance.layers.size();
    for (std::size_t l = 0; fits && l < shapes.size(); ++l) {
        const auto& layer = importance.layers[l];
        fits = layer.heads == shapes[l].heads && layer.kvHeads == shapes[l].kvHeads && layer.ffn == shapes[l].ffn &&
               layer.head.size() == std::size_t(layer.heads) && (layer.channel.empty() || layer.channel.size() == std::size_t(layer.ffn)) &&
               finite(layer.head) && finite(layer.channel);
    }
    if (!fits)
        base::fail(where, SH_TR("The importances do not fit the model that they name"), SH_TR("Compute the importance again"));
}

PrunePrediction predict(const HeadImportance& importance, const PrunePlan& plan) {
    const auto config = formats::parseConfig(importance.config, "importance");
    const auto after = prunedConfig(config, plan);
    PrunePrediction out;
    out.parametersBefore = formats::parameterCount(config);
    out.parametersAfter = formats::parameterCount(after);
    out.flopsBefore = formats::flopsPerToken(config, kDepth + 1);
    out.flopsAfter = formats::flopsPerToken(after, kDepth + 1);
    out.layers = shapesOf(after);
    out.lossIncrease = importance.measure == "first_order" ? plan.importance : 0;
    if (!importance.latency.kernel.empty()) {
        const auto whole = blockWeights(config), left = blockWeights(after);
        out.decodeMsBefore = importance.latency.decode.ms;
        out.promptMsBefore = importance.latency.prompt.ms;
        out.decodeMsAfter = timeAfter(importance.latency.decode, whole, left);
        out.promptMsAfter = timeAfter(importance.latency.prompt, whole, left);
    }
    if (const auto curve = importance.curves.find(plan.mode); curve != importance.curves.end())
        out.hasCurve = interpolate(curve->second, plan.headsRemoved, out);
    return out;
}

} // namespace stillhouse::shape
