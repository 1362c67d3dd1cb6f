// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/sample_filter.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace stillhouse::align {

namespace {

using train::PolicySample;

// Places of the samples that have no fate yet, best first.
std::vector<std::size_t> openByReward(const std::vector<PolicySample>& samples) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < samples.size(); ++i)
        if (samples[i].sample.fate == "accepted")
            open.push_back(i);
    std::stable_sort(open.begin(), open.end(),
                     [&](std::size_t a, std::size_t b) { return samples[a].sample.reward > samples[b].sample.reward; });
    return open;
}

using Ids = std::vector<std::int32_t>;
Ids promptIds(const PolicySample& s) {
    return {s.ids.begin(), s.ids.begin() + s.responseStart};
}

} // namespace

void filterSamples(std::vector<PolicySample>& samples, const FilterRules& rules) {
    std::set<Ids> seen;
    for (auto& s : samples)
        s.sample.fate = seen.insert(s.ids).second ? "accepted" : "duplicate";
    std::map<Ids, std::int64_t> taken;
    for (const auto i : openByReward(samples))
        if (rules.perPrompt > 0 && ++taken[promptIds(samples[i])] > rules.perPrompt)
            samples[i].sample.fate = "not_best";
    const auto open = openByReward(samples);
    const auto kept = std::size_t(std::llround(rules.topFraction * double(open.size())));
    for (std::size_t place = 0; place < open.size(); ++place)
        if ((rules.rule == "threshold" && samples[open[place]].sample.reward < rules.threshold) ||
            (rules.rule == "top_fraction" && place >= kept))
            samples[open[place]].sample.fate = "below_threshold";
}

RewardHistogram rewardHistogram(const std::vector<PolicySample>& samples, std::size_t bins) {
    RewardHistogram out;
    if (samples.empty() || bins == 0)
        return out;
    const auto [low, high] =
        std::minmax_element(samples.begin(), samples.end(), [](const auto& a, const auto& b) { return a.sample.reward < b.sample.reward; });
    const double from = low->sample.reward, width = std::max(high->sample.reward - from, 1e-9) / double(bins);
    for (std::size_t i = 0; i <= bins; ++i)
        out.edges.push_back(from + width * double(i));
    out.before.assign(bins, 0);
    out.after.assign(bins, 0);
    for (const auto& s : samples) {
        const auto bin = std::min(bins - 1, std::size_t(std::max(0.0, (s.sample.reward - from) / width)));
        ++out.before[bin];
        out.after[bin] += s.sample.fate == "accepted";
    }
    return out;
}

} // namespace stillhouse::align
