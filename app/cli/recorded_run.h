// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/command.h"
#include "app/cli/format.h"

namespace stillhouse::cli {

/// Whose reward model, preferences and samples a run takes up. Both are run ids of the same store; at most one is given.
struct TakeUp {
    std::string roundOf; ///< the run is the feedback round after this one; "last": after the newest
    std::string after;   ///< the stages go on with what this run left: its reward model and its samples
};

/// Runs an experiment (or one lane of it) with everything recorded in `storePath`, prints the outcome and returns the exit code. A run that
/// did not fail is also put into `result`, where given.
int recordedRun(const Experiment& experiment, const std::string& storePath, bool resume, const std::string& lane, const std::string& tensorboard,
                const Shared& shared, const TakeUp& takeUp = {}, RunSummary* result = nullptr);
/// --round-of and --after.
void addTakeUp(CLI::App& app, TakeUp& takeUp);
nlohmann::json toJson(const std::string& runId, const RunSummary& summary);

/// With a folder, every scalar of the run also goes into TensorBoard event files there.
Result<void> addTensorboard(const std::string& folder, const std::string& runId);

} // namespace stillhouse::cli
