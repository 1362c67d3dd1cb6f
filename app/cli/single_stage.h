// SPDX-License-Identifier: GPL-3.0-or-later
// One stage alone, with the parameters that an experiment's stage has. The flags are the stage's own option table, so they are read after
// the engine is open.
#pragma once
#include "app/cli/recorded_run.h"

namespace stillhouse::cli {

struct StageRequest {
    Experiment experiment;
    std::vector<std::string> teachers;
    std::vector<double> weights; ///< of the teachers, in their order; 1 where there are fewer
    std::string stage, store = "project.db";
    bool resume = false, list = false;
    TakeUp takeUp;
    CLI::App* extras = nullptr; ///< where CLI11 puts the stage's own flags
};

/// Declares the flags of a request on `app`; `standard` is the stage where --stage names none.
std::shared_ptr<StageRequest> declareStage(CLI::App& app, const std::string& standard);
/// Runs it, recorded in its store. `summary`, where given, is what the run said; the exit code tells whether there is one.
int runStage(StageRequest& request, const Shared& shared, RunSummary* summary = nullptr);

} // namespace stillhouse::cli
