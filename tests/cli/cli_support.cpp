// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_support.h"

#include "tests/support/temporary_folder.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace stillhouse::tests {

namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

pid_t start(const std::string& command, const std::string& folder, const TemporaryFolder& pipes, const std::string& input) {
    std::ofstream(pipes / "in", std::ios::binary) << input;
    const std::string line = "exec <'" + (pipes / "in").string() + "' >'" + (pipes / "out").string() + "' 2>'" + (pipes / "err").string() + "'; " + command;
    const pid_t child = fork();
    if (child == 0) {
        const char* path = std::getenv("PATH");
        setenv("PATH", (std::string(STILLHOUSE_BINARY_DIR) + ":" + (path ? path : "/usr/bin:/bin")).c_str(), 1);
        if (chdir(folder.c_str()) == 0)
            execl("/bin/bash", "bash", "-c", line.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    return child;
}

CommandResult finish(pid_t child, const TemporaryFolder& pipes) {
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), contents(pipes / "out"), contents(pipes / "err")};
}

} // namespace

CommandResult shell(const std::string& command, const std::string& folder, const std::string& input) {
    const TemporaryFolder pipes;
    return finish(start(command, folder, pipes, input), pipes);
}

CommandResult shellUntil(const std::string& command, const std::string& folder, const std::string& file, int signal) {
    const TemporaryFolder pipes;
    const pid_t child = start("exec " + command, folder, pipes, {});
    const auto appeared = [&] {
        std::error_code ignored;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored))
            if (entry.path().filename().string().rfind(file, 0) == 0)
                return true;
        return false;
    };
    siginfo_t ended{};
    for (int i = 0; i < 30000 && !appeared(); ++i) {
        waitid(P_PID, id_t(child), &ended, WEXITED | WNOHANG | WNOWAIT);
        if (ended.si_pid == child)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    kill(child, signal);
    return finish(child, pipes);
}

CommandResult shellKilledAfter(const std::string& command, const std::string& folder, double seconds) {
    const TemporaryFolder pipes;
    const pid_t child = start("exec " + command, folder, pipes, {});
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    siginfo_t ended{};
    while (ended.si_pid != child && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        waitid(P_PID, id_t(child), &ended, WEXITED | WNOHANG | WNOWAIT);
    }
    kill(child, SIGKILL); // not yet waited for, so the number is still its own
    return finish(child, pipes);
}

void shrinkExperiment(const std::string& folder) {
    const auto path = std::filesystem::path(folder) / "experiment.json";
    auto document = nlohmann::json::parse(contents(path));
    for (auto& [lane, stages] : document["strategies"].items())
        for (auto& stage : stages) {
            if (stage["stage"] == "quantize.int4") {
                stage["sequences"] = 4;
                continue;
            }
            if (stage["stage"] == "quantize.fp16") {
                stage["calibration_tokens"] = 512;
                continue;
            }
            if (stage["stage"] == "align.filter")
                continue;
            if (stage["stage"] == "align.ppo" || stage["stage"] == "align.best_of_n") {
                stage["rollouts"] = 1;
                stage["answers"] = 64;
                stage["batch_size"] = 16;
                continue;
            }
            if (stage["stage"] == "align.reward")
                stage["pairs"] = 128;
            stage["steps"] = 40;
            stage["batch_size"] = 8;
            stage["checkpoint_every"] = 5;
            if (stage["stage"] == "align.progressive")
                stage["samples"] = 64;
        }
    document["evaluate"] = {{"limit", 40}, {"latency_requests", 5}, {"bootstrap", 100}};
    std::ofstream(path) << document.dump(2);
}

} // namespace stillhouse::tests
