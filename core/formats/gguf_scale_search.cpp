// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_scale_search.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stillhouse::formats {

namespace {

constexpr std::size_t maxValues = 32;
constexpr std::size_t levelCount = 16;
constexpr std::size_t buckets = 256;

struct Crossing {
    float t;
    std::uint8_t value; // whose code steps to the next level away from 0
    bool operator<(const Crossing& other) const { return t < other.t; }
};

float middle(std::span<const std::int8_t> levels, int below) {
    return 0.5f * float(levels[std::size_t(below)] + levels[std::size_t(below) + 1]);
}

// The pass over the crossings for t of one sign (folded into x).
class Sweep {
public:
    Sweep(std::span<const float> x, std::span<const float> w, std::span<const std::int8_t> levels, float sign)
        : w_(w), levels_(levels), count_(x.size()) {
        for (std::size_t i = 0; i < count_; ++i)
            x_[i] = sign * x[i];
    }

    // Tries all t in [low, high]; raises `best` and `scale` where an assignment explains more.
    void run(float low, float high, double& best, double& scale) {
        start(low, high);
        keep(best, scale);
        sort(low, high);
        for (std::size_t k = 0; k < used_; ++k) {
            const std::size_t i = sorted_[k].value;
            const double weight = w_.empty() ? 1 : w_[i], before = levels_[std::size_t(code_[i])];
            code_[i] += x_[i] > 0 ? 1 : -1;
            const double after = levels_[std::size_t(code_[i])];
            xl_ += weight * x_[i] * (after - before);
            ll_ += weight * (after * after - before * before);
            keep(best, scale);
        }
    }

private:
    // Crossings lie about evenly between low and high: dealt into as many buckets first, few are left for the insertion to move.
    void sort(float low, float high) {
        std::array<std::uint16_t, buckets + 1> ends{};
        const auto bucketOf = [&](const Crossing& c) {
            return std::size_t(std::clamp((c.t - low) / (high - low) * float(buckets), 0.0f, float(buckets - 1)));
        };
        for (std::size_t k = 0; k < used_; ++k)
            ++ends[bucketOf(crossings_[k]) + 1];
        for (std::size_t b = 1; b <= buckets; ++b)
            ends[b] = std::uint16_t(ends[b] + ends[b - 1]);
        for (std::size_t k = 0; k < used_; ++k)
            sorted_[ends[bucketOf(crossings_[k])]++] = crossings_[k];
        for (std::size_t k = 1; k < used_; ++k) {
            const auto moved = sorted_[k];
            auto at = k;
            for (; at > 0 && moved < sorted_[at - 1]; --at)
                sorted_[at] = sorted_[at - 1];
            sorted_[at] = moved;
        }
    }

    void start(float low, float high) {
        for (std::size_t i = 0; i < count_; ++i) {
            code_[i] = nearestLevel(x_[i] * low, levels_);
            const double weight = w_.empty() ? 1 : w_[i], level = levels_[std::size_t(code_[i])];
            xl_ += weight * x_[i] * level;
            ll_ += weight * level * level;
            for (int code = code_[i];;) {
                const int edge = x_[i] > 0 ? code : code - 1; // the middle that x·t meets next
                if (x_[i] == 0 || edge < 0 || edge + 1 >= int(levelCount))
                    break;
                const float t = middle(levels_, edge) / x_[i];
                if (t > high)
                    break;
                crossings_[used_++] = {t, std::uint8_t(i)};
                code += x_[i] > 0 ? 1 : -1;
            }
        }
    }

    void keep(double& best, double& scale) const {
        if (xl_ <= 0 || ll_ <= 0 || xl_ * xl_ <= best * ll_)
            return;
        best = xl_ * xl_ / ll_;
        scale = xl_ / ll_;
    }

    std::array<float, maxValues> x_{};
    std::array<int, maxValues> code_{};
    std::span<const float> w_;
    std::span<const std::int8_t> levels_;
    std::size_t count_, used_ = 0;
    std::array<Crossing, maxValues * levelCount> crossings_, sorted_;
    double xl_ = 0, ll_ = 0;
};

} // namespace

int nearestLevel(float value, std::span<const std::int8_t> levels) {
    int index = 0;
    for (int step = int(levelCount) / 2; step > 0; step /= 2)
        if (value > middle(levels, index + step - 1))
            index += step;
    return index;
}

float bestScale(std::span<const float> x, std::span<const float> w, std::span<const std::int8_t> levels) {
    float largest = 0;
    for (const float value : x)
        largest = std::max(largest, std::fabs(value));
    if (!(largest > 0))
        return 0;
    const float outer = std::max(-float(levels.front()), float(levels.back()));
    const float low = 0.6f * outer / largest, high = 2 * outer / largest;
    if (!std::isfinite(high)) // denormal values: any scale rounds to 0
        return 0;
    double best = 0, up = 0, down = 0;
    Sweep(x, w, levels, 1).run(low, high, best, up);
    Sweep(x, w, levels, -1).run(low, high, best, down);
    return float(down != 0 ? -down : up);
}

} // namespace stillhouse::formats
