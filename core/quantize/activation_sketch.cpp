// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/activation_sketch.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace stillhouse::quantize {

namespace {

constexpr int kShift = 17; ///< leaves 8 bits of exponent and 6 of fraction

double lowerEnd(std::size_t bucket) { return std::bit_cast<float>(std::uint32_t(bucket << kShift)); }
double middle(std::size_t bucket) { return (lowerEnd(bucket) + lowerEnd(bucket + 1)) / 2; }

} // namespace

void ActivationSketch::add(std::span<const float> values) {
    for (const float value : values) {
        const auto bits = std::bit_cast<std::uint32_t>(value) & 0x7fffffffu;
        if (bits >= 0x7f800000u)
            continue;
        ++counts_[bits >> kShift];
        ++count_;
        largest_ = std::max(largest_, double(std::bit_cast<float>(bits)));
    }
}

void ActivationSketch::merge(const ActivationSketch& other) {
    for (std::size_t i = 0; i < kBuckets; ++i)
        counts_[i] += other.counts_[i];
    count_ += other.count_;
    largest_ = std::max(largest_, other.largest_);
}

double ActivationSketch::quantile(double p) const {
    if (count_ == 0)
        return 0;
    const auto rank = std::uint64_t(std::ceil(p * double(count_)));
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        below += counts_[i];
        if (below >= std::max<std::uint64_t>(1, rank))
            return std::min(middle(i), largest_);
    }
    return largest_;
}

double ActivationSketch::clip() const {
    // From above: with n, s, ss of the values beyond a threshold T, the clipping error is ss − 2·T·s + n·T².
    double n = 0, s = 0, ss = 0, best = largest_, least = double(count_) * largest_ * largest_ / (127.0 * 127 * 12);
    for (std::size_t i = kBuckets - 2; i > 0 && n < double(count_) / 2; --i) {
        if (counts_[i] == 0)
            continue;
        const double value = std::min(middle(i), largest_), here = double(counts_[i]);
        n += here;
        s += here * value;
        ss += here * value * value;
        const double t = lowerEnd(i), cost = ss - 2 * t * s + n * t * t + double(count_) * t * t / (127.0 * 127 * 12);
        if (cost < least) {
            least = cost;
            best = t;
        }
    }
    return best;
}

} // namespace stillhouse::quantize
