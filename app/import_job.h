// SPDX-License-Identifier: GPL-3.0-or-later
// Brings a data file into a project: rows into the store, then the project's own copy, which is what a run reads. Worker thread.
#pragma once
#include "core/api/experiment.h"
#include "core/api/store.h"

#include <functional>
#include <string>

namespace stillhouse::app {

struct ImportRequest {
    std::string projectFolder, storePath, path;
    ReadOptions options;
    std::string currentTask; ///< task file of the experiment; kept when it knows all labels of the new data
    bool adopt = false;      ///< the file already is the experiment's data: only fill the store
};

struct ImportOutcome {
    ImportSummary summary;
    std::string train; ///< the project's copy; empty when adopted
    std::string task;  ///< a task file guessed from the labels; empty: keep the current one
};

/// On an error or a stop, nothing of the file stays in the store.
Result<ImportOutcome> importIntoProject(const ImportRequest& request, RunControl& control);

/// Writes labels given in the window into the file that `experiment` trains on, when there are new ones.
/// A file outside the project is never written: the experiment then trains on a copy inside.
Result<void> refreshTrainingFile(Store& store, const std::string& projectFolder, Experiment& experiment);

} // namespace stillhouse::app
