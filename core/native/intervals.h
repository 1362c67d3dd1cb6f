// SPDX-License-Identifier: GPL-3.0-or-later
// How sure a measured figure is, and whether two models differ. No torch; any thread; the same numbers on every machine.
#pragma once
#include "core/api/events.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace stillhouse::native {

/// How often each example counts. Empty: once each.
using Weights = std::span<const std::uint32_t>;

struct BootstrapOptions {
    int resamples = 1000;
    std::uint64_t seed = 1;
    double level = 0.95;
};

/// Draws resamples of n examples with replacement, as counts. Resample r depends on (seed, r, n) alone, so two models measured on the
/// same examples are resampled together.
class Resampler {
public:
    Resampler(std::size_t examples, std::uint64_t seed) : counts_(examples), seed_(seed) {}
    /// Valid until the next call.
    Weights draw(std::uint64_t resample);

private:
    std::vector<std::uint32_t> counts_;
    std::uint64_t seed_;
};

/// Computes several statistics at once: called with no weights for the measured values, then with each resample's.
using Statistics = std::function<void(Weights weights, std::span<double> out)>;

/// Percentile bootstrap (Efron & Tibshirani 1993, chapter 13) of `count` statistics over `examples` examples. Resamples in which a
/// statistic is NaN (AUC without positives) are left out of its interval; an interval of nothing is the value itself.
std::vector<Interval> bootstrap(std::size_t examples, std::size_t count, const Statistics& statistics,
                                const BootstrapOptions& options = {});

/// Mean of per-example values with its interval.
Interval bootstrapMean(std::span<const double> values, const BootstrapOptions& options = {});

struct PairedDifference {
    Interval difference; ///< second − first
    double pValue = 1;   ///< two-sided: twice the share of resamples on the other side of 0, never below 2/(resamples+1)
};
/// Paired bootstrap: both statistics on the same resamples. `both` writes {first, second}.
PairedDifference pairedBootstrap(std::size_t examples, const Statistics& both, const BootstrapOptions& options = {});

/// Exact McNemar test: under the null hypothesis each of b + c discordant pairs falls either way with probability ½;
/// p = min(1, 2·P(X ≤ min(b,c))), X ~ Bin(b+c, ½). 1 when nothing is discordant.
double mcnemarExact(std::int64_t b, std::int64_t c);

/// The q-quantile (0 … 1) of any values, interpolated linearly between order statistics (Hyndman & Fan type 7, NumPy's default).
/// NaN for no values.
double quantile(std::vector<double> values, double q);

} // namespace stillhouse::native
