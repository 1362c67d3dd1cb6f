// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <csignal>
#include <iostream>
#include <thread>

using namespace stillhouse;

namespace {

// The first Ctrl-C asks the work to stop at its next step; the second ends the process at once. A thread waits for both: a signal handler, which
// runs on the stack of whatever it interrupts, left one stop of training in seven with a damaged heap.
void watchInterrupts() {
    static sigset_t interrupts;
    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGINT);
    sigaddset(&interrupts, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &interrupts, nullptr); // inherited by every thread that comes later
    std::thread([] {
        int signal = 0;
        sigwait(&interrupts, &signal);
        cli::control().requestStop();
        sigwait(&interrupts, &signal);
        std::_Exit(cli::Cancelled);
    }).detach();
}

void addShared(CLI::App& app, cli::Shared& shared) {
    app.add_flag("--json", shared.json, "One JSON object on stdout and nothing else there");
    app.add_flag("--quiet", shared.quiet, "No progress on stderr");
    app.add_option("--threads", shared.threads, "Worker threads; 0: one per core")->check(CLI::Range(0, 1024));
    app.add_option("--seed", shared.seed, "Seed of everything random")->each([&shared](const std::string&) { shared.seedGiven = true; });
}

} // namespace

int main(int argc, char** argv) {
    watchInterrupts();
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
