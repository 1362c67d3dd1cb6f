// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/temperature.h"
#include "core/base/failure.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;

namespace {

TemperatureSchedule constant(double tau) { return {ScheduleKind::Constant, tau, tau, {}}; }

TemperatureController threshold(double hysteresis = 0, double smoothing = 0) {
    TemperatureController c;
    c.kind = ControllerKind::Threshold;
    c.hysteresis = hysteresis;
    c.smoothing = smoothing;
    return c;
}

} // namespace

// Values by hand from the formulas in the header.
TEST(Schedule, FollowsItsFormula) {
    EXPECT_DOUBLE_EQ(scheduledTemperature({ScheduleKind::Linear, 3, 0.5, {}}, 0.5), 1.75);
    EXPECT_DOUBLE_EQ(scheduledTemperature({ScheduleKind::Cosine, 5, 1, {}}, 0.5), 3.0);
    EXPECT_NEAR(scheduledTemperature({ScheduleKind::Exponential, 4, 1, {}}, 0.5), 2.0, 1e-12);
    const TemperatureSchedule drawn{ScheduleKind::Piecewise, 5, 1, {{0.2, 4}, {0.6, 2}, {0.6, 8}, {1, 1}}};
    EXPECT_DOUBLE_EQ(scheduledTemperature(drawn, 0.0), 4);
    EXPECT_DOUBLE_EQ(scheduledTemperature(drawn, 0.4), 3);
    EXPECT_DOUBLE_EQ(scheduledTemperature(drawn, 0.8), 4.5);
    EXPECT_DOUBLE_EQ(scheduledTemperature(constant(50), 0.3), 10) << "clamped";
    EXPECT_DOUBLE_EQ(scheduledTemperature(constant(0.01), 0.3), 0.1) << "clamped";
}

// The brief's rule, by hand: ℓ > 0.8 → min(2b, 10); ℓ < 0.3 → max(b/2, 0.1); else b. The first step has seen no loss: b.
TEST(Threshold, IsTheRuleOfTheBrief) {
    EXPECT_EQ(replayTemperature(constant(3), threshold(), {0.9, 0.5, 0.2, 0.8, 0.3, 0.1}), (std::vector<double>{3, 6, 3, 1.5, 3, 3}));
    EXPECT_EQ(replayTemperature(constant(6), threshold(), {0.9, 0.9}).back(), 10);
    EXPECT_EQ(replayTemperature(constant(0.15), threshold(), {0.1, 0.1}).back(), 0.1);
}

TEST(Threshold, SmoothsTheLossByItsMovingAverage) {
    // ℓ: 1, 0.9·1+0.1·0 = 0.9, 0.81, 0.729: raised until it falls below 0.8.
    EXPECT_EQ(replayTemperature(constant(2), threshold(0, 0.9), {1, 0, 0, 0, 0}), (std::vector<double>{2, 4, 4, 4, 2}));
}

TEST(Threshold, HysteresisHoldsTheStateUntilTheLossIsWellBack) {
    EXPECT_EQ(replayTemperature(constant(2), threshold(0.1), {0.9, 0.75, 0.65, 0.25, 0.35, 0.45, 0.5}),
              (std::vector<double>{2, 4, 4, 2, 1, 1, 2}));
}

TEST(Controller, GradientBalanceMovesTowardTheTargetShare) {
    TemperatureController c;
    c.kind = ControllerKind::GradientBalance;
    c.targetShare = 0.5;
    c.gain = 0.1;
    TemperatureState state;
    for (int i = 0; i < 10; ++i)
        observe(c, {1.0, 0.1, 0}, state);
    EXPECT_NEAR(temperatureAt(constant(2), c, state, 0), 2 * std::exp(0.4), 1e-12);
}

TEST(Controller, LearnedAscendsTheLossAndStaysInRange) {
    TemperatureController c;
    c.kind = ControllerKind::Learned;
    c.learnRate = 1;
    TemperatureState state;
    observe(c, {1.0, 0, 0.25}, state);
    EXPECT_NEAR(temperatureAt(constant(2), c, state, 0), 2 * std::exp(0.25), 1e-12);
    for (int i = 0; i < 100; ++i)
        observe(c, {1.0, 0, 5}, state);
    EXPECT_EQ(temperatureAt(constant(2), c, state, 0), 10);
}

TEST(Softened, MatchesHandValues) {
    const auto p = softened({std::log(4.0), 0.0}, 2.0); // 4^(1/2) : 1 = 2 : 1
    EXPECT_NEAR(p[0], 2.0 / 3, 1e-12);
    EXPECT_NEAR(entropy({0.5, 0.5}), std::log(2.0), 1e-12);
    EXPECT_NEAR(entropy(softened({1e4, -1e4}, 0.1)), 0, 1e-12);
}

TEST(TemperatureOptions, RoundTripAndRefuseWhatIsOutside) {
    const auto c = controllerFrom({{"controller", std::string("threshold")}, {"threshold_high", 1.5}, {"alpha", 0.3}});
    EXPECT_EQ(c.kind, ControllerKind::Threshold);
    EXPECT_EQ(c.high, 1.5);
    EXPECT_THROW((void)scheduleFrom({{"tau_start", 11.0}}), base::Failure);
    EXPECT_THROW((void)scheduleFrom({{"schedule", std::string("linaer")}}), base::Failure);
    for (const auto& spec : temperatureOptions())
        EXPECT_FALSE(spec.help.empty()) << spec.key;
}
