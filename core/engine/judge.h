// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluate/runtime.h"
#include "core/train/stage.h"

#include <memory>
#include <string>
#include <vector>

namespace stillhouse::engine {

/// A model to be judged: "teacher", "teacher 2", …, "A", "B".
struct Subject {
    std::string name, path;
    std::shared_ptr<evaluate::Runtime> runtime; ///< null: behind an endpoint
    std::shared_ptr<const model::Decoder> decoder = nullptr; ///< what the runtime runs, where it is LibTorch's
    std::shared_ptr<const evaluate::TaskEncoder> encoder = nullptr; ///< with the subject's own tokens; null: it has the student's
    std::shared_ptr<const train::RemoteVoice> remote = nullptr;
};

/// Every teacher of a run, each a subject of its own in the document's order.
std::vector<Subject> teacherSubjects(const std::vector<train::Teacher>& teachers);
bool isTeacher(const Subject& subject);

/// A model in memory through LibTorch.
Subject decoderSubject(std::string name, std::string path, std::shared_ptr<const model::Decoder> decoder);
/// A model folder, read now.
Subject modelSubject(std::string name, const std::string& path, torch::Device device);
/// A packed file, run from its own bytes; it holds at least `context` tokens where the model does.
Subject packedSubject(std::string name, const std::string& path, std::int64_t context);

/// Measures every subject on the test split with intervals, every pair on the same examples, and all latencies interleaved in this
/// process; reports each result the moment it exists and appends it to `summary`. Stops early, without error, when asked to. A teacher
/// behind an endpoint is asked for its labels on the same examples; in a generation task it is left out, and its latency always
/// is, because it says more about the network than about the model: both are told in the history.
void judge(const RunRequest& request, const train::RunData& data, const std::vector<Subject>& subjects, RunControl& control, RunSummary& summary);

} // namespace stillhouse::engine
