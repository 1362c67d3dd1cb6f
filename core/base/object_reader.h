// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/options.h"
#include "core/api/text.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace stillhouse::base {

/// Reads the members of one JSON object strictly. Every error is a base::Failure with the file in `where` and the full key path
/// ("strategies.A[0].stage") in `key`. A member that is absent leaves the caller's default alone. Keeps references: the object
/// must outlive the reader.
class ObjectReader {
public:
    /// Fails when `json` is no object.
    ObjectReader(const nlohmann::json& json, std::string where, std::string path);

    /// Fails on the first member that `known` does not name, with the nearest spelling among them.
    void allowOnly(const std::vector<std::string>& known) const;
    const nlohmann::json* find(const std::string& key) const; ///< null when absent
    const nlohmann::json& members() const { return json_; }

    void read(const std::string& key, std::string& value) const;
    void read(const std::string& key, bool& value) const;
    void read(const std::string& key, std::vector<std::string>& value) const;
    void read(const std::string& key, std::int64_t& value, std::int64_t minimum = 0) const;
    void read(const std::string& key, double& value, double minimum, double maximum = std::numeric_limits<double>::infinity()) const;
    OptionValue option(const std::string& key) const; ///< true, 3, 0.5, "word" or [[x,y],…] with ascending x

    ObjectReader object(const std::string& key) const; ///< of a member that is there
    ObjectReader element(const std::string& key, std::size_t index) const;
    const nlohmann::json& array(const std::string& key) const; ///< of a member that is there

    [[noreturn]] void failAt(const std::string& key, Text what, Text remedy = {}) const;
    std::string pathOf(const std::string& key) const;

private:
    [[noreturn]] void failType(const std::string& key, const char* expected) const;
    Points points(const std::string& key, const nlohmann::json& value) const;

    const nlohmann::json& json_;
    std::string where_, path_;
};

} // namespace stillhouse::base
