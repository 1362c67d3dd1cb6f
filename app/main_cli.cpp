// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <csignal>
#include <iostream>

using namespace stillhouse;

namespace {

// The first Ctrl-C asks the work to stop at its next step; the second ends the process at once.
void onInterrupt(int) {
    static volatile std::sig_atomic_t asked = 0;
    if (asked)
        std::_Exit(cli::Cancelled);
    asked = 1;
    cli::requestStopFromSignal();
}

void addShared(CLI::App& app, cli::Shared& shared) {
    app.add_flag("--json", shared.json, "One JSON object on stdout and nothing else there");
    app.add_flag("--quiet", shared.quiet, "No progress on stderr");
    app.add_option("--threads", shared.threads, "Worker threads; 0: one per core")->check(CLI::Range(0, 1024));
    app.add_option("--seed", shared.seed, "Seed of everything random")->each([&shared](const std::string&) { shared.seedGiven = true; });
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app{"Stillhouse: distil, prune and quantize language models, and compare what came out", "stillhouse-cli"};
    app.set_version_flag("--version", STILLHOUSE_VERSION);
    app.require_subcommand(1);
    cli::Shared shared;
    std::function<int()> chosen;
    for (const auto& command : cli::commands()) {
        CLI::App* sub = app.add_subcommand(command.name, command.summary);
        addShared(*sub, shared);
        sub->callback([&chosen, run = command.declare(*sub, shared)] { chosen = run; });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error, std::cout, std::cerr);
        return code == 0 ? cli::Done : cli::Usage;
    }
    return chosen();
}
