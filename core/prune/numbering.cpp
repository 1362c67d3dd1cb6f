// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prune/numbering.h"

#include <algorithm>

namespace stillhouse::prune {

namespace {

using List = std::vector<std::int64_t>;

List left(std::int64_t count, const List& gone) {
    List out;
    for (std::int64_t i = 0; i < count; ++i)
        if (!std::binary_search(gone.begin(), gone.end(), i))
            out.push_back(i);
    return out;
}

void add(List& gone, std::int64_t count, const List& now) {
    const auto places = left(count, gone);
    for (const auto i : now)
        gone.push_back(places.at(std::size_t(i)));
    std::sort(gone.begin(), gone.end());
}

} // namespace

std::vector<HeadRef> Numbering::now(const std::vector<HeadRef>& heads) const {
    std::vector<HeadRef> out;
    for (const auto& ref : heads) {
        const auto& gone = removed_.at(std::size_t(ref.layer)).heads;
        const auto place = std::lower_bound(gone.begin(), gone.end(), ref.head);
        if (place == gone.end() || *place != ref.head)
            out.push_back({ref.layer, ref.head - (place - gone.begin())});
    }
    return out;
}

void Numbering::add(const PrunePlan& plan) {
    for (std::size_t l = 0; l < removed_.size(); ++l) {
        prune::add(removed_[l].heads, before_[l].heads, plan.layers[l].heads);
        prune::add(removed_[l].kvHeads, before_[l].kvHeads, plan.layers[l].kvHeads);
        prune::add(removed_[l].channels, before_[l].ffn, plan.layers[l].channels);
    }
}

std::int64_t Numbering::headsRemoved() const {
    std::int64_t sum = 0;
    for (const auto& layer : removed_)
        sum += std::int64_t(layer.heads.size());
    return sum;
}

} // namespace stillhouse::prune
