// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::formats {

/// What generation_config.json asks of a sampler. Absent values leave the choice to the caller.
struct GenerationConfig {
    std::optional<std::int64_t> bos;
    std::vector<std::int64_t> eos; ///< generation stops at any of these
    std::optional<std::int64_t> pad;
    std::optional<bool> sample;
    std::optional<double> temperature;
    std::optional<std::int64_t> topK;
    std::optional<double> topP;
    bool operator==(const GenerationConfig&) const = default;
};

GenerationConfig readGenerationConfig(const std::filesystem::path& path);
/// The same from text that was read elsewhere.
GenerationConfig parseGenerationConfig(const std::string& json, const std::string& where);
std::string generationConfigJson(const GenerationConfig& config);

} // namespace stillhouse::formats
