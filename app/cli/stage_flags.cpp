// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stage_flags.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace stillhouse::cli {

namespace {

std::optional<OptionValue> parseValue(const OptionSpec& spec, const std::string& text) {
    const auto number = [&text]<class N>(N value) -> std::optional<OptionValue> {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size() ? std::optional<OptionValue>(value) : std::nullopt;
    };
    switch (spec.type) {
    case OptionType::Flag: return text == "true" || text == "1" ? std::optional<OptionValue>(true) : text == "false" || text == "0" ? std::optional<OptionValue>(false) : std::nullopt;
    case OptionType::Integer: return number(std::int64_t{});
    case OptionType::Number: return number(double{});
    case OptionType::Points: {
        Points points; // "0:5,0.5:2,1:1"
        double x = 0, y = 0;
        int used = 0;
        for (const char* at = text.c_str(); std::sscanf(at, "%lf:%lf%n", &x, &y, &used) == 2; at += used + (at[used] == ','))
            points.emplace_back(x, y);
        return points;
    }
    default: return OptionValue(text);
    }
}

} // namespace

int usage(const std::string& message) {
    std::fprintf(stderr, "stillhouse-cli: %s\n", message.c_str());
    return Usage;
}

void listOptions(const MethodSpec& method, const char* kind, const Shared& shared) {
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& o : method.options) {
        rows.push_back({{"key", o.key}, {"help", o.help.english()}, {"unit", o.unit}, {"choices", o.choices}});
        say("  --" + o.key + "  " + o.help.english() + (o.unit.empty() ? "" : " [" + o.unit + "]"), shared);
    }
    print({{kind, method.id}, {"options", rows}}, shared);
}

int readOptions(const MethodSpec& method, const char* kind, const std::vector<std::string>& words, OptionMap& options) {
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (words[i].rfind("--", 0) != 0 || i + 1 >= words.size())
            return usage("'" + words[i] + "' is not an option with a value; --list-options shows them");
        std::string key = words[i].substr(2);
        std::replace(key.begin(), key.end(), '-', '_');
        const auto spec = std::find_if(method.options.begin(), method.options.end(), [&](const auto& o) { return o.key == key; });
        if (spec == method.options.end())
            return usage(std::string(kind) + " " + method.id + " has no option '" + words[i] + "'; --list-options shows them");
        const auto value = parseValue(*spec, words[i + 1]);
        if (!value)
            return usage("'" + words[i + 1] + "' is not a value for " + words[i]);
        options[key] = *value;
    }
    return Done;
}

} // namespace stillhouse::cli
