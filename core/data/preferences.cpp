// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/data/open_records.h"

#include <algorithm>

namespace stillhouse::data {
namespace {

std::string textOf(const Record& record, const char* name) {
    const std::string* found = record.find(name);
    return found ? *found : std::string();
}

/// Pairs whose two answers are equal say nothing about what is better, so they are left out.
std::vector<Preference> preferences(const std::string& path) {
    OpenRecords open = openRecords(path, {});
    for (const char* name : {"chosen", "rejected"})
        if (std::find(open.columns.begin(), open.columns.end(), name) == open.columns.end())
            base::fail(path, Text(SH_TR("There is no field '%1'"), {name}),
                       SH_TR("Preferences are rows of {\"prompt\", \"chosen\", \"rejected\"}, or dialogues with chosen and rejected."));
    std::vector<Preference> out;
    Record record;
    while (open.reader->next(record)) {
        Preference pair{textOf(record, "prompt"), textOf(record, "chosen"), textOf(record, "rejected"), textOf(record, "annotator")};
        if (pair.prompt.empty())
            base::fail(path + ", line " + std::to_string(record.line), SH_TR("This pair has no prompt, and its dialogues have no common beginning"),
                       SH_TR("Give it a prompt, or remove it."));
        if (pair.chosen != pair.rejected)
            out.push_back(std::move(pair));
    }
    if (out.empty())
        base::fail(path, SH_TR("No pair of two different answers is in this file"), SH_TR("Choose a file of preferences."));
    return out;
}

} // namespace
} // namespace stillhouse::data

namespace stillhouse {

Result<std::vector<Preference>> readPreferences(const std::string& path) {
    return base::guard([&] { return data::preferences(path); });
}

} // namespace stillhouse
