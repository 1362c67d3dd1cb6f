// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fields.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace stillhouse::base {

namespace {

std::string shortNumber(double value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

const char* typeName(OptionType type) {
    switch (type) {
    case OptionType::Flag: return "true or false";
    case OptionType::Integer: return "a whole number";
    case OptionType::Number: return "a number";
    case OptionType::Points: return "a list of [t, value] pairs";
    default: return "a text";
    }
}

void checkRange(const OptionSpec& spec, double value, const std::string& at) {
    if (std::isfinite(value) && value >= spec.minimum && value <= spec.maximum)
        return;
    failAt(at, Text(SH_TR("%1 is outside %2 … %3"), {shortNumber(value), shortNumber(spec.minimum), shortNumber(spec.maximum)}),
           SH_TR("Choose a value within the range"));
}

void checkPoints(const OptionSpec& spec, const Points& points, const std::string& at) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        checkRange(spec, points[i].second, at);
        if (points[i].first < 0 || points[i].first > 1 || (i > 0 && points[i].first < points[i - 1].first))
            failAt(at, SH_TR("The first numbers of the points must rise from 0 to 1"), SH_TR("Sort the points by time"));
    }
}

} // namespace

OptionValue checkedOption(const OptionSpec& spec, const OptionValue& value, const std::string& where) {
    const std::string at = where.empty() ? spec.key : where + "." + spec.key;
    OptionValue out = value;
    if (spec.type == OptionType::Number && std::holds_alternative<std::int64_t>(value))
        out = double(std::get<std::int64_t>(value));
    if (spec.type == OptionType::Integer && std::holds_alternative<double>(value) && std::floor(std::get<double>(value)) == std::get<double>(value) &&
        std::fabs(std::get<double>(value)) < 9e15)
        out = std::int64_t(std::get<double>(value));
    if (out.index() != spec.standard.index())
        failAt(at, Text(SH_TR("This must be %1"), {typeName(spec.type)}));
    if (spec.type == OptionType::Number)
        checkRange(spec, std::get<double>(out), at);
    else if (spec.type == OptionType::Integer)
        checkRange(spec, double(std::get<std::int64_t>(out)), at);
    else if (spec.type == OptionType::Points)
        checkPoints(spec, std::get<Points>(out), at);
    else if (spec.type == OptionType::Choice) {
        const auto& word = std::get<std::string>(out);
        if (std::find(spec.choices.begin(), spec.choices.end(), word) == spec.choices.end())
            failAt(at, Text(SH_TR("'%1' is not one of the choices"), {word}), Text(SH_TR("Did you mean '%1'?"), {nearestSpelling(word, spec.choices)}));
    }
    return out;
}

} // namespace stillhouse::base
