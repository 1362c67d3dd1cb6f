// SPDX-License-Identifier: GPL-3.0-or-later
// The factors that bring values into the range of FP8 (Micikevicius 2022, section 3), and the delayed choice of them from what earlier
// calls saw. q = floatToFp8(x · factor), saturating; x̂ = q / factor. Below LibTorch and below core/infer, which applies them.
#pragma once
#include "core/formats/fp8.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::formats {

/// largest(format) / amax · 2^−margin: amax lands `margin` binades below the largest code. 1 for amax 0; at most 2^126, so that
/// neither it nor its inverse leaves binary32's normal range.
float fp8Factor(float amax, Fp8 format, int margin);

/// One factor for all of `values`, from their own largest magnitude. Values become what FP8 leaves of them.
void roundPerTensor(std::span<float> values, Fp8 format, int margin);
/// One factor per row of `cols` values.
void roundPerToken(std::span<float> values, std::int64_t cols, Fp8 format, int margin);

/// The factor of the next call from the largest magnitudes of the last `window` ones. Until one other than 0 was seen, 1.
class DelayedScale {
public:
    DelayedScale(Fp8 format, std::int64_t window, int margin);

    float factor() const { return factor_; }
    /// Takes the largest magnitude of a call that is over.
    void observe(float amax);
    /// Rounds with the factor of the calls before, then observes these values.
    void round(std::span<float> values);

private:
    Fp8 format_;
    int margin_;
    float factor_ = 1;
    std::vector<float> history_; ///< a ring
    std::size_t next_ = 0;
};

} // namespace stillhouse::formats
