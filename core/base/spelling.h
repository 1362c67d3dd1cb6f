// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::base {

/// Optimal string alignment distance (Damerau 1964 with the restriction of Oommen & Loke 1997): insertions, deletions,
/// replacements and swaps of neighbours, each counting 1; letters of either case are equal. Bytes, not characters.
std::size_t editDistance(std::string_view first, std::string_view second);

/// The candidate nearest to `word`, the first of several; empty when none is near enough to be what was meant
/// (more than a third of the longer word would have to change). Words above 256 bytes have no near candidate.
std::string nearestSpelling(std::string_view word, const std::vector<std::string>& candidates);

} // namespace stillhouse::base
