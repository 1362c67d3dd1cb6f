// SPDX-License-Identifier: GPL-3.0-or-later
// Typed reading of a JSON object whose author cannot be trusted: every fault names file and key. For .cpp files only.
#pragma once
#include "core/base/failure.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::formats {

/// A view of one object; it must not outlive the document. A key that is absent or null counts as absent.
class JsonFields {
public:
    /// Fails when `json` is no object. `where` is the file, later the file and the key path.
    JsonFields(const nlohmann::json& json, std::string where);

    bool has(const char* key) const { return find(key) != nullptr; }
    /// The key stands there, be it with null.
    bool mentions(const char* key) const { return json_->contains(key); }
    std::int64_t integer(const char* key) const;
    std::int64_t integer(const char* key, std::int64_t absent) const;
    std::int64_t integerIn(const char* key, std::int64_t low, std::int64_t high) const;
    std::optional<std::int64_t> optionalInteger(const char* key) const;
    /// One integer or an array of them; empty when absent.
    std::vector<std::int64_t> integers(const char* key) const;
    double number(const char* key, double absent) const;
    bool boolean(const char* key, bool absent) const;
    std::string string(const char* key, std::string absent) const;
    std::optional<JsonFields> object(const char* key) const;
    /// An array of objects.
    std::optional<std::vector<JsonFields>> objects(const char* key) const;
    [[noreturn]] void fail(const char* key, Text what, Text remedy = {}, ErrorKind kind = ErrorKind::BadInput) const;

private:
    const nlohmann::json* find(const char* key) const;
    std::int64_t toInteger(const nlohmann::json& value, const char* key) const;

    const nlohmann::json* json_;
    std::string where_;
};

} // namespace stillhouse::formats
