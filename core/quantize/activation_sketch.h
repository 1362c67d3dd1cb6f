// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::quantize {

/// The distribution of |x| in a fixed number of buckets: all floats that share exponent and 6 bits of the fraction fall into one, so a
/// quantile is right to 1/64 of itself. Merging adds counts: the result does not depend on order or on how values were split up.
class ActivationSketch {
public:
    ActivationSketch() : counts_(kBuckets, 0) {}
    void add(std::span<const float> values); ///< values that are not finite are left out
    void merge(const ActivationSketch& other);
    std::uint64_t count() const { return count_; }
    /// The value below which the share `p` (0 … 1) of |x| lies; the middle of its bucket, never above largest().
    double quantile(double p) const;
    double largest() const { return largest_; }
    /// The threshold T, among the bucket ends from the median up, that minimises what INT8 in ±T costs:
    /// Σ max(0, |x| − T)² + count·(T/127)²/12 (clipping plus uniform rounding noise).
    double clip() const;

private:
    static constexpr std::size_t kBuckets = std::size_t(1) << 14;
    std::vector<std::uint64_t> counts_;
    std::uint64_t count_ = 0;
    double largest_ = 0;
};

} // namespace stillhouse::quantize
