// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/resources.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>

namespace stillhouse {

std::string resourceFolder() {
    if (const char* chosen = std::getenv("STILLHOUSE_RESOURCES"))
        return chosen;
    Dl_info info{};
    if (!dladdr(reinterpret_cast<const void*>(&resourceFolder), &info) || !info.dli_fname)
        return {};
    std::error_code ignored;
    const auto folder = std::filesystem::absolute(info.dli_fname, ignored).parent_path();
    for (const auto* relative : {"resources", "../resources", "../share/stillhouse", "../../share/stillhouse"})
        if (std::filesystem::is_directory(folder / relative / "sample", ignored))
            return std::filesystem::weakly_canonical(folder / relative, ignored).string();
    return {};
}

} // namespace stillhouse
