// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shape/prune_plan.h"

#include "core/base/failure.h"
#include "core/shape/head_choices.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::shape {

namespace {

constexpr double kNotChosen = std::numeric_limits<double>::infinity();

using Marks = std::vector<std::set<std::int64_t>>; // per layer

Marks marksOf(const HeadImportance& importance, const std::vector<HeadRef>& heads) {
    Marks out(importance.layers.size());
    for (const auto& ref : heads) {
        if (ref.layer < 0 || std::size_t(ref.layer) >= out.size() || ref.head < 0 ||
            ref.head >= importance.layers[std::size_t(ref.layer)].heads)
            base::failAt("locks", Text(SH_TR("The model has no head %1"), {formatHeads({ref})}),
                         SH_TR("Layers and heads are counted from 0"));
        out[std::size_t(ref.layer)].insert(ref.head);
    }
    return out;
}

double scaleOf(const LayerImportance& layer, bool normalise) {
    double squares = 0;
    for (const double value : layer.head)
        squares += value * value;
    return normalise && squares > 0 ? 1 / std::sqrt(squares) : 1;
}

[[noreturn]] void failLocks() {
    base::failAt("locks", SH_TR("No shape keeps the locked heads, drops the forced ones and leaves every layer its least number"),
                 SH_TR("Unlock a head, or lower the number of heads that every layer keeps"));
}

// Nearest to what was asked for; of two equally near, the larger.
bool nearer(std::int64_t candidate, std::int64_t best, std::int64_t asked) {
    const auto a = std::abs(candidate - asked), b = std::abs(best - asked);
    return a < b || (a == b && candidate > best);
}

void planUniform(const HeadImportance& importance, const std::vector<HeadChoices>& layers, std::int64_t asked, PrunePlan& out) {
    const auto& first = importance.layers.front();
    for (const auto& layer : importance.layers)
        if (layer.heads != first.heads || layer.kvHeads != first.kvHeads)
            base::failAt("mode", SH_TR("The layers have different heads already, so they cannot lose the same"),
                         SH_TR("Use the mode 'global'"));
    std::int64_t bestCount = -1, bestGone = 0, bestEach = 0;
    double bestCost = kNotChosen;
    for (std::int64_t gone = 0; gone <= layers.front().groups(); ++gone)
        for (std::int64_t each = 0; each < std::max<std::int64_t>(1, layers.front().perGroup()); ++each) {
            double cost = 0;
            for (const auto& layer : layers)
                cost += layer.cost(gone, each);
            const auto count = layers.front().removed(gone, each) * std::int64_t(layers.size());
            if (cost == kNotChosen || (bestCount >= 0 && count != bestCount && !nearer(count, bestCount, asked)) ||
                (count == bestCount && cost >= bestCost))
                continue;
            bestCount = count, bestGone = gone, bestEach = each, bestCost = cost;
        }
    if (bestCount < 0)
        failLocks();
    for (std::size_t l = 0; l < layers.size(); ++l)
        out.layers[l] = layers[l].plan(bestGone, bestEach);
}

// Exact multiple-choice knapsack: least[t] is the smallest cost of removing t heads from the layers so far.
void planGlobal(const std::vector<HeadChoices>& layers, std::int64_t asked, std::int64_t all, PrunePlan& out) {
    std::vector<std::vector<HeadChoices::Best>> best;
    std::vector<std::vector<std::int32_t>> taken; // [layer][t]: heads that this layer gives
    std::vector<double> least(std::size_t(all) + 1, kNotChosen);
    least[0] = 0;
    for (const auto& layer : layers) {
        best.push_back(layer.best());
        std::vector<double> next(least.size(), kNotChosen);
        auto& from = taken.emplace_back(least.size(), -1);
        for (std::size_t n = 0; n < best.back().size(); ++n) {
            const double cost = best.back()[n].cost;
            for (std::size_t t = n; cost < kNotChosen && t < next.size(); ++t)
                if (least[t - n] + cost < next[t]) {
                    next[t] = least[t - n] + cost;
                    from[t] = std::int32_t(n);
                }
        }
        least = std::move(next);
    }
    std::int64_t target = -1;
    for (std::int64_t t = 0; t <= all; ++t)
        if (least[std::size_t(t)] < kNotChosen && (target < 0 || nearer(t, target, asked)))
            target = t;
    if (target < 0)
        failLocks();
    for (std::size_t l = layers.size(); l-- > 0;) {
        const auto n = taken[l][std::size_t(target)];
        out.layers[l] = layers[l].plan(best[l][std::size_t(n)].gone, best[l][std::size_t(n)].each);
        target -= n;
    }
}

void addUp(const HeadImportance& importance, PrunePlan& out) {
    for (std::size_t l = 0; l < out.layers.size(); ++l) {
        const auto& layer = importance.layers[l];
        for (const auto h : out.layers[l].heads)
            out.importance += layer.head[std::size_t(h)];
        for (const auto c : out.layers[l].channels)
            out.importance += layer.channel[std::size_t(c)];
        out.headsRemoved += std::int64_t(out.layers[l].heads.size());
        out.channelsBefore += layer.ffn;
        out.channelsRemoved += std::int64_t(out.layers[l].channels.size());
    }
}

} // namespace

PrunePlan plan(const HeadImportance& importance, const PruneRequest& request) {
    if (importance.layers.empty())
        base::failAt("mode", SH_TR("The model has no layers"));
    const bool global = request.mode == "global";
    if (!global && request.mode != "uniform")
        base::failAt("mode", Text(SH_TR("'%1' is not one of the choices"), {request.mode}), SH_TR("Use uniform or global"));
    const auto keep = marksOf(importance, request.keep), remove = marksOf(importance, request.remove);
    PrunePlan out;
    out.mode = request.mode;
    out.layers.resize(importance.layers.size());
    std::vector<HeadChoices> layers;
    for (std::size_t l = 0; l < importance.layers.size(); ++l) {
        const auto& layer = importance.layers[l];
        layers.emplace_back(layer, scaleOf(layer, global && request.normalise), keep[l], remove[l], request.floor);
        out.headsBefore += layer.heads;
    }
    out.headsAsked =
        request.heads >= 0 ? request.heads : std::int64_t(std::llround(std::clamp(request.amount, 0.0, 1.0) * double(out.headsBefore)));
    if (global)
        planGlobal(layers, out.headsAsked, out.headsBefore, out);
    else
        planUniform(importance, layers, out.headsAsked, out);
    const auto channels = planChannels(importance, request);
    for (std::size_t l = 0; l < channels.size(); ++l)
        out.layers[l].channels = channels[l];
    addUp(importance, out);
    return out;
}

} // namespace stillhouse::shape
