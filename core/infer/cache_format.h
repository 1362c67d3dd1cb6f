// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::infer {

/// How keys and values are kept while a text runs.
enum class CacheFormat {
    F16, ///< 16 bits
    F32  ///< as computed: where a model shall give what the training side gives
};

/// "f16", "f32".
std::string_view cacheFormatName(CacheFormat format);
const std::vector<std::string>& cacheFormatNames();
/// Empty means f16. base::Failure at `key` naming the choices for another name.
CacheFormat cacheFormatNamed(std::string_view name, const std::string& key);

} // namespace stillhouse::infer
