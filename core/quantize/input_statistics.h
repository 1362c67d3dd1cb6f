// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/quantize.h"
#include "core/infer/activation_format.h"
#include "core/quantize/activation_sketch.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::quantize {

/// What calibration learns about the inputs of a layer's matrices: the distribution of magnitudes, and some whole rows to measure output
/// errors on. Not thread-safe.
class InputStatistics {
public:
    static constexpr std::int64_t sampleRows = 64;

    /// Rows are sampled evenly over `expectedTokens`.
    InputStatistics(std::int64_t layers, std::int64_t expectedTokens);
    void add(std::int64_t layer, infer::MatrixInput input, std::span<const float> x, std::int64_t tokens);

    /// (layers · 4) largest finite magnitudes.
    std::vector<float> largest() const;
    /// Rows (n, width) of one input, n ≤ sampleRows; empty where the layer has no such matrix.
    const std::vector<float>& sample(std::int64_t layer, infer::MatrixInput input) const { return at(layer, input).sample; }
    /// One row per input that was seen, named by the first matrix that reads it; `clip` is the largest magnitude: nothing is cut off.
    std::vector<ActivationRange> ranges() const;

private:
    struct Input {
        ActivationSketch sketch;
        std::int64_t rows = 0;
        std::vector<float> sample;
    };
    const Input& at(std::int64_t layer, infer::MatrixInput input) const { return inputs_[std::size_t(layer * infer::matrixInputs + std::int64_t(input))]; }

    std::vector<Input> inputs_;
    std::int64_t stride_;
};

} // namespace stillhouse::quantize
