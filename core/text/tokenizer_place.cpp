// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_place.h"

namespace stillhouse::text {

std::filesystem::path tokenizerPlace(const std::string& model) {
    const std::filesystem::path path(model);
    if (path.extension() == ".bin" && path.filename().string().rfind("tok", 0) != 0)
        for (const auto* name : {"tok512.bin", "tokenizer.bin", "tokenizer.json"})
            if (std::filesystem::exists(path.parent_path() / name))
                return path.parent_path() / name;
    return path;
}

} // namespace stillhouse::text
