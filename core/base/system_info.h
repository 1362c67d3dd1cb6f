// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine is and how fast its matrix product is: for `info --system`, the dry run and the choice of kernels.
#pragma once
#include "core/api/text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::base {

struct SystemInfo {
    std::string cpu; ///< brand string, "unknown" where the system does not tell
    int cores = 0;   ///< hardware threads this process may use
    int threads = 0; ///< what numerical work uses: base::defaultThreads()
    std::vector<std::string>
        instructions; ///< of AVX2, FMA, F16C, AVX512F, AVX512BW, AVX512_VNNI, AVX512_BF16, AVX512_FP16, AVX_VNNI, AMX_…, NEON, SVE
    std::int64_t memoryTotal = 0;     ///< bytes, the control group's limit where that is smaller
    std::int64_t memoryAvailable = 0; ///< bytes that new work may take without swapping
    std::string blas;                 ///< what computes f32 products
    Text blasReason;
    Text warning; ///< set when products are known to be slow here; says the remedy
};

/// Reads /proc, /sys and the control group; opens the BLAS library. Thread-safe, some milliseconds.
SystemInfo probeSystem();

/// Median GFLOP/s of a few f32 products of 1024³ through the `sgemm_` that LibTorch gets, with the threads OpenMP gives. ~0.1 s with a
/// tuned library; smaller products are taken when the first one shows that the library is slow.
double measureSgemm();

/// A warning with a remedy when `gflops` (from measureSgemm) is far below what a tuned library reaches on `threads` threads of any
/// processor of the last ten years; empty otherwise.
Text slowProductWarning(double gflops, int threads);

/// Whether the operating system reports the processor feature `flag`, by its Linux name: "avx2", "avx512_vnni", "asimd".
bool cpuHas(std::string_view flag);

} // namespace stillhouse::base
