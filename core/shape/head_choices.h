// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/prune.h"

#include <cstdint>
#include <set>
#include <vector>

namespace stillhouse::shape {

/// What may happen to one layer's heads: whole key/value groups go, and the same number of query heads in each group that stays.
/// Costs are importances times `scale`; a choice that breaks a lock or leaves a forced head is infinite.
class HeadChoices {
public:
    HeadChoices(const LayerImportance& layer, double scale, std::set<std::int64_t> keep, std::set<std::int64_t> remove, std::int64_t floor);

    std::int64_t groups() const { return layer_.kvHeads; }
    std::int64_t perGroup() const { return layer_.kvHeads > 0 ? layer_.heads / layer_.kvHeads : 0; }
    /// Heads that go when `gone` groups go and every other loses `each`.
    std::int64_t removed(std::int64_t gone, std::int64_t each) const { return gone * perGroup() + (groups() - gone) * each; }
    /// The cheapest way to do that.
    double cost(std::int64_t gone, std::int64_t each) const;
    LayerPlan plan(std::int64_t gone, std::int64_t each) const;

    /// For every number of heads 0 … heads the cheapest choice; `cost` infinite where no legal one removes so many.
    struct Best {
        double cost = 0;
        std::int64_t gone = 0, each = 0;
    };
    std::vector<Best> best() const;

private:
    struct GroupCost {
        double stays = 0, goes = 0;
    };
    GroupCost groupCost(std::int64_t group, std::int64_t each) const;
    std::vector<std::int64_t> losers(std::int64_t group, std::int64_t each) const;
    /// Groups in the order in which they go.
    std::vector<std::int64_t> order(std::int64_t each) const;

    const LayerImportance& layer_;
    double scale_;
    std::set<std::int64_t> keep_, remove_;
    std::int64_t floor_;
};

} // namespace stillhouse::shape
