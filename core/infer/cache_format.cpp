// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/cache_format.h"

#include "core/base/failure.h"

namespace stillhouse::infer {

const std::vector<std::string>& cacheFormatNames() {
    static const std::vector<std::string> names = {"f16", "fp8-e4m3", "fp8-e5m2", "bfp8", "bfp4", "f32"};
    return names;
}

std::string_view cacheFormatName(CacheFormat format) { return cacheFormatNames()[std::size_t(format)]; }

CacheFormat cacheFormatNamed(std::string_view name, const std::string& key) {
    if (name.empty())
        return CacheFormat::F16;
    std::string list;
    for (std::size_t i = 0; i < cacheFormatNames().size(); ++i) {
        if (cacheFormatNames()[i] == name)
            return CacheFormat(i);
        list += (i ? ", " : "") + cacheFormatNames()[i];
    }
    base::failAt(key, Text(SH_TR("There is no cache format '%1'"), {std::string(name)}), Text(SH_TR("Use one of %1"), {list}));
}

} // namespace stillhouse::infer
