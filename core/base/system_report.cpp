// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/system.h"

#include "core/base/system_info.h"

namespace stillhouse {

SystemReport systemReport(bool measure) {
    const auto info = base::probeSystem();
    SystemReport out;
    out.cpu = info.cpu;
    out.cores = info.cores;
    out.threads = info.threads;
    out.instructionSets = info.instructions;
    out.memoryBytes = info.memoryTotal;
    out.memoryAvailable = info.memoryAvailable;
    out.blas = info.blas;
    out.blasWhy = info.blasReason.english();
    out.warning = info.warning;
    if (measure) {
        out.sgemmGflops = base::measureSgemm();
        if (out.warning.empty())
            out.warning = base::slowProductWarning(out.sgemmGflops, out.threads);
    }
    return out;
}

} // namespace stillhouse
