// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/levels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::quantize {

namespace {

constexpr int kCells = 512; ///< cell i holds values in [i/2 − 128, i/2 − 127.5)

// Sums of weight, weight·value and weight·value² of all cells below a half.
struct Prefix {
    std::array<double, kCells + 1> w{}, x{}, xx{};

    Prefix(std::span<const float> values, std::span<const float> weights) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double v = std::clamp(double(values[i]), -128.0, 127.99), weight = weights[i];
            const auto cell = std::size_t((v + 128) * 2) + 1;
            w[cell] += weight;
            x[cell] += weight * v;
            xx[cell] += weight * v * v;
        }
        for (std::size_t i = 1; i <= kCells; ++i) {
            w[i] += w[i - 1];
            x[i] += x[i - 1];
            xx[i] += xx[i - 1];
        }
    }
    // Σ weight·(value − level)² over the values between two halves, given in cells.
    double cost(int from, int to, double level) const {
        const auto a = std::size_t(from), b = std::size_t(to);
        return (xx[b] - xx[a]) - 2 * level * (x[b] - x[a]) + level * level * (w[b] - w[a]);
    }
    static int cellOf(int level) { return (level + 128) * 2; }
    // Of the values between two neighbouring levels, each with the nearer.
    double between(int low, int high) const {
        const int middle = low + high + 256;
        return cost(cellOf(low), middle, low) + cost(middle, cellOf(high), high);
    }
};

} // namespace

Levels::Levels(std::vector<int> ascending) : levels_(std::move(ascending)) {
    std::size_t at = 0;
    for (int cell = 0; cell < kCells; ++cell) {
        const double middle = (cell + 0.5) / 2 - 128;
        while (at + 1 < levels_.size() && std::fabs(levels_[at + 1] - middle) < std::fabs(levels_[at] - middle))
            ++at;
        table_[std::size_t(cell)] = std::uint8_t(at);
    }
    for (const int level : levels_)
        largest_ = std::max(largest_, std::abs(level));
}

Levels Levels::uniform(infer::Packing packing) {
    std::vector<int> values;
    for (int v = packing == infer::Packing::Int8 ? -127 : -8; v <= (packing == infer::Packing::Int8 ? 127 : 7); ++v)
        values.push_back(v);
    return Levels(std::move(values));
}

std::vector<int> bestLevels(std::span<const float> values, std::span<const float> weights, int count, int most) {
    const int lowest = -most, all = 2 * most + 1;
    const Prefix prefix(values, weights);
    std::vector<double> between(std::size_t(all) * std::size_t(all)), best(std::size_t(all), 0.0), next(best);
    for (int a = 0; a < all; ++a)
        for (int b = a + 1; b < all; ++b)
            between[std::size_t(b) * std::size_t(all) + std::size_t(a)] = prefix.between(a + lowest, b + lowest);
    std::vector<std::vector<int>> from(std::size_t(count), std::vector<int>(std::size_t(all), 0));
    for (int b = 0; b < all; ++b)
        best[std::size_t(b)] = prefix.cost(0, Prefix::cellOf(b + lowest), b + lowest);
    for (int n = 1; n < count; ++n, best.swap(next))
        for (int b = 0; b < all; ++b) {
            double least = std::numeric_limits<double>::infinity();
            const double* row = between.data() + std::size_t(b) * std::size_t(all);
            for (int a = n - 1; a < b; ++a)
                if (const double cost = best[std::size_t(a)] + row[a]; cost < least) {
                    least = cost;
                    from[std::size_t(n)][std::size_t(b)] = a;
                }
            next[std::size_t(b)] = least;
        }
    int last = count - 1;
    double least = std::numeric_limits<double>::infinity();
    for (int b = count - 1; b < all; ++b)
        if (const double cost = best[std::size_t(b)] + prefix.cost(Prefix::cellOf(b + lowest), kCells, b + lowest); cost < least) {
            least = cost;
            last = b;
        }
    std::vector<int> levels(static_cast<std::size_t>(count));
    for (int n = count - 1; n >= 0; last = from[std::size_t(n)][std::size_t(last)], --n)
        levels[std::size_t(n)] = last + lowest;
    return levels;
}

} // namespace stillhouse::quantize
