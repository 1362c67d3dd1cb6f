// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shape/head_choices.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace stillhouse::shape {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

} // namespace

HeadChoices::HeadChoices(const LayerImportance& layer, double scale, std::set<std::int64_t> keep, std::set<std::int64_t> remove,
                         std::int64_t floor)
    : layer_(layer), scale_(scale), keep_(std::move(keep)), remove_(std::move(remove)), floor_(floor) {}

// The heads of a group that go when `each` must: forced ones first, then the least important that are not locked.
std::vector<std::int64_t> HeadChoices::losers(std::int64_t group, std::int64_t each) const {
    std::vector<std::int64_t> heads;
    for (std::int64_t h = group * perGroup(); h < (group + 1) * perGroup(); ++h)
        if (keep_.count(h) == 0)
            heads.push_back(h);
    std::stable_sort(heads.begin(), heads.end(), [this](std::int64_t a, std::int64_t b) {
        const bool forcedA = remove_.count(a) > 0, forcedB = remove_.count(b) > 0;
        return forcedA != forcedB ? forcedA : layer_.head[std::size_t(a)] < layer_.head[std::size_t(b)];
    });
    heads.resize(std::min(heads.size(), std::size_t(each)));
    return heads;
}

HeadChoices::GroupCost HeadChoices::groupCost(std::int64_t group, std::int64_t each) const {
    GroupCost out;
    std::int64_t forced = 0;
    for (std::int64_t h = group * perGroup(); h < (group + 1) * perGroup(); ++h) {
        out.goes += keep_.count(h) > 0 ? kNever : scale_ * layer_.head[std::size_t(h)];
        forced += remove_.count(h) > 0;
        out.stays = remove_.count(h) > 0 && keep_.count(h) > 0 ? kNever : out.stays;
    }
    const auto heads = losers(group, each);
    if (forced > each || std::int64_t(heads.size()) < each)
        out.stays = kNever;
    else
        for (const auto h : heads)
            out.stays += scale_ * layer_.head[std::size_t(h)];
    return out;
}

std::vector<std::int64_t> HeadChoices::order(std::int64_t each) const {
    std::vector<double> gain(std::size_t(groups()), 0); // what it costs more to let the group go than to let it stay
    for (std::int64_t k = 0; k < groups(); ++k) {
        const auto cost = groupCost(k, each);
        gain[std::size_t(k)] = cost.goes == kNever ? kNever : cost.stays == kNever ? -kNever : cost.goes - cost.stays;
    }
    std::vector<std::int64_t> order(gain.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&gain](std::int64_t a, std::int64_t b) { return gain[std::size_t(a)] < gain[std::size_t(b)]; });
    return order;
}

double HeadChoices::cost(std::int64_t gone, std::int64_t each) const {
    if (layer_.heads - removed(gone, each) < std::min(floor_, layer_.heads))
        return kNever;
    double total = 0;
    const auto sequence = order(each);
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const auto cost = groupCost(sequence[i], each);
        total += std::int64_t(i) < gone ? cost.goes : cost.stays;
    }
    return total;
}

LayerPlan HeadChoices::plan(std::int64_t gone, std::int64_t each) const {
    LayerPlan out;
    const auto sequence = order(each);
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const bool goes = std::int64_t(i) < gone;
        if (goes)
            out.kvHeads.push_back(sequence[i]);
        // A group that goes takes all its heads along.
        for (std::int64_t h = sequence[i] * perGroup(); goes && h < (sequence[i] + 1) * perGroup(); ++h)
            out.heads.push_back(h);
        if (!goes)
            for (const auto h : losers(sequence[i], each))
                out.heads.push_back(h);
    }
    std::sort(out.kvHeads.begin(), out.kvHeads.end());
    std::sort(out.heads.begin(), out.heads.end());
    return out;
}

std::vector<HeadChoices::Best> HeadChoices::best() const {
    std::vector<Best> out(std::size_t(layer_.heads) + 1, {kNever, 0, 0});
    if (layer_.heads == 0)
        out[0].cost = 0;
    for (std::int64_t gone = 0; gone <= groups(); ++gone)
        for (std::int64_t each = 0; each < perGroup(); ++each) {
            const double c = cost(gone, each);
            auto& at = out[std::size_t(removed(gone, each))];
            if (c < at.cost)
                at = {c, gone, each};
        }
    return out;
}

} // namespace stillhouse::shape
