// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine offers, and which BLAS LibTorch will use on it. No engine needed; any thread.
#pragma once
#include "core/api/text.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

struct SystemReport {
    std::string cpu;
    int cores = 0, threads = 0;
    std::vector<std::string> instructionSets;
    std::int64_t memoryBytes = 0, memoryAvailable = 0;
    std::string blas;    ///< "oneDNN sgemm", "OpenBLAS (SkylakeX)", "reference BLAS"
    std::string blasWhy; ///< one sentence for people who wonder
    double sgemmGflops = 0; ///< measured now by a quick product, 0 when not asked for
    Text warning;           ///< not empty when the BLAS is slow
};

/// Reads the processor and chooses the BLAS; with `measure`, times a small product (a few milliseconds to a second).
SystemReport systemReport(bool measure);

} // namespace stillhouse
