// SPDX-License-Identifier: GPL-3.0-or-later
// One question to a remote teacher, without the engine. Any thread.
#pragma once
#include "core/api/engine.h"
#include "core/api/remote.h"

namespace stillhouse::widgets {

struct RemoteProbe {
    RemoteSpec spec;
    RemoteAccess access;
};

struct RemoteProbeResult {
    ProbeResult result;  ///< labels and log-probabilities: of the task's labels, or of the most probable first tokens
    double covered = -1; ///< mass that the labels hold; below 0: no task
};

/// `task`: path of a task file, or empty.
Result<RemoteProbeResult> probeRemote(const RemoteProbe& probe, const std::string& prompt, const std::string& task, RunControl& control);

} // namespace stillhouse::widgets
