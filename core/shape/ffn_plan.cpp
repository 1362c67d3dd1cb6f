// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shape/ffn_plan.h"

#include "core/base/failure.h"
#include "core/shape/prune_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace stillhouse::shape {

namespace {

using Layers = std::vector<std::int64_t>;

double worth(const FfnLayer& layer, const std::string& measure) {
    return measure == "share" ? layer.share : measure == "loss" ? layer.folded : layer.relevance;
}

std::set<std::int64_t> marked(const FfnTable& table, const Layers& layers, const char* key) {
    for (const auto l : layers)
        if (l < 0 || std::size_t(l) >= table.layers.size() || table.layers[std::size_t(l)].width == 0)
            base::failAt(key, Text(SH_TR("Layer %1 has no FFN"), {std::to_string(l)}), SH_TR("Layers are counted from 0"));
    return {layers.begin(), layers.end()};
}

std::int64_t ffnCount(const FfnTable& table) {
    return std::count_if(table.layers.begin(), table.layers.end(), [](const FfnLayer& l) { return l.width > 0; });
}

LayerPlan whole(const FfnLayer& layer) {
    LayerPlan out;
    out.channels.resize(std::size_t(layer.width));
    std::iota(out.channels.begin(), out.channels.end(), 0);
    return out;
}

// How many of `order` go.
std::int64_t countFor(const FfnTable& table, const FfnRequest& request, const Layers& order) {
    if (request.layers > 0)
        return request.layers;
    if (request.parameters <= 0)
        return std::llround(request.amount * double(ffnCount(table)));
    const auto config = formats::parseConfig(table.config, "table");
    const double wanted = request.parameters * double(formats::parameterCount(config));
    PrunePlan cut;
    cut.layers.resize(table.layers.size());
    for (std::size_t n = 0; n < order.size(); ++n) {
        if (double(formats::parameterCount(config) - formats::parameterCount(prunedConfig(config, cut))) >= wanted)
            return std::int64_t(n);
        cut.layers[std::size_t(order[n])] = whole(table.layers[std::size_t(order[n])]);
    }
    return std::int64_t(order.size());
}

// The channels of what stays, ranked over all layers by the machinery of head pruning.
void cutChannels(const FfnTable& table, const FfnRequest& request, FfnPlan& out) {
    if (request.channels <= 0)
        return;
    HeadImportance channels;
    channels.layers.resize(table.layers.size());
    for (std::size_t l = 0; l < table.layers.size(); ++l)
        if (!std::binary_search(out.removed.begin(), out.removed.end(), std::int64_t(l))) {
            channels.layers[l].ffn = table.layers[l].width;
            channels.layers[l].channel = table.layers[l].channel;
        }
    PruneRequest share;
    share.mode = "global";
    share.ffn = request.channels;
    share.ffnMultiple = request.multiple;
    const auto lists = planChannels(channels, share);
    for (std::size_t l = 0; l < lists.size(); ++l)
        if (channels.layers[l].ffn > 0)
            out.cut.layers[l].channels = lists[l];
}

} // namespace

Layers ffnOrder(const FfnTable& table, const FfnRequest& request) {
    const auto& known = ffnMeasures();
    if (std::find(known.begin(), known.end(), request.measure) == known.end())
        base::failAt("measure", Text(SH_TR("'%1' is not one of the choices"), {request.measure}), SH_TR("Use cka, share or loss"));
    const auto keep = marked(table, request.keep, "locks"), remove = marked(table, request.remove, "remove");
    Layers order;
    for (std::size_t l = 0; l < table.layers.size(); ++l) {
        const bool locked = keep.count(std::int64_t(l)) > 0, forced = remove.count(std::int64_t(l)) > 0;
        if (locked && forced)
            base::failAt("locks", Text(SH_TR("Layer %1 is locked and to be removed"), {std::to_string(l)}), SH_TR("Decide for one"));
        if (table.layers[l].width == 0 || locked)
            continue;
        if (request.measure == "loss" && std::isnan(table.layers[l].folded))
            base::failAt("measure", SH_TR("The loss without each single FFN was not measured"), SH_TR("Compute the correlation again"));
        order.push_back(std::int64_t(l));
    }
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        const bool first = remove.count(a) > 0, second = remove.count(b) > 0;
        return first != second
                   ? first
                   : worth(table.layers[std::size_t(a)], request.measure) < worth(table.layers[std::size_t(b)], request.measure);
    });
    return order;
}

FfnPlan planFfnOf(const FfnTable& table, const FfnRequest& request) {
    FfnPlan out;
    out.ffnBefore = ffnCount(table);
    const auto order = ffnOrder(table, request);
    const auto count = std::max<std::int64_t>(countFor(table, request, order),
                                              std::int64_t(std::set(request.remove.begin(), request.remove.end()).size()));
    if (count > std::int64_t(order.size()))
        base::failAt("locks", Text(SH_TR("%1 FFNs shall go, but only %2 may"), {std::to_string(count), std::to_string(order.size())}),
                     SH_TR("Unlock a layer, or remove fewer"));
    out.removed.assign(order.begin(), order.begin() + count);
    std::sort(out.removed.begin(), out.removed.end());
    out.cut.mode = "global";
    out.cut.layers.resize(table.layers.size());
    for (const auto l : out.removed)
        out.cut.layers[std::size_t(l)] = whole(table.layers[std::size_t(l)]);
    cutChannels(table, request, out);
    for (std::size_t l = 0; l < table.layers.size(); ++l) {
        out.cut.channelsBefore += table.layers[l].width;
        out.cut.channelsRemoved += std::int64_t(out.cut.layers[l].channels.size());
    }
    return out;
}

FfnPrediction predictFfnOf(const FfnTable& table, const FfnPlan& plan) {
    HeadImportance shapes;
    shapes.config = table.config;
    shapes.latency = table.latency;
    FfnPrediction out{predict(shapes, plan.cut)};
    const auto known =
        std::find_if(table.curve.begin(), table.curve.end(), [&](const auto& point) { return point.layers == plan.removed; });
    out.together = known != table.curve.end();
    out.hasCurve = out.together && known->nll > 0;
    if (out.together) {
        out.removed = known->kl, out.folded = known->klFolded;
        out.nll = known->nll, out.nllFolded = known->nllFolded;
        out.accuracy = known->accuracy, out.accuracyFolded = known->accuracyFolded;
        return out;
    }
    for (const auto l : plan.removed) {
        out.removed += table.layers[std::size_t(l)].removed;
        out.folded += table.layers[std::size_t(l)].folded;
    }
    return out;
}

FfnTable evenFfnTable(const formats::ModelConfig& config) {
    FfnTable out;
    out.config = formats::configJson(config);
    for (const auto& layer : config.layers)
        out.layers.push_back(
            {layer.hasFfn ? layer.ffn : 0, 1, 1, 0, 0, {}, std::vector<double>(std::size_t(layer.hasFfn ? layer.ffn : 0), 1.0)});
    return out;
}

void checkFfnTable(const FfnTable& table, const std::string& where) {
    const auto shapes = shapesOf(formats::parseConfig(table.config, where));
    const auto side = shapes.size() + 1;
    bool fits = shapes.size() == table.layers.size() && table.cka.size() == side * side;
    const auto count = std::int64_t(shapes.size());
    for (std::size_t l = 0; fits && l < shapes.size(); ++l) {
        const auto& layer = table.layers[l];
        fits = layer.width == shapes[l].ffn && (layer.channel.empty() || layer.channel.size() == std::size_t(layer.width)) &&
               std::isfinite(layer.relevance) && std::isfinite(layer.share) &&
               std::all_of(layer.channel.begin(), layer.channel.end(), [](double v) { return std::isfinite(v) && v >= 0; });
    }
    for (const auto& point : table.curve)
        fits = fits && std::is_sorted(point.layers.begin(), point.layers.end()) &&
               (point.layers.empty() || (point.layers.front() >= 0 && point.layers.back() < count));
    if (!fits)
        base::fail(where, SH_TR("The correlations do not fit the model that they name"), SH_TR("Compute the correlation again"));
}

} // namespace stillhouse::shape
