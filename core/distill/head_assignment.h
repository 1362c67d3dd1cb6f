// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <vector>

namespace stillhouse::distill {

/// The permutation with the smallest Σ cost[i·n + result[i]], by the Hungarian method with shortest augmenting paths (Kuhn 1955;
/// Jonker & Volgenant 1987), O(n³). Costs are finite. Among equal ones the result is always the same.
std::vector<std::int64_t> cheapestAssignment(const std::vector<double>& cost, std::int64_t n);

} // namespace stillhouse::distill
