// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <vector>

namespace stillhouse::train {

/// Which examples make batch number `step`: a pure function of (sizes, batch size, seed, step), so the data position of a
/// checkpoint is its step and nothing else. Every epoch is a fresh permutation; batches straddle epochs without a gap. Within a
/// window of `kWindow` batches the examples are sorted by length before they are dealt, so that padding stays small, and the
/// batches of the window are then taken in random order.
class Sampler {
public:
    static constexpr std::int64_t kWindow = 16;

    /// `lengths`: tokens of every example. Not empty; 1 ≤ batchSize.
    Sampler(std::vector<std::int32_t> lengths, std::int64_t batchSize, std::uint64_t seed);

    std::vector<std::int64_t> batch(std::int64_t step);
    std::int64_t examples() const { return std::int64_t(lengths_.size()); }

private:
    std::int64_t exampleAt(std::int64_t position);
    void fillWindow(std::int64_t window);

    std::vector<std::int32_t> lengths_;
    std::int64_t batchSize_;
    std::uint64_t seed_;
    std::int64_t epoch_ = -1;
    std::vector<std::int64_t> permutation_; ///< of `epoch_`
    std::int64_t window_ = -1;
    std::vector<std::vector<std::int64_t>> batches_; ///< of `window_`
};

} // namespace stillhouse::train
