// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/fp8_scaling.h"

#include "core/formats/fp8_spans.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::formats {

float fp8Factor(float amax, Fp8 format, int margin) {
    if (!(amax > 0))
        return 1;
    return std::min(std::ldexp(fp8Largest(format) / amax, -margin), 0x1p126f);
}

void roundPerTensor(std::span<float> values, Fp8 format, int margin) {
    roundThroughFp8(values, fp8Factor(largestMagnitude(values), format, margin), format);
}

void roundPerToken(std::span<float> values, std::int64_t cols, Fp8 format, int margin) {
    for (std::size_t start = 0; start < values.size(); start += std::size_t(cols))
        roundPerTensor(values.subspan(start, std::size_t(cols)), format, margin);
}

DelayedScale::DelayedScale(Fp8 format, std::int64_t window, int margin)
    : format_(format), margin_(margin), history_(std::size_t(std::max<std::int64_t>(1, window)), 0.0f) {}

void DelayedScale::observe(float amax) {
    history_[next_] = amax;
    next_ = (next_ + 1) % history_.size();
    const float most = *std::max_element(history_.begin(), history_.end());
    if (most > 0)
        factor_ = fp8Factor(most, format_, margin_);
}

void DelayedScale::round(std::span<float> values) {
    const float amax = largestMagnitude(values);
    roundThroughFp8(values, factor_, format_);
    observe(amax);
}

} // namespace stillhouse::formats
