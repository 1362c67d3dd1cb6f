// SPDX-License-Identifier: GPL-3.0-or-later
// What LoRA gained behind a strategy: the model before it against the one after it, on the same examples.
#pragma once
#include "core/api/store.h"

#include <QString>
#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::widgets {

struct CascadeGain {
    std::string lane, before, after; ///< subjects: "A before LoRA" and "A" ("A after LoRA", where a quantizer follows)
    double beforeValue = 0, afterValue = 0;
    PairTest test; ///< of accuracy; after − before
    std::int64_t trained = 0, parameters = 0; ///< of the adapter, and of the model without it; 0: the run did not say
};

/// One entry per adapter that was judged, in the order of the subjects. A paired test that names the two in the other order is turned.
std::vector<CascadeGain> cascadeGains(const std::vector<ComparisonRow>& subjects, const std::vector<PairTest>& pairs, const std::vector<Event>& events);

/// "A with LoRA: accuracy 0.8912 → 0.9134, +2.22 points (95 % 0.90 to 3.50, McNemar exact, p = 0.004) · right now 61, wrong now 22 · …"
QString cascadeText(const CascadeGain& gain);

} // namespace stillhouse::widgets
