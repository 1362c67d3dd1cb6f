// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <cstdio>
#include <ctime>
#include <iostream>
#include <unistd.h>

namespace stillhouse::cli {

namespace {

void showBar(const Progress& p) {
    if (!isatty(STDERR_FILENO))
        return;
    std::fprintf(stderr, "\r\033[K%s%s%s  %lld/%lld", p.lane.c_str(), p.lane.empty() ? "" : ": ", p.activity.english().c_str(), (long long)p.done,
                 (long long)p.total);
    if (p.rate > 0)
        std::fprintf(stderr, "  %.0f %s", p.rate, p.rateUnit.c_str());
    if (p.secondsLeft > 0)
        std::fprintf(stderr, "  %d:%02d left", int(p.secondsLeft) / 60, int(p.secondsLeft) % 60);
    std::fflush(stderr);
}

void showLine(const Report& report) {
    const char* clear = isatty(STDERR_FILENO) ? "\r\033[K" : "";
    if (const auto* event = std::get_if<Event>(&report); event && event->severity >= Severity::Info)
        std::fprintf(stderr, "%s%s%s%s\n", clear, event->lane.c_str(), event->lane.empty() ? "" : ": ", event->text.english().c_str());
    if (const auto* progress = std::get_if<Progress>(&report))
        showBar(*progress);
}

} // namespace

RunControl& control() {
    static auto* control = new RunControl; // never destroyed: the thread that waits for Ctrl-C outlasts main
    return *control;
}

void addDevice(CLI::App& app, Shared& shared) {
    app.add_option("--device", shared.device, "Where LibTorch computes: auto (CUDA where there is one, else the CPU), cpu, cuda or cuda:N");
}

Engine* engine(const Shared& shared) {
    static std::unique_ptr<Engine> engine;
    if (engine)
        return engine.get();
    auto loaded = loadEngine();
    if (!loaded) {
        report(loaded.error(), shared);
        return nullptr;
    }
    (*loaded)->setThreads(shared.threads);
    if (const auto set = shared.device.empty() ? Result<void>() : (*loaded)->setDevice(shared.device); !set) {
        report(set.error(), shared);
        return nullptr;
    }
    engine = std::move(loaded.value());
    return engine.get();
}

int report(const Error& error, const Shared& shared) {
    std::cerr << "stillhouse-cli: " << error.english() << "\n";
    if (shared.json)
        std::cout << nlohmann::json{{"error", {{"what", error.what.english()}, {"where", error.where}, {"key", error.key}, {"remedy", error.remedy.english()}}}}
                         .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << "\n";
    return error.kind == ErrorKind::Cancelled ? Cancelled : Failed;
}

void print(const nlohmann::json& object, const Shared& shared) {
    if (shared.json)
        std::cout << object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

void say(const std::string& line, const Shared& shared) {
    if (!shared.json)
        std::cout << line << "\n";
}

void showProgress(const Shared& shared) {
    if (!shared.quiet)
        control().addObserver(showLine);
}

} // namespace stillhouse::cli
