// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/failure.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace stillhouse::text {

/// A value inside a JSON document together with its place, so that every error names file and field. Only for use in .cpp files.
class JsonField {
public:
    JsonField(const nlohmann::json& value, std::string where) : value_(&value), where_(std::move(where)) {}

    const nlohmann::json& value() const { return *value_; }
    const std::string& where() const { return where_; }
    bool isNull() const { return value_->is_null(); }
    bool isString() const { return value_->is_string(); }
    bool isArray() const { return value_->is_array(); }
    bool isObject() const { return value_->is_object(); }

    /// The member `key`; null when it is absent.
    JsonField operator[](const char* key) const {
        static const nlohmann::json null;
        if (!value_->is_object())
            failKind(SH_TR("This must be an object"));
        const auto found = value_->find(key);
        return {found == value_->end() ? null : *found, where_ + (where_.find(", ") == std::string::npos ? ", " : ".") + key};
    }
    std::vector<JsonField> items() const {
        if (!value_->is_array())
            failKind(SH_TR("This must be a list"));
        std::vector<JsonField> out;
        out.reserve(value_->size());
        for (std::size_t i = 0; i < value_->size(); ++i)
            out.emplace_back((*value_)[i], where_ + "[" + std::to_string(i) + "]");
        return out;
    }
    const std::string& string() const {
        if (!value_->is_string())
            failKind(SH_TR("This must be a text"));
        return value_->get_ref<const std::string&>();
    }
    std::string string(const char* ifAbsent) const { return isNull() ? std::string(ifAbsent) : string(); }
    bool boolean(bool ifAbsent) const {
        if (isNull())
            return ifAbsent;
        if (!value_->is_boolean())
            failKind(SH_TR("This must be true or false"));
        return value_->get<bool>();
    }
    /// A whole number from 0 to `highest`.
    std::int64_t number(std::int64_t highest) const {
        if (!value_->is_number_unsigned() || value_->get<std::uint64_t>() > static_cast<std::uint64_t>(highest))
            base::fail(where_, Text(SH_TR("This must be a whole number from 0 to %1"), {std::to_string(highest)}), SH_TR("Check the tokenizer's file."));
        return static_cast<std::int64_t>(value_->get<std::uint64_t>());
    }
    [[noreturn]] void failUnsupported(const std::string& what) const {
        base::fail(where_, Text(SH_TR("\"%1\" is not supported here"), {what.substr(0, 80)}),
                   SH_TR("BPE tokenizers in the style of GPT-2, Qwen, Llama 2 and Llama 3 are read."), ErrorKind::Unsupported);
    }

private:
    [[noreturn]] void failKind(const char* what) const { base::fail(where_, what, SH_TR("Check the tokenizer's file.")); }

    const nlohmann::json* value_;
    std::string where_;
};

} // namespace stillhouse::text
