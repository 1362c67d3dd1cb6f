// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluate/runtime.h"
#include "core/train/stage.h"

#include <memory>
#include <string>
#include <vector>

namespace stillhouse::engine {

/// A model to be judged: "teacher", "A", "B".
struct Subject {
    std::string name, path;
    std::shared_ptr<evaluate::Runtime> runtime;
    std::shared_ptr<const model::Decoder> decoder = nullptr; ///< what the runtime runs, where it is LibTorch's
};

/// A model in memory through LibTorch.
Subject decoderSubject(std::string name, std::string path, std::shared_ptr<const model::Decoder> decoder);
/// A packed file, run from its own bytes; it holds at least `context` tokens where the model does.
Subject packedSubject(std::string name, const std::string& path, std::int64_t context);

/// Measures every subject on the test split with intervals, every pair on the same examples, and all latencies interleaved in this
/// process; reports each result the moment it exists and appends it to `summary`. Stops early, without error, when asked to.
void judge(const RunRequest& request, const train::RunData& data, const std::vector<Subject>& subjects, RunControl& control, RunSummary& summary);

} // namespace stillhouse::engine
