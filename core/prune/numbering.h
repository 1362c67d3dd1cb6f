// SPDX-License-Identifier: GPL-3.0-or-later
// Rounds renumber what is left; people and reports speak of the model that came in.
#pragma once
#include "core/api/prune.h"

#include <cstdint>
#include <vector>

namespace stillhouse::prune {

/// What has gone so far, in the numbering of the model that came in.
class Numbering {
public:
    explicit Numbering(std::vector<LayerImportance> before) : before_(std::move(before)), removed_(before_.size()) {}
    Numbering(std::vector<LayerImportance> before, std::vector<LayerPlan> removed)
        : before_(std::move(before)), removed_(std::move(removed)) {}

    /// Heads named in the old numbering as they are counted now; those that have gone are left out.
    std::vector<HeadRef> now(const std::vector<HeadRef>& heads) const;
    /// Takes up a plan in the present numbering.
    void add(const PrunePlan& plan);
    const std::vector<LayerPlan>& removed() const { return removed_; }
    std::int64_t headsRemoved() const;

private:
    std::vector<LayerImportance> before_;
    std::vector<LayerPlan> removed_;
};

} // namespace stillhouse::prune
