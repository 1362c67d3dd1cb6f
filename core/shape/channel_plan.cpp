// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/shape/prune_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stillhouse::shape {

namespace {

using List = std::vector<std::int64_t>;

// What is left of `width` when about `left` shall be: a multiple of `step` from one step up, never more than there was.
std::int64_t legalWidth(double left, std::int64_t width, std::int64_t step) {
    return std::clamp<std::int64_t>(std::llround(left / double(step)) * step, std::min(step, width), width);
}

List leastImportant(const std::vector<double>& worth, std::int64_t count) {
    List all(worth.size());
    std::iota(all.begin(), all.end(), 0);
    std::stable_sort(all.begin(), all.end(),
                     [&worth](std::int64_t a, std::int64_t b) { return worth[std::size_t(a)] < worth[std::size_t(b)]; });
    all.resize(std::size_t(count));
    std::sort(all.begin(), all.end());
    return all;
}

double normOf(const std::vector<double>& values) {
    double squares = 0;
    for (const double v : values)
        squares += v * v;
    return squares > 0 ? std::sqrt(squares) : 1;
}

// How many channels each layer loses when all are ranked together.
std::vector<double> lostGlobally(const HeadImportance& importance, const PruneRequest& request, std::int64_t all) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t l = 0; l < importance.layers.size(); ++l) {
        const auto& worth = importance.layers[l].channel;
        const double scale = request.normalise ? 1 / normOf(worth) : 1;
        for (const double value : worth)
            ranked.emplace_back(value * scale, l);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<double> lost(importance.layers.size(), 0);
    const auto count = std::min<std::int64_t>(std::llround(request.ffn * double(all)), std::int64_t(ranked.size()));
    for (std::int64_t i = 0; i < count; ++i)
        ++lost[ranked[std::size_t(i)].second];
    return lost;
}

} // namespace

std::vector<List> planChannels(const HeadImportance& importance, const PruneRequest& request) {
    std::vector<List> out(importance.layers.size());
    if (request.ffn <= 0)
        return out;
    std::int64_t all = 0;
    for (const auto& layer : importance.layers) {
        all += layer.ffn;
        if (layer.channel.size() != std::size_t(layer.ffn))
            base::failAt("ffn", SH_TR("The importance of the FFN channels was not measured"),
                         SH_TR("Compute the importance again with FFN channels"));
        if (request.mode == "uniform" && layer.ffn != importance.layers.front().ffn)
            base::failAt("mode", SH_TR("The layers have different FFN widths already, so they cannot lose the same"),
                         SH_TR("Use the mode 'global'"));
    }
    std::vector<double> lost(importance.layers.size(), 0);
    if (request.mode == "global")
        lost = lostGlobally(importance, request, all);
    for (std::size_t l = 0; l < out.size(); ++l) {
        const auto& layer = importance.layers[l];
        const double left = double(layer.ffn) - (request.mode == "global" ? lost[l] : request.ffn * double(layer.ffn));
        out[l] = leastImportant(layer.channel, layer.ffn - legalWidth(left, layer.ffn, std::max<std::int64_t>(1, request.ffnMultiple)));
    }
    return out;
}

} // namespace stillhouse::shape
