// SPDX-License-Identifier: GPL-3.0-or-later
// Models that run from packed weights without LibTorch: what needs no Engine. Any thread; calls block until they are done.
#pragma once
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

struct NativeBenchRequest {
    std::string model;           ///< Hugging Face folder; or
    std::string synthetic;       ///< "llama-110m", "llama-1b": random weights in a known shape
    std::string quant;           ///< "f32", "f16", "bf16", "int8", "int4", "int4-nonuniform"; empty: as the model is stored (synthetic: f16)
    std::int64_t prompt = 512;   ///< tokens processed at once; 0: not measured
    std::int64_t generate = 64;  ///< tokens decoded one by one; 0: not measured
    std::int64_t depth = 0;      ///< tokens already in the cache
    int repeat = 3, threads = 0; ///< threads 0: one per core
    std::uint64_t seed = 1;
};

/// Rates in tokens per second: medians, with every sample.
struct NativeBench {
    double promptTps = 0, decodeTps = 0;
    std::vector<double> promptSamples, decodeSamples;
    std::int64_t modelBytes = 0, bytesPerToken = 0, parameters = 0; ///< bytesPerToken: weights that one decoded token reads
    std::int64_t peakResidentBytes = 0;                             ///< of the whole process
    std::string kernel, quant;
    int threads = 0;
};

/// Reports Progress; Cancelled between two repetitions.
Result<NativeBench> benchNative(const NativeBenchRequest& request, RunControl& control);

} // namespace stillhouse
