// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/series_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::widgets {

SeriesData::SeriesData() {
    static std::size_t made = 0; // as many as UI threads: one
    constexpr std::size_t steps = 16;
    most_ = kMost + kMost / 4 * (made++ % steps) / steps;
}

void SeriesData::grow(Pyramid& pyramid, const std::vector<double>& values, std::size_t index) {
    const double v = values[index];
    std::size_t block = index;
    for (auto& blocks : pyramid) {
        block /= kFan;
        if (block == blocks.size())
            blocks.emplace_back();
        auto& b = blocks[block];
        if (std::isnan(v))
            continue;
        if (b.low == kNone || v < values[b.low])
            b.low = std::uint32_t(index);
        if (b.high == kNone || v > values[b.high])
            b.high = std::uint32_t(index);
    }
}

void SeriesData::rebuild(Pyramid& pyramid, const std::vector<double>& values) const {
    for (auto& blocks : pyramid)
        blocks.clear();
    for (std::size_t i = 0; i < values.size(); ++i)
        grow(pyramid, values, i);
}

void SeriesData::smoothFrom(std::size_t first) {
    for (std::size_t i = first; i < y_.size(); ++i) {
        if (std::isnan(y_[i])) {
            smooth_[i] = y_[i];
            continue;
        }
        const double past = span_[i] == 1 ? weight_ : std::pow(weight_, span_[i]);
        sum_ = past * sum_ + (1 - past) * y_[i];
        norm_ = past * norm_ + (1 - past);
        smooth_[i] = sum_ / norm_;
    }
}

void SeriesData::append(double x, double y, double alternateX) {
    if (!x_.empty() && x <= x_.back())
        truncate(std::size_t(std::lower_bound(x_.begin(), x_.end(), x) - x_.begin()));
    // Times never run backwards; a point without one stands where the last one did.
    if (std::isnan(alternateX))
        alternateX = alternateX_.empty() ? 0 : alternateX_.back();
    x_.push_back(x);
    alternateX_.push_back(alternateX_.empty() ? alternateX : std::max(alternateX, alternateX_.back()));
    y_.push_back(y);
    smooth_.push_back(y);
    span_.push_back(1);
    smoothFrom(y_.size() - 1);
    grow(raw_, y_, y_.size() - 1);
    grow(soft_, smooth_, y_.size() - 1);
    if (y_.size() >= most_)
        thin();
}

void SeriesData::move(std::size_t from, std::size_t to, std::uint32_t span) {
    x_[to] = x_[from];
    alternateX_[to] = alternateX_[from];
    y_[to] = y_[from];
    smooth_[to] = smooth_[from];
    span_[to] = span;
}

// The first point stays too, so that a curve begins where it began, and a gap stays a gap. Returns where the next group goes.
std::size_t SeriesData::keepGroup(std::size_t first, std::size_t out) {
    std::size_t low = kNone, high = kNone, gap = kNone;
    std::uint32_t points = 0;
    for (std::size_t i = first; i < first + kFan; ++i) {
        points += span_[i];
        if (std::isnan(y_[i])) {
            gap = i;
            continue;
        }
        low = low == kNone || y_[i] < y_[low] ? i : low;
        high = high == kNone || y_[i] >= y_[high] ? i : high; // of equal ones the first and the last
    }
    const auto stays = [&](std::size_t i) { return i == low || i == high || i == gap || i == 0; };
    std::uint32_t left = 0;
    for (std::size_t i = first; i < first + kFan; ++i)
        left += stays(i) ? 1 : 0;
    for (std::size_t i = first; i < first + kFan; ++i)
        if (stays(i)) {
            const std::uint32_t share = points / left--; // what is not kept is shared out among what is
            points -= share;
            move(i, out++, share);
        }
    return out;
}

void SeriesData::thin() {
    std::size_t out = 0, first = 0;
    for (; first + kFan <= y_.size(); first += kFan)
        out = keepGroup(first, out);
    for (; first < y_.size(); ++first)
        move(first, out++, span_[first]);
    for (auto* v : {&x_, &alternateX_, &y_, &smooth_})
        v->resize(out);
    span_.resize(out);
    rebuild(raw_, y_);
    rebuild(soft_, smooth_);
}

void SeriesData::truncate(std::size_t size) {
    for (auto* v : {&x_, &alternateX_, &y_, &smooth_})
        v->resize(size);
    span_.resize(size);
    setSmoothing(weight_);
    rebuild(raw_, y_);
}

void SeriesData::clear() {
    const double weight = weight_;
    const bool alternate = alternate_;
    const std::size_t most = most_;
    *this = SeriesData();
    weight_ = weight;
    alternate_ = alternate;
    most_ = most;
}

void SeriesData::setSmoothing(double weight) {
    weight_ = std::clamp(weight, 0.0, 0.9999);
    sum_ = norm_ = 0;
    smoothFrom(0);
    rebuild(soft_, smooth_);
}

std::size_t SeriesData::lowerBound(double x) const {
    const auto& xs = alternate_ ? alternateX_ : x_;
    return std::size_t(std::lower_bound(xs.begin(), xs.end(), x) - xs.begin());
}

std::size_t SeriesData::nearest(double x) const {
    if (size() == 0)
        return 0;
    const std::size_t i = lowerBound(x);
    if (i == 0)
        return 0;
    if (i == size())
        return i - 1;
    return x - this->x(i - 1) <= this->x(i) - x ? i - 1 : i;
}

void SeriesData::decimate(std::size_t first, std::size_t last, std::size_t blocks, bool smoothed, std::vector<std::size_t>& out) const {
    out.clear();
    last = std::min(last, size());
    if (first >= last)
        return;
    const auto& pyramid = smoothed ? soft_ : raw_;
    std::size_t width = 1, level = 0;
    while (level < pyramid.size() && (last - first) / (width * kFan) >= std::max<std::size_t>(blocks, 16)) {
        width *= kFan;
        ++level;
    }
    if (level == 0) {
        for (std::size_t i = first; i < last; ++i)
            out.push_back(i);
        return;
    }
    const auto push = [&out](std::size_t i) {
        if (out.empty() || i > out.back())
            out.push_back(i);
    };
    push(first);
    const auto& row = pyramid[level - 1];
    for (std::size_t b = first / width; b <= (last - 1) / width && b < row.size(); ++b) {
        const auto [low, high] = row[b];
        const std::size_t gap = std::max(b * width, first);
        if (low == kNone) {
            push(gap); // all NaN: any of its points draws the gap
            continue;
        }
        for (const std::size_t i : {std::size_t(std::min(low, high)), std::size_t(std::max(low, high))})
            if (i >= first && i < last)
                push(i);
    }
    push(last - 1);
}

bool SeriesData::extremes(std::size_t first, std::size_t last, bool smoothed, bool positive, double& low, double& high) const {
    std::vector<std::size_t> indices;
    decimate(first, last, 512, smoothed, indices);
    const auto& values = smoothed ? smooth_ : y_;
    bool any = false;
    for (const auto i : indices) {
        const double v = values[i];
        if (!std::isfinite(v) || (positive && v <= 0))
            continue;
        low = any ? std::min(low, v) : v;
        high = any ? std::max(high, v) : v;
        any = true;
    }
    return any;
}

} // namespace stillhouse::widgets
