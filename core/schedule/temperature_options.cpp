// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/temperature_options.h"

namespace stillhouse {

namespace schedule {

namespace {

using O = TemperatureOptions;

void addSchedule(base::Fields<O>& f) {
    f.choice("schedule", &O::schedule, {"constant", "linear", "cosine", "exponential", "piecewise"}, SH_TR("Schedule"),
             SH_TR("How τ moves over the stage before the controller acts"));
    f.number("tau_start", &O::tauStart, kMinTemperature, kMaxTemperature, "", SH_TR("τ at start"),
             SH_TR("Published settings use 2 to 8; higher shows the student more of the teacher's ranking of wrong answers"));
    f.number("tau_end", &O::tauEnd, kMinTemperature, kMaxTemperature, "", SH_TR("τ at end"), SH_TR("Not used by the constant schedule"));
    f.points("tau_points", &O::tauPoints, kMinTemperature, kMaxTemperature, SH_TR("Drawn schedule"),
             SH_TR("Points (t, τ) of the piecewise schedule, t from 0 to 1; drag them in the Temperature panel"));
}

void addController(base::Fields<O>& f) {
    f.choice("controller", &O::controller, {"none", "threshold", "gradient_balance", "learned"}, SH_TR("Controller"),
             SH_TR("Threshold raises τ while the loss is high and lowers it while the loss is low; gradient balance steers the "
                   "distillation term's share of the gradient; learned ascends the loss (CTKD)"));
    f.number("threshold_high", &O::thresholdHigh, 0, 100, "nats", SH_TR("Raise above"), SH_TR("Smoothed stage loss above which τ is raised"));
    f.number("threshold_low", &O::thresholdLow, 0, 100, "nats", SH_TR("Lower below"), SH_TR("Smoothed stage loss below which τ is lowered"));
    f.number("raise_factor", &O::raiseFactor, 1, 10, "", SH_TR("Raise factor"), SH_TR("τ becomes the schedule's value times this, at most 10"));
    f.number("lower_factor", &O::lowerFactor, 0.05, 1, "", SH_TR("Lower factor"), SH_TR("τ becomes the schedule's value times this, at least 0.1"));
    f.number("hysteresis", &O::hysteresis, 0, 10, "nats", SH_TR("Hysteresis"), SH_TR("How far the loss must come back before the factor is taken off")).advanced();
    f.number("loss_smoothing", &O::lossSmoothing, 0, 0.999, "", SH_TR("Loss smoothing"), SH_TR("Weight of the past in the moving average of the loss")).advanced();
    f.number("target_share", &O::targetShare, 0, 1, "", SH_TR("Target share"), SH_TR("Gradient balance: wanted share of the distillation term")).advanced();
    f.number("balance_gain", &O::balanceGain, 0, 1, "", SH_TR("Balance gain"), SH_TR("Gradient balance: how fast τ follows")).advanced();
    f.number("learn_rate_tau", &O::learnRate, 0, 1, "", SH_TR("τ learning rate"), SH_TR("Learned: step on log τ, against the student")).advanced();
}

} // namespace

const base::Fields<O>& temperatureFields() {
    static const base::Fields<O> fields = [] {
        base::Fields<O> f;
        addSchedule(f);
        addController(f);
        return f;
    }();
    return fields;
}

} // namespace schedule

std::vector<OptionSpec> temperatureOptions() { return schedule::temperatureFields().specs(); }

namespace {

// A stage's map also holds the stage's own options: only those of the temperature are parsed here.
schedule::TemperatureOptions parsed(const OptionMap& options) {
    OptionMap own;
    for (const auto& spec : temperatureOptions())
        if (const auto found = options.find(spec.key); found != options.end())
            own.insert(*found);
    return schedule::temperatureFields().parse(own, {});
}

} // namespace

TemperatureSchedule scheduleFrom(const OptionMap& options) {
    const auto o = parsed(options);
    TemperatureSchedule s{ScheduleKind::Constant, o.tauStart, o.tauEnd, o.tauPoints};
    s.kind = o.schedule == "linear"        ? ScheduleKind::Linear
             : o.schedule == "cosine"      ? ScheduleKind::Cosine
             : o.schedule == "exponential" ? ScheduleKind::Exponential
             : o.schedule == "piecewise"   ? ScheduleKind::Piecewise
                                           : ScheduleKind::Constant;
    return s;
}

TemperatureController controllerFrom(const OptionMap& options) {
    const auto o = parsed(options);
    TemperatureController c{ControllerKind::None, o.thresholdHigh, o.thresholdLow, o.raiseFactor, o.lowerFactor, o.hysteresis,
                            o.lossSmoothing,      o.targetShare,   o.balanceGain,  o.learnRate};
    c.kind = o.controller == "threshold"          ? ControllerKind::Threshold
             : o.controller == "gradient_balance" ? ControllerKind::GradientBalance
             : o.controller == "learned"          ? ControllerKind::Learned
                                                  : ControllerKind::None;
    return c;
}

} // namespace stillhouse
