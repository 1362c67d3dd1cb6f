// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/sampler.h"

#include "core/base/failure.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::infer {

Sampler::Sampler(const SamplingOptions& options, std::int64_t row)
    : options_(options), random_(base::mix(options.seed, static_cast<std::uint64_t>(row))) {
    if (!(options.temperature >= 0) || !(options.topP > 0) || options.topK < 0)
        base::fail("sampling", SH_TR("Temperature and top-k must not be negative, and top-p must be above 0"));
}

std::vector<Sampler::Candidate> Sampler::candidates(std::span<const float> logits) const {
    const double largest = *std::max_element(logits.begin(), logits.end());
    std::vector<Candidate> list;
    list.reserve(logits.size());
    double total = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        list.emplace_back(std::exp((logits[i] - largest) / options_.temperature), static_cast<std::int64_t>(i));
        total += list.back().first;
    }
    const auto better = [](const Candidate& a, const Candidate& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
    if (options_.topK > 0 && static_cast<std::size_t>(options_.topK) < list.size()) {
        std::nth_element(list.begin(), list.begin() + options_.topK, list.end(), better);
        list.resize(static_cast<std::size_t>(options_.topK));
        total = 0;
        for (const auto& candidate : list)
            total += candidate.first;
    }
    if (options_.topP < 1) {
        std::sort(list.begin(), list.end(), better);
        double sum = 0;
        std::size_t count = 0;
        while (count < list.size() && sum < options_.topP * total)
            sum += list[count++].first;
        list.resize(count);
    }
    return list;
}

std::int64_t Sampler::pick(std::span<const float> logits) {
    if (std::any_of(logits.begin(), logits.end(), [](float value) { return std::isnan(value); }))
        base::fail("sampling", SH_TR("The model's output is not a number"), SH_TR("The weights are damaged or training has diverged"),
                   ErrorKind::Internal);
    if (options_.greedy || options_.temperature == 0)
        return std::max_element(logits.begin(), logits.end()) - logits.begin();
    const auto list = candidates(logits);
    double total = 0;
    for (const auto& candidate : list)
        total += candidate.first;
    double point = random_.uniform() * total;
    for (const auto& candidate : list) {
        point -= candidate.first;
        if (point < 0)
            return candidate.second;
    }
    return list.back().second;
}

} // namespace stillhouse::infer
