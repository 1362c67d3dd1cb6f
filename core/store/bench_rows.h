// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of `llama-bench -o jsonl` (llama.cpp, tools/llama-bench): the columns that a comparison needs.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::store {

struct BenchRow {
    std::string buildCommit, cpu, gpu, backends, modelFile, modelType, typeK, typeV;
    std::int64_t buildNumber = 0, bytes = 0, parameters = 0, batch = 0, microBatch = 0, threads = 0, gpuLayers = 0;
    std::int64_t prompt = 0, generate = 0, depth = 0; ///< tokens
    bool flashAttention = false;
    double time = 0;             ///< of the test, seconds since the Unix epoch; 0: not said
    std::vector<double> samples; ///< tokens per second; its mean alone where the row has no samples

    std::string test() const;       ///< "pp512", "tg128", "pp512+tg128", with " @ d4096" behind a filled cache: llama-bench's own words
    const char* kind() const;       ///< "prompt_tps", "decode_tps", "mixed_tps"
    std::string build() const;      ///< "llama.cpp b4719 (d7b31a9d)"
    std::string kernel() const;     ///< build, back ends and what else was set: tells rows of one test apart
    std::string provenance() const; ///< build, processors, date
};

/// Every line that is not blank. base::Failure names `where`, line and column: no JSON object, a column of the wrong type or out of range, a test
/// without tokens or speed.
std::vector<BenchRow> readBenchRows(std::string_view text, const std::string& where);

} // namespace stillhouse::store
