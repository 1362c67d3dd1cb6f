// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what a page that follows a run does on the window's thread to a share of the time: drawing takes the processor from the training
// too. The training's own part of the cost is train::PictureBudget's.
#pragma once
#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>

namespace stillhouse::widgets {

/// Seconds of a processor that the calling thread has had.
inline double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

class DrawingPace {
public:
    static constexpr double kDrawingShare = 0.02;
    static constexpr int kLeastMs = 300;   ///< between two pictures, however cheap: nobody reads them faster
    using Clock = std::function<double()>; ///< seconds; only its differences count

    explicit DrawingPace(Clock clock = threadSeconds) : clock_(std::move(clock)) {}

    void begin() { begun_ = clock_(); }
    /// Milliseconds to rest after the work since begin(), so that it is at most kDrawingShare of work and rest together.
    int restMs() const { return std::max(kLeastMs, int(std::ceil(1e3 * (clock_() - begun_) * (1 / kDrawingShare - 1)))); }

private:
    Clock clock_;
    double begun_ = 0;
};

} // namespace stillhouse::widgets
