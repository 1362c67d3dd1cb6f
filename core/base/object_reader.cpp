// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/object_reader.h"

#include "core/base/failure.h"
#include "core/base/spelling.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace stillhouse::base {
namespace {

using Json = nlohmann::json;

std::string shown(double number) {
    return Json(number).dump();
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : ", ") + word;
    return out;
}

} // namespace

ObjectReader::ObjectReader(const Json& json, std::string where, std::string path)
    : json_(json), where_(std::move(where)), path_(std::move(path)) {
    if (!json_.is_object())
        throw Failure(Error{ErrorKind::BadInput, Text(SH_TR("An object { … } is expected here, not %1"), {json_.type_name()}), where_, {},
                            path_, {}});
}

std::string ObjectReader::pathOf(const std::string& key) const {
    return path_.empty() || key.empty() ? path_ + key : path_ + "." + key;
}

void ObjectReader::failAt(const std::string& key, Text what, Text remedy) const {
    throw Failure(Error{ErrorKind::BadInput, std::move(what), where_, std::move(remedy), pathOf(key), {}});
}

void ObjectReader::failType(const std::string& key, const char* expected) const {
    // The expected kind is part of the key, so that a translator sees whole sentences.
    failAt(key, Text(expected, {json_.at(key).type_name()}));
}

void ObjectReader::allowOnly(const std::vector<std::string>& known) const {
    for (const auto& [key, value] : json_.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end())
            continue;
        const std::string nearest = nearestSpelling(key, known);
        failAt(key.substr(0, 80), Text(SH_TR("Unknown key \"%1\""), {key.substr(0, 80)}),
               nearest.empty() ? Text(SH_TR("Known keys here: %1"), {joined(known)}) : Text(SH_TR("Did you mean \"%1\"?"), {nearest}));
    }
}

const Json* ObjectReader::find(const std::string& key) const {
    const auto found = json_.find(key);
    return found == json_.end() ? nullptr : &*found;
}

void ObjectReader::read(const std::string& key, std::string& value) const {
    const Json* json = find(key);
    if (!json)
        return;
    if (!json->is_string())
        failType(key, SH_TR("A text in quotes is expected here, not %1"));
    value = json->get<std::string>();
    if (value.find('\0') != std::string::npos)
        failAt(key, SH_TR("The text contains a zero byte"));
}

void ObjectReader::read(const std::string& key, bool& value) const {
    const Json* json = find(key);
    if (!json)
        return;
    if (!json->is_boolean())
        failType(key, SH_TR("true or false is expected here, not %1"));
    value = json->get<bool>();
}

void ObjectReader::read(const std::string& key, std::vector<std::string>& value) const {
    if (!find(key))
        return;
    value.clear();
    const Json& list = array(key);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_string())
            failAt(key + "[" + std::to_string(i) + "]",
                   Text(SH_TR("A text in quotes is expected here, not %1"), {list[i].type_name()}));
        value.push_back(list[i].get<std::string>());
    }
}

void ObjectReader::read(const std::string& key, std::int64_t& value, std::int64_t minimum) const {
    const Json* json = find(key);
    if (!json)
        return;
    if (!json->is_number_integer())
        failType(key, SH_TR("A whole number is expected here, not %1"));
    if (json->is_number_unsigned() && json->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        failAt(key, Text(SH_TR("%1 is too large"), {json->dump()}));
    const auto number = json->get<std::int64_t>();
    if (number < minimum)
        failAt(key, Text(SH_TR("%1 is less than %2"), {std::to_string(number), std::to_string(minimum)}));
    value = number;
}

void ObjectReader::read(const std::string& key, double& value, double minimum, double maximum) const {
    const Json* json = find(key);
    if (!json)
        return;
    if (!json->is_number())
        failType(key, SH_TR("A number is expected here, not %1"));
    const auto number = json->get<double>();
    if (!std::isfinite(number) || number < minimum)
        failAt(key, Text(SH_TR("%1 is less than %2"), {json->dump(), shown(minimum)}));
    if (number > maximum)
        failAt(key, Text(SH_TR("%1 is more than %2"), {json->dump(), shown(maximum)}));
    value = number;
}

Points ObjectReader::points(const std::string& key, const Json& value) const {
    Points points;
    for (const Json& pair : value) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number())
            failAt(key, SH_TR("A list of points [[x, y], …] is expected here"));
        const std::pair point{pair[0].get<double>(), pair[1].get<double>()};
        if (!points.empty() && point.first <= points.back().first)
            failAt(key, Text(SH_TR("Point %1 does not lie to the right of the one before it"), {std::to_string(points.size() + 1)}),
                   SH_TR("Write the points in ascending x"));
        points.push_back(point);
    }
    return points;
}

OptionValue ObjectReader::option(const std::string& key) const {
    const Json& json = json_.at(key);
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer()) {
        std::int64_t number = 0;
        read(key, number, std::numeric_limits<std::int64_t>::min());
        return number;
    }
    if (json.is_number())
        return json.get<double>();
    if (json.is_string()) {
        std::string text;
        read(key, text);
        return text;
    }
    if (json.is_array())
        return points(key, json);
    failType(key, SH_TR("An option is true, false, a number, a text or a list of points, not %1"));
}

ObjectReader ObjectReader::object(const std::string& key) const {
    return ObjectReader(json_.at(key), where_, pathOf(key));
}

const Json& ObjectReader::array(const std::string& key) const {
    const Json& list = json_.at(key);
    if (!list.is_array())
        failType(key, SH_TR("A list [ … ] is expected here, not %1"));
    return list;
}

ObjectReader ObjectReader::element(const std::string& key, std::size_t index) const {
    return ObjectReader(array(key)[index], where_, pathOf(key) + "[" + std::to_string(index) + "]");
}

} // namespace stillhouse::base
