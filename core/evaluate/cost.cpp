// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/cost.h"

#include "core/base/failure.h"
#include "core/native/intervals.h"

#include <cmath>

namespace stillhouse::evaluate {

Cost costPerMillion(const LatencyRecord& record, const CostOptions& options) {
    if (!(options.pricePerHour >= 0) || !std::isfinite(options.pricePerHour))
        base::failAt("pricePerHour", SH_TR("The price per hour must be a number that is not negative"));
    if (options.parallel < 1)
        base::failAt("parallel", SH_TR("At least one request runs at a time"));
    if (!(options.utilization > 0 && options.utilization <= 1))
        base::failAt("utilization", SH_TR("The utilization must be above 0 and at most 1"));
    Cost cost;
    if (record.kind != "classify" || !record.native || record.samples.empty())
        return cost;
    cost.p50Ms = native::quantile(record.samples, 0.5);
    if (!(cost.p50Ms > 0))
        return cost;
    cost.measured = true;
    cost.requestsPerHour = options.parallel * options.utilization * 3.6e6 / cost.p50Ms;
    cost.perMillion = options.pricePerHour * 1e6 / cost.requestsPerHour;
    return cost;
}

} // namespace stillhouse::evaluate
