// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <span>

namespace stillhouse::formats {

/// The scale s, of either sign, that minimises Σ w[i] · (x[i] − s · L[c(i)])² where c(i) is the level nearest to x[i] / s.
///
/// For given codes the best scale is Σwxl / Σwl² and leaves Σwx² − (Σwxl)² / Σwl². As t = 1/s grows, codes change only where x·t
/// crosses the middle between two levels, so one pass over these crossings in order sees every assignment that a scale can cause and
/// keeps the best: the exact minimum over t with max|x| · t between 0.6 and 2 times the outermost level on either side.
///
/// `levels` are 16, ascending, with values on both sides of 0; at most 32 values; w empty: all 1. 0 where all x are 0.
float bestScale(std::span<const float> x, std::span<const float> w, std::span<const std::int8_t> levels);

/// Index of the level nearest to `value`; the lower one at a tie.
int nearestLevel(float value, std::span<const std::int8_t> levels);

} // namespace stillhouse::formats
