// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_info.h"

#include "core/base/blas.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sched.h>
#include <set>
#include <sstream>
#include <thread>

namespace stillhouse::base {

namespace {

struct CpuText {
    std::string brand = "unknown";
    std::set<std::string, std::less<>> flags;
};

// /proc/cpuinfo and not the cpuid instruction: it lists what the kernel has also enabled (AVX-512 and AMX state), on any architecture.
CpuText readCpuText() {
    CpuText text;
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        if (line.starts_with("model name") && colon + 2 < line.size())
            text.brand = line.substr(colon + 2);
        if (text.flags.empty() && (line.starts_with("flags") || line.starts_with("Features"))) {
            std::istringstream words(line.substr(colon + 1));
            for (std::string word; words >> word;)
                text.flags.insert(word);
        }
    }
    return text;
}

const CpuText& cpuText() {
    static const CpuText text = readCpuText();
    return text;
}

std::string firstLine(const std::string& path) {
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return line;
}

std::int64_t memoryLine(const std::string& name) {
    std::ifstream file("/proc/meminfo");
    for (std::string key, unit; file >> key;) {
        std::int64_t kib = 0;
        if (!(file >> kib))
            break;
        std::getline(file, unit);
        if (key == name)
            return kib * 1024;
    }
    return 0;
}

std::int64_t numberIn(const std::string& path, std::int64_t otherwise) {
    const auto line = firstLine(path);
    std::int64_t value = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), value);
    return parsed.ec == std::errc() ? value : otherwise;
}

// Hardware threads of this process and how many distinct cores they lie on.
std::pair<int, int> usableCores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        const int all = std::max(1, int(std::thread::hardware_concurrency()));
        return {all, all};
    }
    std::set<std::string> cores;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &set))
            continue;
        const auto siblings = firstLine("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list");
        cores.insert(siblings.empty() ? "cpu" + std::to_string(cpu) : siblings);
    }
    return {std::max(1, CPU_COUNT(&set)), std::max<int>(1, int(cores.size()))};
}

// Whole processors that the control group grants, or a large number.
int groupQuota() {
    std::istringstream line(firstLine("/sys/fs/cgroup/cpu.max"));
    double quota = 0, period = 0;
    if (!(line >> quota >> period) || period <= 0)
        return std::numeric_limits<int>::max();
    return std::max(1, int(quota / period + 0.5));
}

std::vector<std::string> instructionNames() {
    static const std::pair<const char*, const char*> known[] = {
        {"avx2", "AVX2"},
        {"fma", "FMA"},
        {"f16c", "F16C"},
        {"avx512f", "AVX512F"},
        {"avx512bw", "AVX512BW"},
        {"avx512_vnni", "AVX512_VNNI"},
        {"avx512_bf16", "AVX512_BF16"},
        {"avx512_fp16", "AVX512_FP16"},
        {"avx_vnni", "AVX_VNNI"},
        {"amx_int8", "AMX_INT8"},
        {"amx_bf16", "AMX_BF16"},
        {"asimd", "NEON"},
        {"asimddp", "NEON_DOTPROD"},
        {"sve", "SVE"},
    };
    std::vector<std::string> names;
    for (const auto& [flag, name] : known)
        if (cpuHas(flag))
            names.emplace_back(name);
    return names;
}

double productSeconds(int size, const std::vector<float>& a, const std::vector<float>& b, std::vector<float>& c) {
    const char plain = 'N';
    const float one = 1, zero = 0;
    const auto start = std::chrono::steady_clock::now();
    sgemm_(&plain, &plain, &size, &size, &size, &one, a.data(), &size, b.data(), &size, &zero, c.data(), &size);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

const char* const remedyText = SH_TR("Matrix products are slow here (%1): training would take many times as long. Install oneDNN "
                                     "(package libdnnl2 or libdnnl3) or OpenBLAS (package libopenblas0-openmp)");

} // namespace

bool cpuHas(std::string_view flag) {
    return cpuText().flags.contains(flag);
}

int defaultThreads() {
    if (const char* variable = std::getenv("OMP_NUM_THREADS")) {
        const int wanted = std::atoi(variable);
        if (wanted > 0 && wanted <= 4096)
            return wanted;
    }
    return std::min(usableCores().second, groupQuota());
}

SystemInfo probeSystem() {
    SystemInfo info;
    info.cpu = cpuText().brand;
    info.cores = usableCores().first;
    info.threads = defaultThreads();
    info.instructions = instructionNames();
    info.memoryTotal = memoryLine("MemTotal:");
    info.memoryAvailable = memoryLine("MemAvailable:");
    const auto limit = numberIn("/sys/fs/cgroup/memory.max", info.memoryTotal);
    if (limit < info.memoryTotal) {
        info.memoryTotal = limit;
        info.memoryAvailable = std::clamp<std::int64_t>(limit - numberIn("/sys/fs/cgroup/memory.current", 0), 0, info.memoryAvailable);
    }
    const auto& blas = blasChoice();
    info.blas = blas.name;
    info.blasReason = blas.reason;
    if (!blas.fast)
        info.warning = Text(remedyText, {blas.name});
    return info;
}

double measureSgemm() {
    constexpr int small = 256, large = 1024;
    std::vector<float> a(large * large, 0.5F), b(large * large, 0.25F), c(large * large);
    const auto rate = [](int size, double seconds) { return 2e-9 * size * size * size / std::max(seconds, 1e-9); };
    productSeconds(small, a, b, c); // maps the library, generates its kernels and starts the threads
    const double first = rate(small, productSeconds(small, a, b, c));
    const int size = first < 15 ? small : large;
    std::vector<double> rates;
    for (int repeat = 0; repeat < 7; ++repeat)
        rates.push_back(rate(size, productSeconds(size, a, b, c)));
    std::nth_element(rates.begin(), rates.begin() + 3, rates.end());
    return rates[3];
}

Text slowProductWarning(double gflops, int threads) {
    // AVX2 with one fused multiply-add per cycle at 2 GHz is 32 GFLOP/s per core; a third of that is far from tuned.
    if (gflops >= 10.0 * std::min(threads, 8))
        return {};
    std::ostringstream speed;
    speed.precision(1);
    speed << std::fixed << gflops << " GFLOP/s, " << blasChoice().name;
    return Text(remedyText, {speed.str()});
}

} // namespace stillhouse::base
