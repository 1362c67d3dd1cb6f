// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/words.h"

#include "core/base/failure.h"
#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace stillhouse::store {
namespace {

using Json = nlohmann::json;

constexpr std::array stageWords{"waiting", "running", "done", "failed", "cancelled", "skipped"};
constexpr std::array severityWords{"debug", "info", "warning", "error"};
constexpr std::array runWords{"running", "finished", "cancelled", "failed"};

template <class Words>
std::size_t indexOf(const Words& words, const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end())
        base::fail({}, Text(SH_TR("The project file holds the unknown word \"%1\""), {word.substr(0, 80)}), {}, ErrorKind::Io);
    return static_cast<std::size_t>(found - words.begin());
}

[[noreturn]] void failList(const std::string& where) {
    base::fail(where, SH_TR("A list in the project file is damaged"), SH_TR("Restore a copy of the project file"), ErrorKind::Io);
}

} // namespace

std::string wordOf(StageStatus status) {
    return stageWords.at(static_cast<std::size_t>(status));
}

std::string wordOf(Severity severity) {
    return severityWords.at(static_cast<std::size_t>(severity));
}

std::string wordOf(RunStatus status) {
    return runWords.at(static_cast<std::size_t>(status));
}

StageStatus stageStatusOf(const std::string& word) {
    return static_cast<StageStatus>(indexOf(stageWords, word));
}

Severity severityOf(const std::string& word) {
    return static_cast<Severity>(indexOf(severityWords, word));
}

std::string jsonOf(const std::vector<std::string>& list) {
    return Json(list).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string jsonOf(const std::vector<double>& list) {
    return Json(list).dump();
}

std::vector<std::string> textsOf(const std::string& json, const std::string& where) {
    const Json list = base::parseJson(json, where);
    std::vector<std::string> out;
    if (!list.is_array())
        failList(where);
    for (const Json& item : list) {
        if (!item.is_string())
            failList(where);
        out.push_back(item.get<std::string>());
    }
    return out;
}

std::vector<double> numbersOf(const std::string& json, const std::string& where) {
    const Json list = base::parseJson(json, where);
    std::vector<double> out;
    if (!list.is_array())
        failList(where);
    for (const Json& item : list) {
        if (!item.is_number() && !item.is_null())
            failList(where);
        out.push_back(item.is_null() ? std::numeric_limits<double>::quiet_NaN() : item.get<double>());
    }
    return out;
}

} // namespace stillhouse::store
