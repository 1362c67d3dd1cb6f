// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/packed_matrix.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::quantize {

/// The integers that a code may stand for, ascending, all within −128 … 127, and the nearest of them to any number.
class Levels {
public:
    explicit Levels(std::vector<int> ascending);
    static Levels uniform(infer::Packing packing); ///< Int4: −8 … 7; Int8: −127 … 127

    int level(std::uint8_t code) const { return levels_[code]; }
    std::size_t count() const { return levels_.size(); }
    int largest() const { return largest_; } ///< of |level|
    const std::vector<int>& values() const { return levels_; }
    /// Index of the nearest level. Exact: midpoints of integers are multiples of ½, and no cell of width ½ has one inside.
    std::uint8_t nearest(float u) const {
        const float cell = u * 2 + 256;
        return table_[cell <= 0 ? 0 : cell >= 511 ? 511 : std::size_t(cell)];
    }

private:
    std::vector<int> levels_;
    int largest_ = 0;
    std::array<std::uint8_t, 512> table_{};
};

/// The `count` integer levels in −most … most (at most 127) that minimise Σ weight·(value − nearest level)², exactly: dynamic programming over the
/// levels, with the cost between two neighbours from prefix sums at every half. O(N + most²·count). Values beyond ±128 count as there.
/// Source: 1-D k-means is solvable exactly (Wang & Song 2011); here the centres are limited to what a codebook can hold.
std::vector<int> bestLevels(std::span<const float> values, std::span<const float> weights, int count, int most = 127);

} // namespace stillhouse::quantize
