// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/command.h"
#include "app/cli/format.h"

namespace stillhouse::cli {

/// Runs an experiment (or one lane of it) with everything recorded in `storePath`, prints the outcome and returns the exit code.
int recordedRun(const Experiment& experiment, const std::string& storePath, bool resume, const std::string& lane, const std::string& tensorboard,
                const Shared& shared);
nlohmann::json toJson(const std::string& runId, const RunSummary& summary);

/// With a folder, every scalar of the run also goes into TensorBoard event files there.
Result<void> addTensorboard(const std::string& folder, const std::string& runId);

} // namespace stillhouse::cli
