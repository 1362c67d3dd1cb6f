// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/text.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stillhouse {

using Points = std::vector<std::pair<double, double>>; ///< (x, y) in ascending x
using OptionValue = std::variant<bool, std::int64_t, double, std::string, Points>;
using OptionMap = std::map<std::string, OptionValue>;

enum class OptionType { Flag, Integer, Number, Choice, String, Path, Points };

/// One parameter of a method: enough to draw a form field, check a value, document a flag and write a JSON Schema.
struct OptionSpec {
    std::string key; ///< the key in an experiment, snake_case; also the CLI flag --key
    OptionType type = OptionType::Number;
    OptionValue standard; ///< the default
    double minimum = 0;   ///< for Integer and Number (y for Points)
    double maximum = 0;
    std::vector<std::string> choices; ///< for Choice
    std::string unit;                 ///< "steps", "examples", "nats", … or empty
    Text label;                       ///< "Temperature at start"
    Text help;                        ///< one or two sentences: what it does and when to change it
    bool advanced = false;            ///< shown under *Advanced*
};

} // namespace stillhouse
