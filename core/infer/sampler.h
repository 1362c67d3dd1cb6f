// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/seed.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stillhouse::infer {

struct SamplingOptions {
    bool greedy = false;      ///< the most probable token (the lowest id on a tie); the rest is ignored
    double temperature = 1;   ///< divides the logits; 0 means greedy
    std::int64_t topK = 0;    ///< only the k most probable tokens; 0 means all
    double topP = 1;          ///< then only the smallest set whose probabilities reach p (nucleus, Holtzman 2020)
    std::uint64_t seed = 0;
};

/// Picks tokens from logits. Row r of a batch draws from its own stream of (seed, r), so what a prompt gets does not depend on its
/// neighbours. Not thread-safe.
class Sampler {
public:
    Sampler(const SamplingOptions& options, std::int64_t row);

    /// logits: one row, F32.
    std::int64_t pick(std::span<const float> logits);

private:
    using Candidate = std::pair<double, std::int64_t>; // probability, id
    std::vector<Candidate> candidates(std::span<const float> logits) const;

    SamplingOptions options_;
    base::Random random_;
};

} // namespace stillhouse::infer
