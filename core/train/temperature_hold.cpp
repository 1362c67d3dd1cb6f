// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/temperature_hold.h"

#include "core/train/train_loop.h"

#include <cstdio>

namespace stillhouse::train {

namespace {

std::string digits(double value, const char* format) {
    char text[40];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

} // namespace

// The entry with the greatest step that has come; of equal ones the last.
std::optional<double> TemperatureHold::replayed(std::int64_t step) const {
    const OverrideSpec* latest = nullptr;
    for (const auto& entry : context_.overrides)
        if (entry.key == "tau" && entry.step <= step && (!latest || entry.step >= latest->step))
            latest = &entry;
    return latest ? latest->value : std::nullopt;
}

std::optional<double> TemperatureHold::at(std::int64_t step) {
    const auto hand = context_.control.overrideFor(context_.lane, "tau");
    const auto held = hand ? hand : replayed(step);
    if (held == last_)
        return held;
    Text text(SH_TR("τ given back to the schedule at step %1"), {std::to_string(step)});
    if (held)
        text = hand ? Text(SH_TR("τ held at %1 by hand from step %2"), {digits(*held, "%.4g"), std::to_string(step)})
                    : Text(SH_TR("τ held at %1 again from step %2, as in the run that is repeated"), {digits(*held, "%.4g"), std::to_string(step)});
    reportEvent(context_, step, Severity::Info, "override", std::move(text),
                "{\"key\":\"tau\",\"value\":" + (held ? digits(*held, "%.17g") : std::string("null")) + "}");
    last_ = held;
    return held;
}

void TemperatureHold::save(Checkpoint& c) const {
    c.scalars["tau.held"] = last_.has_value();
    c.scalars["tau.held_value"] = last_.value_or(0);
}

void TemperatureHold::load(const Checkpoint& c) {
    const auto held = c.scalars.find("tau.held"), value = c.scalars.find("tau.held_value");
    last_.reset();
    if (held != c.scalars.end() && value != c.scalars.end() && held->second != 0)
        last_ = value->second;
}

} // namespace stillhouse::train
