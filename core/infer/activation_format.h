// SPDX-License-Identifier: GPL-3.0-or-later
// Inputs of matrices in FP8. No CPU multiplies FP8, so this is simulated: values become what FP8 leaves of them, the product is the
// one of floats, and no speed is gained.
#pragma once
#include "core/formats/fp8_scaling.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::infer {

/// The four inputs of a layer in the order of the forward pass: of q, k and v; of o; of gate and up; of down. The head's is not among
/// them: logits keep their precision.
enum class MatrixInput { Attention, Output, FeedForward, Down };
inline constexpr std::int64_t matrixInputs = 4;

/// Sees the input (tokens, width) of matrices before they multiply, and may change it. On the session's thread.
using InputTap = std::function<void(std::int64_t layer, MatrixInput input, std::span<float> x, std::int64_t tokens)>;

enum class ActivationScaling {
    Token,      ///< a factor per token, from its own largest magnitude
    Tensor,     ///< a factor per call, from the largest magnitude of all its tokens
    Calibrated, ///< a fixed factor per input, from calibration
    Delayed     ///< a factor per input, from the largest magnitude of the last `window` calls
};

struct ActivationFormat {
    formats::Fp8 format = formats::Fp8::E4M3;
    ActivationScaling scaling = ActivationScaling::Token;
    std::int64_t window = 16;
    int margin = 0;             ///< binades left free above the largest magnitude
    std::vector<float> largest; ///< (layers · 4): what calibration saw; empty without
};

/// "token", "tensor", "calibrated", "delayed".
const std::vector<std::string>& activationScalingNames();
/// "fp8-e4m3 activations (simulated), per token".
std::string describeActivations(const ActivationFormat& format);

/// The member "activation_format" of a native file's report (a JSON object), to write and to read; nothing where there is none.
/// base::Failure at `where` for values out of range or counts that do not fit.
std::string withActivationFormat(const std::string& report, const ActivationFormat& format);
std::optional<ActivationFormat> activationFormatOf(const std::string& report, std::int64_t layers, const std::string& where);

/// Applies a format; holds the history that delayed scaling needs. With a calibrated start the first delayed factor is the
/// calibration's. Not thread-safe.
class ActivationRounding {
public:
    ActivationRounding(ActivationFormat format, std::int64_t layers);
    void round(std::int64_t layer, MatrixInput input, std::span<float> x, std::int64_t tokens);
    /// Forgets the history: a new text.
    void reset();

private:
    ActivationFormat format_;
    std::int64_t layers_;
    std::vector<formats::DelayedScale> scales_;
};

} // namespace stillhouse::infer
