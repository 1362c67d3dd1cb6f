// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/checkpoint.h"
#include "core/train/stage.h"

#include <optional>

namespace stillhouse::train {

/// Who holds τ at a step: the user's hand, else what the document says was held (StageSpec::overrides), else nobody. Every change is an
/// event of the run's history, {"key":"tau","value":2.5} or null, at the step where it takes effect; the value has all its digits, so
/// that a repetition holds the same number. Part of a checkpoint: a run that goes on without the hand says so in its history.
class TemperatureHold {
public:
    explicit TemperatureHold(StageContext& context) : context_(context) {}
    /// The held value for `step`, or nothing. Steps ascend.
    std::optional<double> at(std::int64_t step);
    void save(Checkpoint& checkpoint) const;
    void load(const Checkpoint& checkpoint);

private:
    std::optional<double> replayed(std::int64_t step) const;
    StageContext& context_;
    std::optional<double> last_;
};

} // namespace stillhouse::train
