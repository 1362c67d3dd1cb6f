// SPDX-License-Identifier: GPL-3.0-or-later
// Measurements that other programs made, as rivals in a project's comparison.
#pragma once
#include "core/api/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

/// The tag of a run that is no run of ours but measurements from `llama-bench`.
inline constexpr const char* kBenchTag = "llama-bench";

struct BenchImport {
    std::vector<std::string> runIds; ///< one per model file and build
    std::int64_t rows = 0;
};

/// Reads a file of `llama-bench -o jsonl` (one JSON object a line: build_commit, model_filename, n_prompt, n_gen, samples_ts, …; columns that
/// are not known are left alone) and puts it into the project file in one transaction: a finished run per model and build, tagged kBenchTag, its
/// provenance as note, its start the first test's time; a subject per test ("pp512", "tg128 @ d4096"), with the samples as prompt_tps,
/// decode_tps or mixed_tps (prompt and generation in one), tokens per second. The same rows again replace the earlier ones.
/// BadInput names file, line and column. Any thread.
Result<BenchImport> importBench(const std::string& storePath, const std::string& file);

} // namespace stillhouse
