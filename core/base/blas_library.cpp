// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/blas_library.h"

#include "core/base/system_info.h"

#include <cstdlib>
#include <dlfcn.h>
#include <optional>
#include <string>

namespace stillhouse::base {

namespace {

std::string pathOf(const void* symbol) {
    Dl_info info{};
    return dladdr(symbol, &info) && info.dli_fname ? info.dli_fname : std::string();
}

// A library that is mapped already comes first: two versions of oneDNN in one process would each keep their own scratch memory.
void* openLibrary(const char* name) {
    if (void* mapped = dlopen(name, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD))
        return mapped;
    return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

std::optional<BlasLibrary> oneDnn(Text reason) {
    for (const char* name : {"libdnnl.so.2", "libdnnl.so.3"}) {
        void* library = openLibrary(name);
        if (void* symbol = library ? dlsym(library, "dnnl_sgemm") : nullptr) {
            BlasLibrary found;
            found.choice = {std::string("oneDNN (") + name + ")", std::move(reason), pathOf(symbol), true};
            found.rowMajor = reinterpret_cast<RowMajorSgemm>(symbol);
            return found;
        }
    }
    return std::nullopt;
}

// The netlib reference BLAS has no threads and no vector code; OpenBLAS, BLIS and ATLAS are told apart by a symbol of their own.
bool isTuned(void* library, const std::string& path) {
    for (const char* symbol : {"openblas_get_num_threads", "bli_thread_get_num_threads", "ATL_sgemm", "mkl_get_max_threads"})
        if (dlsym(library, symbol))
            return true;
    return path.find("openblas") != std::string::npos;
}

std::optional<BlasLibrary> systemBlas(Text reason) {
    for (const char* name : {"libblas.so.3", "libopenblas.so.0"}) {
        void* library = openLibrary(name);
        void* symbol = library ? dlsym(library, "sgemm_") : nullptr;
        if (!symbol || symbol == reinterpret_cast<void*>(&sgemm_))
            continue;
        BlasLibrary found;
        const auto path = pathOf(symbol);
        found.choice = {"system BLAS (" + path + ")", std::move(reason), path, isTuned(library, path)};
        found.fortran = reinterpret_cast<FortranSgemm>(symbol);
        return found;
    }
    return std::nullopt;
}

// MKL inside LibTorch itself, as its Python package and the archives of pytorch.org have it.
std::optional<BlasLibrary> torchBlas(Text reason) {
    void* library = dlopen("libtorch_cpu.so", RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    void* symbol = library ? dlsym(library, "sgemm_") : nullptr;
    const auto path = symbol ? pathOf(symbol) : std::string();
    if (path.find("libtorch_cpu") == std::string::npos)
        return std::nullopt;
    BlasLibrary found;
    found.choice = {"LibTorch's own BLAS", std::move(reason), path, true};
    found.fortran = reinterpret_cast<FortranSgemm>(symbol);
    return found;
}

BlasLibrary builtIn(Text reason) {
    BlasLibrary found;
    found.choice = {"built-in", std::move(reason), {}, false};
    return found;
}

BlasLibrary choose() {
    const char* variable = std::getenv("STILLHOUSE_BLAS");
    const std::string wanted = variable ? variable : "";
    const Text forced(SH_TR("chosen by STILLHOUSE_BLAS"));
    if (wanted == "builtin")
        return builtIn(forced);
    if (wanted == "onednn")
        if (auto found = oneDnn(forced))
            return *found;
    if (wanted == "system")
        if (auto found = systemBlas(forced))
            return *found;
    // Outside x86 oneDNN's own product is plain C++; there a tuned OpenBLAS is the faster one.
    const bool vectorX86 = cpuHas("avx2");
    if (vectorX86)
        if (auto found = oneDnn(SH_TR("oneDNN generates its kernels for this processor's instruction set")))
            return *found;
    if (auto found = torchBlas(SH_TR("this LibTorch brings one that is made for it")))
        return *found;
    if (auto found = systemBlas(vectorX86 ? SH_TR("oneDNN is not installed") : SH_TR("the fastest choice for this processor")))
        return *found;
    if (auto found = oneDnn(SH_TR("no BLAS library is installed")))
        return *found;
    return builtIn(SH_TR("neither oneDNN nor a BLAS library is installed"));
}

// Before main, so also before any thread and before the engine library is opened.
[[maybe_unused]] const bool prepared = (prepareBlas(), true);

} // namespace

const BlasLibrary& blasLibrary() {
    static const BlasLibrary library = choose();
    return library;
}

const BlasChoice& blasChoice() {
    return blasLibrary().choice;
}

void prepareBlas() {
    // Cores that every OpenBLAS of the last years knows; the value is the oldest one with the instruction set.
    const char* core = cpuHas("avx512vl") && cpuHas("avx512bw") ? "SkylakeX" : cpuHas("avx2") && cpuHas("fma") ? "Haswell" : nullptr;
    if (core)
        setenv("OPENBLAS_CORETYPE", core, 0);
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0); // NVIDIA's products give the same bits again only with a fixed workspace
}

} // namespace stillhouse::base
