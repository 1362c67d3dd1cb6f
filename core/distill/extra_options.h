// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/distil_loop.h"
#include "core/train/on_policy.h"

#include <string>

namespace stillhouse::distill {

/// What the stages that add a term to A1's loss have in common.
struct ExtraOptions : train::SoftTargetOptions {
    double weight = 1;
    double softWeight = 1;
    bool balanceExtra = false;
    double extraShare = 0.5;
};

/// Appends the rows of the term's weight, then those of A1.
template <class Options> void addExtraFields(base::Fields<Options>& f) {
    using O = Options;
    f.number("weight", &O::weight, 0, 1e6, "", SH_TR("Weight of the term"), SH_TR("Factor on what this stage adds to the loss"));
    f.number("soft_weight", &O::softWeight, 0, 1e6, "", SH_TR("Weight of the soft targets"),
             SH_TR("Factor on the loss of soft targets and labels beside it; 0 leaves the term alone"));
    f.flag("balance_extra", &O::balanceExtra, SH_TR("Balance the term"),
           SH_TR("Let the term's weight follow the gradients, so that its share of their norm becomes the one below"));
    f.number("extra_share", &O::extraShare, 0.01, 0.99, "", SH_TR("Share of the term"),
             SH_TR("Of the gradient's norm, when the term is balanced"))
        .advanced();
    train::addSoftTargetFields(f);
}

/// Name, weights and balancing of the term as the options say.
inline train::Extra extraFrom(const ExtraOptions& options, std::string name) {
    train::Extra extra;
    extra.name = std::move(name);
    extra.weight = options.weight;
    extra.softWeight = options.softWeight;
    extra.balanceTo = options.balanceExtra ? options.extraShare : 0;
    return extra;
}

} // namespace stillhouse::distill
