// SPDX-License-Identifier: GPL-3.0-or-later
// τ(t) = clamp(controller(schedule(t), loss), 0.1, 10): a pure function of schedule, controller and loss history, so that the
// tuning panel replays it on any recorded loss curve. Used by the training stage and by the Temperature panel alike. No torch.
#pragma once
#include "core/api/options.h"

#include <string>
#include <vector>

namespace stillhouse {

constexpr double kMinTemperature = 0.1, kMaxTemperature = 10.0;

enum class ScheduleKind { Constant, Linear, Cosine, Exponential, Piecewise };
enum class ControllerKind { None, Threshold, GradientBalance, Learned };

/// The open-loop part, over the stage's relative time t in [0, 1].
///  Constant τ0 · Linear τ0+(τ1−τ0)t · Cosine τ1+(τ0−τ1)(1+cos πt)/2 · Exponential τ0(τ1/τ0)^t · Piecewise: linear through `points`.
struct TemperatureSchedule {
    ScheduleKind kind = ScheduleKind::Constant;
    double start = 5, end = 1;
    Points points; ///< (t, τ), for Piecewise
};

/// The closed-loop part. Threshold (the brief's rule): with ℓ the exponential moving average of the stage loss and b the schedule's
/// value: ℓ > high → min(b·raise, 10); ℓ < low → max(b·lower, 0.1); else b. With hysteresis h, a raised (lowered) state is left only
/// when ℓ < high−h (ℓ > low+h). GradientBalance steers τ so that the distillation term's share of the gradient norm meets
/// `targetShare`: τ ← τ·exp(gain·(target − share)). Learned: τ = b·exp(θ), θ ascends the loss (CTKD, Li 2023), see `stepLearned`.
struct TemperatureController {
    ControllerKind kind = ControllerKind::None;
    double high = 0.8, low = 0.3;    ///< thresholds on ℓ, nats
    double raise = 2.0, lower = 0.5; ///< factors on b
    double hysteresis = 0;           ///< nats
    double smoothing = 0.9;          ///< weight of the past in ℓ
    double targetShare = 0.5, gain = 0.05;
    double learnRate = 0.01;
};

/// What the controller remembers from step to step; part of a checkpoint.
struct TemperatureState {
    double smoothedLoss = 0;
    bool started = false;
    int regime = 0;         ///< +1 raised, −1 lowered, 0 on the schedule
    double logFactor = 0;   ///< GradientBalance and Learned: τ = b·exp(logFactor)
};

/// What one training step tells the controller about itself.
struct TemperatureObservation {
    double loss = 0;          ///< the stage loss, nats
    double distillShare = 0;  ///< the distillation term's share of the gradient norm, 0…1
    double lossSlope = 0;     ///< ∂L/∂ log τ, for Learned
};

double scheduledTemperature(const TemperatureSchedule& schedule, double t);
/// τ for relative time t given what the controller has seen so far.
double temperatureAt(const TemperatureSchedule& schedule, const TemperatureController& controller, const TemperatureState& state, double t);
/// Feeds one observation; call once after every step.
void observe(const TemperatureController& controller, const TemperatureObservation& observation, TemperatureState& state);
/// τ at every entry of a recorded loss curve, as the run would have seen it.
std::vector<double> replayTemperature(const TemperatureSchedule& schedule, const TemperatureController& controller,
                                      const std::vector<double>& losses);
/// The options table shared by every stage with a temperature ("schedule", "tau_start", …, "controller", "threshold_high", …).
std::vector<OptionSpec> temperatureOptions();
TemperatureSchedule scheduleFrom(const OptionMap& options);
TemperatureController controllerFrom(const OptionMap& options);
/// softmax(log p / τ) renormalised, for showing a distribution softened; entropy in nats.
std::vector<double> softened(const std::vector<double>& logits, double tau);
double entropy(const std::vector<double>& probabilities);

} // namespace stillhouse
