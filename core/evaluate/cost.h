// SPDX-License-Identifier: GPL-3.0-or-later
// What a million requests cost on a machine with a price per hour. No torch; any thread.
#pragma once
#include "core/api/events.h"

namespace stillhouse::evaluate {

struct CostOptions {
    double pricePerHour = 0; ///< of the whole machine, in any currency
    int parallel = 1;        ///< requests served at the same time at the measured latency
    double utilization = 1;  ///< share of the hour that is spent on requests, (0, 1]
};

struct Cost {
    double p50Ms = 0;           ///< of the measured requests
    double requestsPerHour = 0; ///< parallel · utilization · 3,600,000 / p50
    double perMillion = 0;      ///< pricePerHour · 10⁶ / requestsPerHour
    bool measured = false;      ///< false where there is no native classify latency: a simulated format has no cost
};

Cost costPerMillion(const LatencyRecord& record, const CostOptions& options);

} // namespace stillhouse::evaluate
