// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/temperature.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace stillhouse {

namespace {

// e^±5 spans [0.1, 10] from any point of it; a bound keeps the state finite when the gradient pushes for long.
constexpr double kMaxLogFactor = 5.0;

double clampTemperature(double tau) { return std::clamp(tau, kMinTemperature, kMaxTemperature); }

double piecewise(const Points& points, double t, double fallback) {
    if (points.empty())
        return fallback;
    if (t <= points.front().first)
        return points.front().second;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto& [x0, y0] = points[i - 1];
        const auto& [x1, y1] = points[i];
        if (t <= x1)
            return x1 > x0 ? y0 + (y1 - y0) * (t - x0) / (x1 - x0) : y1;
    }
    return points.back().second;
}

// A raised or lowered state is left only when the loss has come back past the threshold by the hysteresis.
int nextRegime(const TemperatureController& c, int regime, double loss) {
    if (loss > c.high || (regime > 0 && loss >= c.high - c.hysteresis && c.hysteresis > 0))
        return 1;
    if (loss < c.low || (regime < 0 && loss <= c.low + c.hysteresis && c.hysteresis > 0))
        return -1;
    return 0;
}

} // namespace

double scheduledTemperature(const TemperatureSchedule& s, double t) {
    t = std::clamp(t, 0.0, 1.0);
    switch (s.kind) {
    case ScheduleKind::Constant: return clampTemperature(s.start);
    case ScheduleKind::Linear: return clampTemperature(s.start + (s.end - s.start) * t);
    case ScheduleKind::Cosine: return clampTemperature(s.end + (s.start - s.end) * (1 + std::cos(std::numbers::pi * t)) / 2);
    case ScheduleKind::Exponential: return clampTemperature(s.start * std::pow(s.end / s.start, t));
    case ScheduleKind::Piecewise: return clampTemperature(piecewise(s.points, t, s.start));
    }
    return clampTemperature(s.start);
}

double temperatureAt(const TemperatureSchedule& schedule, const TemperatureController& controller, const TemperatureState& state, double t) {
    const double base = scheduledTemperature(schedule, t);
    switch (controller.kind) {
    case ControllerKind::None: return base;
    case ControllerKind::Threshold:
        if (state.regime > 0)
            return clampTemperature(base * controller.raise);
        return state.regime < 0 ? clampTemperature(base * controller.lower) : base;
    case ControllerKind::GradientBalance:
    case ControllerKind::Learned: return clampTemperature(base * std::exp(state.logFactor));
    }
    return base;
}

void observe(const TemperatureController& controller, const TemperatureObservation& seen, TemperatureState& state) {
    state.smoothedLoss = state.started ? controller.smoothing * state.smoothedLoss + (1 - controller.smoothing) * seen.loss : seen.loss;
    state.started = true;
    if (controller.kind == ControllerKind::Threshold)
        state.regime = nextRegime(controller, state.regime, state.smoothedLoss);
    // A higher τ softens both sides and shrinks the term's gradient at the logits; τ² in the loss over-compensates it, so the
    // share grows with τ: raise τ while the share is below its target.
    if (controller.kind == ControllerKind::GradientBalance)
        state.logFactor += controller.gain * (controller.targetShare - seen.distillShare);
    if (controller.kind == ControllerKind::Learned)
        state.logFactor += controller.learnRate * std::clamp(seen.lossSlope, -1.0, 1.0);
    state.logFactor = std::clamp(state.logFactor, -kMaxLogFactor, kMaxLogFactor);
}

std::vector<double> replayTemperature(const TemperatureSchedule& schedule, const TemperatureController& controller, const std::vector<double>& losses) {
    std::vector<double> taus;
    taus.reserve(losses.size());
    TemperatureState state;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const double t = losses.size() > 1 ? double(i) / double(losses.size() - 1) : 0.0;
        taus.push_back(temperatureAt(schedule, controller, state, t));
        observe(controller, {losses[i], controller.targetShare, 0}, state);
    }
    return taus;
}

std::vector<double> softened(const std::vector<double>& logits, double tau) {
    if (logits.empty())
        return {};
    const double top = *std::max_element(logits.begin(), logits.end());
    std::vector<double> p;
    p.reserve(logits.size());
    for (const double z : logits)
        p.push_back(std::exp((z - top) / tau));
    const double sum = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& v : p)
        v /= sum;
    return p;
}

double entropy(const std::vector<double>& probabilities) {
    double h = 0;
    for (const double p : probabilities)
        h -= p > 0 ? p * std::log(p) : 0;
    return h;
}

} // namespace stillhouse
