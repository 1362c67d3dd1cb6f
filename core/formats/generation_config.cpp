// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/generation_config.h"

#include "core/base/json.h"
#include "core/formats/json_fields.h"

namespace stillhouse::formats {

namespace {

GenerationConfig generationOf(const nlohmann::json& json, const std::string& where) {
    const JsonFields fields(json, where);
    GenerationConfig config;
    config.bos = fields.optionalInteger("bos_token_id");
    config.eos = fields.integers("eos_token_id");
    config.pad = fields.optionalInteger("pad_token_id");
    config.topK = fields.optionalInteger("top_k");
    if (fields.has("do_sample"))
        config.sample = fields.boolean("do_sample", false);
    if (fields.has("temperature"))
        config.temperature = fields.number("temperature", 1);
    if (fields.has("top_p"))
        config.topP = fields.number("top_p", 1);
    return config;
}

} // namespace

GenerationConfig readGenerationConfig(const std::filesystem::path& path) {
    return generationOf(base::readJson(path.string(), 1u << 20), path.string());
}

GenerationConfig parseGenerationConfig(const std::string& json, const std::string& where) { return generationOf(base::parseJson(json, where), where); }

std::string generationConfigJson(const GenerationConfig& config) {
    nlohmann::json json = nlohmann::json::object();
    const auto put = [&json](const char* key, const auto& value) {
        if (value)
            json[key] = *value;
    };
    put("bos_token_id", config.bos);
    put("pad_token_id", config.pad);
    put("do_sample", config.sample);
    put("temperature", config.temperature);
    put("top_k", config.topK);
    put("top_p", config.topP);
    if (config.eos.size() == 1)
        json["eos_token_id"] = config.eos.front();
    else if (!config.eos.empty())
        json["eos_token_id"] = config.eos;
    return json.dump(2) + "\n";
}

} // namespace stillhouse::formats
