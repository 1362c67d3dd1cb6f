// SPDX-License-Identifier: GPL-3.0-or-later
// Latency per request. Subjects are measured in turns in one process, so that whatever else the machine does hits all of them, and
// the order rotates, so that none always follows the same other.
#pragma once
#include "core/model/torch.h"

#include "core/api/engine.h"
#include "core/evaluate/runtime.h"
#include "core/evaluate/task_encoding.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::evaluate {

/// What answered one request to write.
struct GenerationTiming {
    double firstTokenMs = 0; ///< from the request's text to the first new token
    double promptTokensPerSecond = 0;
    double decodeTokensPerSecond = 0; ///< of the tokens behind the first; 0 when there was none
};

/// Anything that answers requests.
struct LatencySubject {
    std::string name, kernel, precision;
    int threads = 1;
    bool native = true;                           ///< false: computes a format that this machine does not run as such
    std::function<void(const Example&)> classify; ///< text in, label out
    std::function<GenerationTiming(const Example&, std::int64_t maxNew)> generate; ///< may be empty
};

struct LatencyOptions {
    int warmUp = 10;     ///< requests of each subject that are not counted
    int requests = 200;  ///< of each subject; the examples are used round and round
    int generations = 0; ///< requests to write of each subject; 0: not measured
    std::int64_t maxNew = 32;
};

/// Records in the order of the subjects: "classify" in ms, then with generations "first_token" (ms), "prompt_tps", "decode_tps"
/// (tokens/s). Request i is the same example for all. threads, cpu and kernel say what was used; peakBytes is the most this process
/// ever held, with all subjects loaded: measure one subject alone to compare memory. base::Failure, also when cancelled.
std::vector<LatencyRecord> measureLatency(std::span<const LatencySubject> subjects, std::span<const Example> examples,
                                          const LatencyOptions& options, RunControl& control);

/// A model: tokenise, one pass over the prompt (and its labels), best label; or tokenise and write. Runtime and encoder must outlive it.
LatencySubject runtimeSubject(std::string name, Runtime& runtime, const TaskEncoder& encoder);

/// p in 0 … 100 of a record's samples (see quantile); NaN for none.
double percentile(const LatencyRecord& record, double p);

} // namespace stillhouse::evaluate
