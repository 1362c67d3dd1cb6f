// SPDX-License-Identifier: GPL-3.0-or-later
// The points of one curve with a pyramid of minima and maxima over blocks of 4^k points, so that any stretch is drawn from one to
// four points per pixel and no spike is lost, whatever the number of points. A run may go on for days, so at most `kMost` points are held:
// then of every four the smallest and the largest stay (the store has them all). No Qt; belongs to one thread.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stillhouse::widgets {

class SeriesData {
public:
    static constexpr std::size_t kMost = 131'072; ///< before a curve is thinned to about half

    /// Thinned at a number of points between kMost and 5/4 of it, so that curves that grow together are not all thinned in one frame.
    SeriesData();
    /// Appends; an x not right of the last drops everything from x on first. A NaN y is a gap. `alternateX` may be NaN.
    void append(double x, double y, double alternateX);
    void clear();
    void setSmoothing(double weight);
    void useAlternateX(bool on) { alternate_ = on; }

    std::size_t size() const { return x_.size(); }
    double x(std::size_t i) const { return alternate_ ? alternateX_[i] : x_[i]; }
    double y(std::size_t i) const { return y_[i]; }
    /// Debiased exponential moving average s_i = Σ w^(i−j)(1−w) y_j / (1−w^n) over the values that are not NaN; NaN at gaps. Thinning leaves
    /// it as it was; with another weight, a point that stands for k counts as k equal values.
    double smooth(std::size_t i) const { return smooth_[i]; }
    /// Index of the point nearest to x; size() when empty.
    std::size_t nearest(double x) const;
    /// First index with x(i) ≥ x.
    std::size_t lowerBound(double x) const;
    /// Indices, ascending, that stand for [first, last) in at most about 8·blocks points; gaps of a block or more appear as NaN points.
    void decimate(std::size_t first, std::size_t last, std::size_t blocks, bool smoothed, std::vector<std::size_t>& out) const;
    /// Smallest and largest y in [first, last); false when there is none. `positive`: only values > 0.
    bool extremes(std::size_t first, std::size_t last, bool smoothed, bool positive, double& low, double& high) const;

private:
    static constexpr std::size_t kFan = 4, kLevels = 10;
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    struct Block {
        std::uint32_t low = kNone, high = kNone; ///< indices of the smallest and largest value
    };
    using Pyramid = std::array<std::vector<Block>, kLevels>;
    static void grow(Pyramid& pyramid, const std::vector<double>& values, std::size_t index);
    void truncate(std::size_t size);
    void thin();
    std::size_t keepGroup(std::size_t first, std::size_t out);
    void move(std::size_t from, std::size_t to, std::uint32_t span);
    void smoothFrom(std::size_t first);
    void rebuild(Pyramid& pyramid, const std::vector<double>& values) const;

    std::vector<double> x_, alternateX_, y_, smooth_;
    std::vector<std::uint32_t> span_; ///< how many points each stands for
    std::size_t most_;
    Pyramid raw_, soft_;
    double weight_ = 0;
    double sum_ = 0, norm_ = 0; ///< running Σ and its weight for the average
    bool alternate_ = false;
};

} // namespace stillhouse::widgets
