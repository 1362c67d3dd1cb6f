// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/temperature.h"
#include "core/base/fields.h"

namespace stillhouse::schedule {

/// Schedule and controller as flat options: what an experiment's stage says about its temperature.
struct TemperatureOptions {
    std::string schedule = "linear";
    double tauStart = 5, tauEnd = 1;
    Points tauPoints;
    std::string controller = "threshold";
    double thresholdHigh = 0.8, thresholdLow = 0.3, raiseFactor = 2, lowerFactor = 0.5, hysteresis = 0, lossSmoothing = 0.9;
    double targetShare = 0.5, balanceGain = 0.05, learnRate = 0.01;
};

const base::Fields<TemperatureOptions>& temperatureFields();

} // namespace stillhouse::schedule
