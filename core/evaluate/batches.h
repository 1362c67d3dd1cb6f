// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of different lengths, grouped so that little is padded; progress and stopping between groups.
#pragma once
#include "core/model/torch.h"

#include "core/api/run_control.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::evaluate {

struct ScoreOptions {
    std::int64_t batchTokens = 4096; ///< tokens of one pass, padding included; a longer row is a pass of its own
    std::string lane;                ///< of the progress reports
    int stageIndex = 0;
    Text activity = SH_TR("Evaluating");
};

/// Row indices in batches: rows sorted by length, at most batchTokens of rows × (longest + extra) each. `equal`: only rows of the same
/// length together. The longest batch comes first, so running out of memory shows at once.
std::vector<std::vector<std::size_t>> lengthBatches(std::span<const std::size_t> lengths, std::size_t extra, std::int64_t batchTokens,
                                                    bool equal);

/// (rows, longest) int64, padded on the right with 0, which a causal model never lets reach the tokens before it.
torch::Tensor paddedIds(std::span<const std::vector<std::int32_t>> rows, torch::Device device);

/// base::Failure when a token is outside the model's vocabulary of `vocab` entries.
void checkIds(std::span<const std::int32_t> ids, std::int64_t vocab);

/// Tells the watcher how far a loop over examples is, a few times a second, and stops the loop when asked to.
class BatchMeter {
public:
    BatchMeter(RunControl* control, const ScoreOptions& options, std::int64_t total, std::string unit = "examples/s");
    /// Before each batch: waits while paused; base::Failure (Cancelled) when the run shall stop.
    void check();
    /// After each batch.
    void add(std::int64_t done);

private:
    using Clock = std::chrono::steady_clock;
    RunControl* control_;
    Progress progress_;
    Clock::time_point start_ = Clock::now(), told_ = start_;
};

} // namespace stillhouse::evaluate
