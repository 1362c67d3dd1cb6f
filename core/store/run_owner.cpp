// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_owner.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <vector>

namespace stillhouse::store {
namespace {

std::string bootId() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

std::string processNamespace() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/ns/pid", ignored).string();
}

/// Field 22 of /proc/PID/stat (proc(5)); empty when there is no such process, or only what is left of one until its parent asks.
std::string startTime(const std::string& pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    std::string line;
    std::getline(file, line);
    const auto end = line.rfind(')'); // the name before it may contain anything
    if (end == std::string::npos)
        return {};
    std::istringstream rest(line.substr(end + 1));
    std::string field;
    for (int number = 3; number <= 22 && rest >> field; ++number)
        if (number == 3 && (field == "Z" || field == "X"))
            return {};
    return field;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, '/');)
        parts.push_back(part);
    return parts;
}

} // namespace

std::string thisProcess() {
    const std::string pid = std::to_string(::getpid());
    return bootId() + "/" + processNamespace() + "/" + pid + "/" + startTime(pid);
}

Liveness livenessOf(const std::string& owner) {
    const std::vector<std::string> parts = split(owner);
    if (parts.size() != 4 || parts[0] != bootId())
        return Liveness::Gone;
    if (parts[1] != processNamespace())
        return Liveness::Unknown;
    return startTime(parts[2]) == parts[3] ? Liveness::Alive : Liveness::Gone;
}

} // namespace stillhouse::store
