// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/fields.h"
#include "core/infer/activation_format.h"

#include <optional>
#include <string>

namespace stillhouse::quantize {

/// Options of "quantize.fp16" (strategy B).
struct Fp16Options {
    std::string weights = "f16";
    bool embeddings = false;
    std::string activations = "fp8-e4m3";
    std::string scaling = "token";
    std::int64_t history = 16;
    std::int64_t margin = 0;
    std::int64_t calibrationTokens = 8192;
};

const base::Fields<Fp16Options>& fp16Fields();
/// Nothing where activations stay as they are. Without what calibration saw.
std::optional<infer::ActivationFormat> activationFormat(const Fp16Options& options);

} // namespace stillhouse::quantize
