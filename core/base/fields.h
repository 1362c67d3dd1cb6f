// SPDX-License-Identifier: GPL-3.0-or-later
// Typed options ⇄ OptionSpec table. A method declares a plain struct with defaults and a list of fields; parsing, range checks,
// forms, flags, the JSON Schema and storage derive from that list.
#pragma once
#include "core/api/options.h"
#include "core/base/failure.h"
#include "core/base/spelling.h"

#include <functional>
#include <string>
#include <vector>

namespace stillhouse::base {

/// Checks `value` against `spec` and converts it (an integer where a number is wanted). `where` is the key prefix for the error.
OptionValue checkedOption(const OptionSpec& spec, const OptionValue& value, const std::string& where);

template <class Options>
class Fields {
public:
    struct Field {
        OptionSpec spec;
        std::function<void(Options&, const OptionValue&)> set;
        std::function<OptionValue(const Options&)> get;
    };

    Fields& number(std::string key, double Options::*member, double low, double high, std::string unit, Text label, Text help) {
        return add<double>(OptionType::Number, std::move(key), member, low, high, std::move(unit), std::move(label), std::move(help));
    }
    Fields& integer(std::string key, std::int64_t Options::*member, double low, double high, std::string unit, Text label, Text help) {
        return add<std::int64_t>(OptionType::Integer, std::move(key), member, low, high, std::move(unit), std::move(label), std::move(help));
    }
    Fields& flag(std::string key, bool Options::*member, Text label, Text help) {
        return add<bool>(OptionType::Flag, std::move(key), member, 0, 1, {}, std::move(label), std::move(help));
    }
    Fields& string(std::string key, std::string Options::*member, Text label, Text help) {
        return add<std::string>(OptionType::String, std::move(key), member, 0, 0, {}, std::move(label), std::move(help));
    }
    Fields& choice(std::string key, std::string Options::*member, std::vector<std::string> choices, Text label, Text help) {
        add<std::string>(OptionType::Choice, std::move(key), member, 0, 0, {}, std::move(label), std::move(help));
        fields_.back().spec.choices = std::move(choices);
        return *this;
    }
    Fields& points(std::string key, Points Options::*member, double low, double high, Text label, Text help) {
        return add<Points>(OptionType::Points, std::move(key), member, low, high, {}, std::move(label), std::move(help));
    }
    /// A ready table whose values live in one OptionMap member (the temperature options, shared by several stages).
    Fields& group(const std::vector<OptionSpec>& specs, OptionMap Options::*member) {
        for (const auto& spec : specs) {
            fields_.push_back({spec, [member, key = spec.key](Options& o, const OptionValue& v) { (o.*member)[key] = v; },
                               [member, key = spec.key, standard = spec.standard](const Options& o) {
                                   const auto found = (o.*member).find(key);
                                   return found == (o.*member).end() ? standard : found->second;
                               }});
        }
        return *this;
    }
    /// Marks the field added last as advanced.
    Fields& advanced() {
        fields_.back().spec.advanced = true;
        return *this;
    }

    std::vector<OptionSpec> specs() const {
        std::vector<OptionSpec> out;
        for (const auto& field : fields_)
            out.push_back(field.spec);
        return out;
    }

    /// Typed options from a map: unknown keys, wrong types and values out of range are Failures at `where`.key.
    Options parse(const OptionMap& map, const std::string& where) const {
        Options options;
        for (const auto& [key, value] : map) {
            const Field* field = find(key);
            if (!field) {
                std::vector<std::string> known;
                for (const auto& f : fields_)
                    known.push_back(f.spec.key);
                failAt(where.empty() ? key : where + "." + key, Text(SH_TR("There is no option '%1'"), {key}),
                       Text(SH_TR("Did you mean '%1'?"), {nearestSpelling(key, known)}));
            }
            field->set(options, checkedOption(field->spec, value, where));
        }
        return options;
    }

    OptionMap map(const Options& options) const {
        OptionMap out;
        for (const auto& field : fields_)
            out[field.spec.key] = field.get(options);
        return out;
    }

private:
    template <class Value>
    Fields& add(OptionType type, std::string key, Value Options::*member, double low, double high, std::string unit, Text label, Text help) {
        OptionSpec spec{std::move(key), type, OptionValue(Options{}.*member), low, high, {}, std::move(unit), std::move(label), std::move(help), false};
        fields_.push_back({std::move(spec), [member](Options& o, const OptionValue& v) { o.*member = std::get<Value>(v); },
                           [member](const Options& o) { return OptionValue(o.*member); }});
        return *this;
    }

    const Field* find(const std::string& key) const {
        for (const auto& field : fields_)
            if (field.spec.key == key)
                return &field;
        return nullptr;
    }

    std::vector<Field> fields_;
};

} // namespace stillhouse::base
