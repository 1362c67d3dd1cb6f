// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/rope_frequencies.h"

#include <cmath>
#include <numbers>

namespace stillhouse::formats {

namespace {

double llama3Frequency(double frequency, const RopeScaling& scaling) {
    const double wavelength = 2 * std::numbers::pi / frequency;
    const double original = static_cast<double>(scaling.originalMaxPositions);
    if (wavelength < original / scaling.highFrequencyFactor)
        return frequency;
    if (wavelength > original / scaling.lowFrequencyFactor)
        return frequency / scaling.factor;
    const double smooth = (original / wavelength - scaling.lowFrequencyFactor) / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return (1 - smooth) * frequency / scaling.factor + smooth * frequency;
}

} // namespace

std::vector<double> ropeFrequencies(const ModelConfig& config) {
    using Kind = RopeScaling::Kind;
    std::vector<double> frequencies(static_cast<std::size_t>(config.headDim / 2));
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        const double plain = std::pow(config.ropeTheta, -2.0 * static_cast<double>(i) / static_cast<double>(config.headDim));
        const auto& scaling = config.ropeScaling;
        frequencies[i] = scaling.kind == Kind::Linear   ? plain / scaling.factor
                         : scaling.kind == Kind::Llama3 ? llama3Frequency(plain, scaling)
                                                        : plain;
    }
    return frequencies;
}

} // namespace stillhouse::formats
