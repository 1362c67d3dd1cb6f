// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/seed.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace stillhouse::distill {

/// `count` different numbers of 0 … n−1 (all of them when count ≥ n), ascending: the same for the same seed.
inline std::vector<std::int64_t> draw(std::int64_t n, std::int64_t count, std::uint64_t seed) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(n));
    std::iota(all.begin(), all.end(), 0);
    if (count >= n)
        return all;
    base::Random random(seed);
    base::shuffle(all, random);
    all.resize(static_cast<std::size_t>(count));
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace stillhouse::distill
