// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace stillhouse::tests {

struct CommandResult {
    int code = 0; ///< exit code; 128 + signal when a signal ended it
    std::string out, error;
    nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// Runs `command` by the shell in `folder`, with `stillhouse-cli` on the PATH.
CommandResult shell(const std::string& command, const std::string& folder, const std::string& input = {});

/// Starts `command`, sends `signal` as soon as a file whose name begins with `file` exists anywhere under `folder`, and waits.
CommandResult shellUntil(const std::string& command, const std::string& folder, const std::string& file, int signal);

/// Starts `command` and kills it (SIGKILL) after so many seconds, unless it has ended by then.
CommandResult shellKilledAfter(const std::string& command, const std::string& folder, double seconds);

/// Makes the sample experiment in `folder`/project small enough for a test: few steps, few examples to judge.
void shrinkExperiment(const std::string& folder);

} // namespace stillhouse::tests
