// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/soft_targets.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::distill {

namespace {

base::Fields<SoftTargetOptions> makeFields() {
    using O = SoftTargetOptions;
    base::Fields<O> f;
    f.number("alpha", &O::alpha, 0, 1, "", SH_TR("α"), SH_TR("Share of the soft targets in the loss; the rest is cross-entropy on the labels"));
    f.choice("divergence", &O::divergence, {"forward_kl", "reverse_kl", "jsd", "skewed_kl"}, SH_TR("Divergence"),
             SH_TR("Forward KL covers all the teacher does (Hinton 2015); reverse KL keeps to its main mode (MiniLLM); JSD lies between (GKD); skewed KL is stabler (DistiLLM)"));
    f.number("beta", &O::beta, 0.01, 0.99, "", SH_TR("β"), SH_TR("Weight of the teacher in the mixture of JSD and skewed KL")).advanced();
    f.group(temperatureOptions(), &O::temperature);
    f.flag("balance", &O::balance, SH_TR("Balance the terms"), SH_TR("Scale the soft-target term so that its share of the gradient norm becomes α"));
    f.flag("cache_teacher", &O::cacheTeacher, SH_TR("Cache teacher outputs"), SH_TR("Run the teacher once over the data and keep its distributions on disk")).advanced();
    f.integer("cache_top_k", &O::cacheTopK, 0, 1 << 20, "tokens", SH_TR("Cached tokens per position"), SH_TR("The k most probable are kept, the rest of the mass is spread evenly; 0 keeps all")).advanced();
    train::addLoopFields(f);
    return f;
}

} // namespace

const base::Fields<SoftTargetOptions>& softTargetFields() {
    static const auto fields = makeFields();
    return fields;
}

train::Divergence divergenceFrom(const std::string& name) {
    using train::Divergence;
    return name == "reverse_kl" ? Divergence::ReverseKl : name == "jsd" ? Divergence::Jsd : name == "skewed_kl" ? Divergence::SkewedKl : Divergence::ForwardKl;
}

void LossBalance::observe(double ce, double distill, double alpha) {
    if (ce <= 0 || distill <= 0 || alpha <= 0 || alpha >= 1)
        return;
    const double wanted = factor * (alpha / (1 - alpha)) * ce / distill;
    factor = std::clamp(std::exp(0.9 * std::log(factor) + 0.1 * std::log(wanted)), 0.1, 1000.0);
}

} // namespace stillhouse::distill
