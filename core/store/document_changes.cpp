// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/compare.h"
#include "core/base/guard.h"
#include "core/base/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace stillhouse {
namespace {

using Json = nlohmann::json;
using Changes = std::vector<DocumentChange>;

std::string methodIn(const Json& value) {
    const auto found = value.is_object() ? value.find("stage") : value.end();
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool isStageList(const Json& value) {
    return value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), [](const Json& one) { return !methodIn(one).empty(); });
}

std::string textOf(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

// The longest common subsequence of the stages' methods, as pairs of indices.
std::vector<std::pair<std::size_t, std::size_t>> matched(const Json& before, const Json& after) {
    const std::size_t n = before.size(), m = after.size();
    std::vector<std::vector<int>> longest(n + 1, std::vector<int>(m + 1));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            longest[i][j] = methodIn(before[i]) == methodIn(after[j]) ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
        if (methodIn(before[i]) == methodIn(after[j]))
            pairs.emplace_back(i++, j++);
        else
            longest[i + 1][j] >= longest[i][j + 1] ? ++i : ++j;
    }
    return pairs;
}

std::string indexed(const std::string& path, std::size_t index) { return path + '[' + std::to_string(index) + ']'; }

class Comparer {
public:
    void compare(const Json* before, const Json* after, const std::string& path, const std::string& stage) {
        if (before && after && *before == *after)
            return;
        // A missing list of stages is an empty one; a missing object likewise, so that each of its keys is named.
        static const Json none = Json::array(), nothing = Json::object();
        if ((before && isStageList(*before)) || (after && isStageList(*after))) {
            if ((!before || isStageList(*before)) && (!after || isStageList(*after))) {
                compareStages(before ? *before : none, after ? *after : none, path);
                return;
            }
        }
        if ((!before || before->is_object()) && (!after || after->is_object()))
            compareObjects(before ? *before : nothing, after ? *after : nothing, path, stage);
        else if (before && after && before->is_array() && after->is_array() && before->size() == after->size())
            for (std::size_t i = 0; i < before->size(); ++i)
                compare(&(*before)[i], &(*after)[i], indexed(path, i), stage);
        else
            add(before, after, path, stage);
    }
    Changes changes;

private:
    void add(const Json* before, const Json* after, const std::string& path, const std::string& stage) {
        changes.push_back({path, stage, before ? std::optional(textOf(*before)) : std::nullopt, after ? std::optional(textOf(*after)) : std::nullopt});
    }
    void compareObjects(const Json& before, const Json& after, const std::string& path, const std::string& stage) {
        std::set<std::string> keys;
        for (const Json* document : {&before, &after})
            for (const auto& [key, value] : document->items())
                keys.insert(key);
        for (const auto& key : keys) {
            const auto old = before.find(key), now = after.find(key);
            compare(old == before.end() ? nullptr : &*old, now == after.end() ? nullptr : &*now, path.empty() ? key : path + '.' + key, stage);
        }
    }
    void compareStages(const Json& before, const Json& after, const std::string& path) {
        std::size_t i = 0, j = 0;
        const auto unmatched = [&](std::size_t untilBefore, std::size_t untilAfter) {
            for (; i < untilBefore; ++i)
                add(&before[i], nullptr, indexed(path, i), methodIn(before[i]));
            for (; j < untilAfter; ++j)
                add(nullptr, &after[j], indexed(path, j), methodIn(after[j]));
        };
        for (const auto& [old, now] : matched(before, after)) {
            unmatched(old, now);
            compareObjects(before[i], after[j], indexed(path, j), methodIn(after[j]));
            ++i, ++j;
        }
        unmatched(before.size(), after.size());
    }
};

} // namespace

Result<std::vector<DocumentChange>> documentChanges(const std::string& before, const std::string& after) {
    return base::guard([&] {
        const Json old = base::parseJson(before, "before"), now = base::parseJson(after, "after");
        Comparer comparer;
        comparer.compare(&old, &now, {}, {});
        return std::move(comparer.changes);
    });
}

} // namespace stillhouse
