// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <fstream>
#include <string>

namespace stillhouse::base {

namespace {

std::int64_t statusField(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == name) {
            std::int64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

} // namespace

std::int64_t residentBytes() { return statusField("VmRSS:"); }
std::int64_t peakResidentBytes() { return statusField("VmHWM:"); }

} // namespace stillhouse::base
