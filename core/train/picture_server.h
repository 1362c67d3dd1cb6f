// SPDX-License-Identifier: GPL-3.0-or-later
// Answers the picture requests of a run between two training steps, within a fixed share of the time.
#pragma once
#include "core/train/stage.h"

#include <functional>
#include <optional>
#include <string>

namespace stillhouse::train {

/// How much of a loop's time pictures may take: every second of training earns `kPictureShare` seconds for them. What is earned beyond
/// the next picture's price is lost, so that a long silence does not pay for a burst: over any stretch of training the slow-down stays
/// at kPictureShare, give or take one picture. Plain arithmetic; the caller brings the times. Of the 5 % that a watched training may be
/// slower, this leaves 2 % to whoever draws the pictures on the same machine.
class PictureBudget {
public:
    static constexpr double kPictureShare = 0.03;

    /// `seconds` of training went by, in one step. Until a picture was paid for, one is taken to cost as much as a step does on average.
    void earn(double seconds);
    bool allows() const { return earned_ >= price_; }
    void pay(double seconds); ///< a picture was made
    double price() const { return price_; }

private:
    double earned_ = 0, price_ = 0, trained_ = 0;
    std::int64_t steps_ = 0;
    bool known_ = false;
};

/// Lives as long as a loop, on the engine thread.
class PictureServer {
public:
    using Clock = std::function<double()>; ///< seconds, monotonic

    PictureServer(StageContext& context, Clock clock);

    /// Between steps: answers the oldest request of this lane, when there is one and the budget allows it.
    void betweenSteps(std::int64_t step);
    /// While the run is paused, when pictures cost nothing: answers everything that waits.
    void whilePaused(std::int64_t step);
    /// The time since the last call is no training (a pause, a checkpoint).
    void skipTime() { last_ = clock_(); }

private:
    void answer(const PictureRequest& request, std::int64_t step);
    Picture make(const PictureRequest& request);

    StageContext& context_;
    Clock clock_;
    PictureBudget budget_;
    double last_;
    std::optional<Picture> teacher_; ///< teachers do not change: the last answer, and what it answered
    PictureRequest teacherAsked_;
};

} // namespace stillhouse::train
