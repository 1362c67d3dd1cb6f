// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_fields.h"

#include <limits>

namespace stillhouse::formats {

JsonFields::JsonFields(const nlohmann::json& json, std::string where) : json_(&json), where_(std::move(where)) {
    if (!json.is_object())
        base::fail(where_, SH_TR("A JSON object was expected here"));
}

const nlohmann::json* JsonFields::find(const char* key) const {
    const auto found = json_->find(key);
    return found == json_->end() || found->is_null() ? nullptr : &*found;
}

void JsonFields::fail(const char* key, Text what, Text remedy, ErrorKind kind) const {
    base::fail(where_ + ", " + key, std::move(what), std::move(remedy), kind);
}

std::int64_t JsonFields::toInteger(const nlohmann::json& value, const char* key) const {
    const bool tooLarge =
        value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    if (!value.is_number_integer() || tooLarge)
        fail(key, SH_TR("A whole number was expected here"));
    return value.get<std::int64_t>();
}

std::int64_t JsonFields::integer(const char* key) const {
    const auto value = optionalInteger(key);
    if (!value)
        fail(key, SH_TR("The key is missing"));
    return *value;
}

std::int64_t JsonFields::integer(const char* key, std::int64_t absent) const {
    return optionalInteger(key).value_or(absent);
}

std::int64_t JsonFields::integerIn(const char* key, std::int64_t low, std::int64_t high) const {
    const auto value = integer(key);
    if (value < low || value > high)
        fail(key, Text(SH_TR("The value %1 lies outside %2 to %3"), {std::to_string(value), std::to_string(low), std::to_string(high)}));
    return value;
}

std::optional<std::int64_t> JsonFields::optionalInteger(const char* key) const {
    const auto* value = find(key);
    return value ? std::optional(toInteger(*value, key)) : std::nullopt;
}

std::vector<std::int64_t> JsonFields::integers(const char* key) const {
    const auto* value = find(key);
    if (!value)
        return {};
    if (!value->is_array())
        return {toInteger(*value, key)};
    std::vector<std::int64_t> list;
    for (const auto& item : *value)
        list.push_back(toInteger(item, key));
    return list;
}

double JsonFields::number(const char* key, double absent) const {
    const auto* value = find(key);
    if (!value)
        return absent;
    if (!value->is_number())
        fail(key, SH_TR("A number was expected here"));
    return value->get<double>();
}

bool JsonFields::boolean(const char* key, bool absent) const {
    const auto* value = find(key);
    if (!value)
        return absent;
    if (!value->is_boolean())
        fail(key, SH_TR("true or false was expected here"));
    return value->get<bool>();
}

std::string JsonFields::string(const char* key, std::string absent) const {
    const auto* value = find(key);
    if (!value)
        return absent;
    if (!value->is_string())
        fail(key, SH_TR("A text in quotes was expected here"));
    return value->get<std::string>();
}

std::optional<JsonFields> JsonFields::object(const char* key) const {
    const auto* value = find(key);
    return value ? std::optional(JsonFields(*value, where_ + ", " + key)) : std::nullopt;
}

std::optional<std::vector<JsonFields>> JsonFields::objects(const char* key) const {
    const auto* value = find(key);
    if (!value)
        return std::nullopt;
    if (!value->is_array())
        fail(key, SH_TR("A JSON array was expected here"));
    std::vector<JsonFields> list;
    for (const auto& item : *value)
        list.emplace_back(item, where_ + ", " + key + "[" + std::to_string(list.size()) + "]");
    return list;
}

} // namespace stillhouse::formats
