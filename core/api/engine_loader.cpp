// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/engine.h"

#include <dlfcn.h>

namespace stillhouse {

namespace {

// The folder that holds this library: the engine is installed beside it.
std::string libraryFolder() {
    Dl_info info{};
    if (!dladdr(reinterpret_cast<const void*>(&libraryFolder), &info) || !info.dli_fname)
        return {};
    const std::string path = info.dli_fname;
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

} // namespace

Result<std::unique_ptr<Engine>> loadEngine() {
    void* library = nullptr;
    std::string details;
    for (const std::string& path : {libraryFolder() + "libstillhouse_engine.so", std::string("libstillhouse_engine.so")}) {
        library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (library)
            break;
        const char* message = dlerror();
        details += std::string(message ? message : path) + "\n";
    }
    using Factory = Engine* (*)();
    const auto factory = library ? reinterpret_cast<Factory>(dlsym(library, "stillhouse_make_engine")) : nullptr;
    if (!factory)
        return Error{ErrorKind::NotFound, SH_TR("The training engine could not be opened"), "libstillhouse_engine.so",
                     SH_TR("Install LibTorch (package libtorch1.13) and start again; Details name what is missing"), {}, details};
    // The library stays mapped for the life of the process: LibTorch does not survive being unmapped.
    return std::unique_ptr<Engine>(factory());
}

} // namespace stillhouse
