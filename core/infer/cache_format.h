// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::infer {

/// How keys and values are kept while a text runs.
enum class CacheFormat {
    F16,     ///< 16 bits
    Fp8E4M3, ///< 8 bits each, unscaled and saturating at 448
    Fp8E5M2, ///< 8 bits each, unscaled and saturating at 57,344
    Bfp8,    ///< 8-bit mantissas, one exponent byte per 32 dimensions of a head: 8.25 bits
    Bfp4,    ///< 4-bit mantissas, one exponent byte per 32 dimensions of a head: 4.25 bits
    F32      ///< as computed: where a model shall give what the training side gives
};

/// "f16", "fp8-e4m3", "fp8-e5m2", "bfp8", "bfp4", "f32".
std::string_view cacheFormatName(CacheFormat format);
const std::vector<std::string>& cacheFormatNames();
/// Empty means f16. base::Failure at `key` naming the choices for another name.
CacheFormat cacheFormatNamed(std::string_view name, const std::string& key);

} // namespace stillhouse::infer
