// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/run_control.h"

#include <cstdint>
#include <string>

namespace stillhouse {

/// An observer that writes every metric of a run as a TensorBoard scalar into event files under `folder` (core/store/tensorboard.h).
Result<RunControl::Observer> tensorboardObserver(const std::string& folder);

struct TensorboardExport {
    std::string path; ///< `folder`/RUN, with a folder per lane
    std::int64_t series = 0, points = 0;
};

/// The curves of a recorded run (empty: the newest that has some) as the observer would have written them: one event file per lane, tags "STAGE/NAME". The store keeps no
/// time per step, so every event has the time at which the run began. Files appear whole; the same export again replaces them.
/// NotFound: no such run, or no curves. Any thread.
Result<TensorboardExport> exportTensorboard(const std::string& storePath, const std::string& runId, const std::string& folder);

} // namespace stillhouse
