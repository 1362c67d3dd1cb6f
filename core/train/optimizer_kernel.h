// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of AdamW over plain arrays; formulas in optimizer.h.
#pragma once
#include <cstdint>

namespace stillhouse::train {

struct AdamFactors {
    float gradient; ///< what clipping leaves of g
    float beta1, beta2;
    float keep; ///< 1 − η·decay
    float rate; ///< what m / (√v·vScale + ε) is multiplied with
    float vScale, epsilon;
};

void adamUpdate(const AdamFactors& f, const float* g, float* m, float* v, float* w, std::int64_t count);

/// Σ g²
double sumOfSquares(const float* g, std::int64_t count);

} // namespace stillhouse::train
