// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/engine.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace stillhouse::cli {

/// Exit codes that scripts rely on.
enum ExitCode { Done = 0, Failed = 1, Usage = 2, Cancelled = 130 };

/// The flags that every command takes.
struct Shared {
    bool json = false, quiet = false;
    int threads = 0;
    std::string device; ///< of the commands that compute with LibTorch; empty: not given
    std::int64_t seed = 1;
    bool seedGiven = false;
};

/// One command: how it declares its options on `app` and what it then does. `run` returns an ExitCode.
struct Command {
    std::string name, summary;
    std::function<std::function<int()>(CLI::App& app, Shared& shared)> declare;
};

/// All commands in the order of --help; the LIST is in commands.cpp.
const std::vector<Command>& commands();

/// The control of the command going on; Ctrl-C asks it to stop at the next step.
RunControl& control();

/// --device, for a command that computes with LibTorch.
void addDevice(CLI::App& app, Shared& shared);
/// The engine, opened on first use and set to the device that was asked for; on failure prints the error and returns null.
Engine* engine(const Shared& shared);

/// Prints an error to stderr (and as {"error":…} to stdout with --json) and returns its exit code.
int report(const Error& error, const Shared& shared);
/// With --json prints `object` on stdout; otherwise nothing.
void print(const nlohmann::json& object, const Shared& shared);
/// A line for people on stdout, only without --json.
void say(const std::string& line, const Shared& shared);
/// Shows progress and log lines of `control()` on stderr unless --quiet.
void showProgress(const Shared& shared);

Command infoCommand();
Command tokenizeCommand();
Command trainTokenizerCommand();
Command trainCommand();
Command runCommand();
Command distillCommand();
Command alignCommand();
Command evalCommand();
Command perplexityCommand();
Command logitsCommand();
Command generateCommand();
Command demoCommand();
Command attentionCommand();
Command benchCommand();
Command exportCommand();
Command quantizeCommand();
Command pruneCommand();
Command loraCommand();
Command cascadeCommand();
Command compareCommand();
Command runsCommand();
Command datasetCommand();
Command sampleCommand();
Command schemaCommand();
Command teacherCommand();
Command reportCommand();
Command importBenchCommand();
Command tensorboardCommand();

} // namespace stillhouse::cli
