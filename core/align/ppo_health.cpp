// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/ppo_health.h"

#include <cmath>
#include <cstdio>

namespace stillhouse::align {

namespace {

std::string shown(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

} // namespace

std::optional<HealthVerdict> HealthRules::rollout(const RolloutNumbers& n) {
    if (!std::isfinite(n.kl) || (limits_.kl > 0 && n.kl > limits_.kl))
        return HealthVerdict{
            "kl", Text(SH_TR("The policy is %1 nats away from where it began; %2 are allowed"), {shown(n.kl), shown(limits_.kl)}), n.kl,
            limits_.kl};
    flat_ = limits_.entropy > 0 && n.entropy < limits_.entropy ? flat_ + 1 : 0;
    if (flat_ >= limits_.patience)
        return HealthVerdict{
            "entropy",
            Text(SH_TR("The policy's entropy fell to %1 nats per token; %2 are the least"), {shown(n.entropy), shown(limits_.entropy)}),
            n.entropy, limits_.entropy};
    endless_ = limits_.unended < 1 && 1 - n.ended > limits_.unended ? endless_ + 1 : 0;
    if (endless_ >= limits_.patience)
        return HealthVerdict{"end", Text(SH_TR("%1 % of the answers did not end by themselves"), {shown(100 * (1 - n.ended))}), 1 - n.ended,
                             limits_.unended};
    return std::nullopt;
}

std::optional<HealthVerdict> HealthRules::minibatch(double ratio) const {
    if (std::isfinite(ratio) && ratio <= limits_.ratio && ratio >= 1 / limits_.ratio)
        return std::nullopt;
    return HealthVerdict{"ratio",
                         Text(SH_TR("The new policy is %1 times as sure of its answers as the one that gave them; %2 times is the limit"),
                              {shown(ratio), shown(limits_.ratio)}),
                         ratio, limits_.ratio};
}

std::map<std::string, double> HealthRules::state() const {
    return {{"health.flat", double(flat_)}, {"health.endless", double(endless_)}};
}

void HealthRules::restore(const std::map<std::string, double>& scalars) {
    const auto flat = scalars.find("health.flat"), endless = scalars.find("health.endless");
    flat_ = flat == scalars.end() ? 0 : std::int64_t(flat->second);
    endless_ = endless == scalars.end() ? 0 : std::int64_t(endless->second);
}

} // namespace stillhouse::align
