// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/experiment.h"
#include "core/api/store.h"
#include "core/base/guard.h"
#include "core/base/sha256.h"
#include "core/base/value_of.h"

#include <filesystem>
#include <set>
#include <tuple>

namespace stillhouse {
namespace {

std::vector<Preference> joined(std::vector<Preference> first, const std::vector<Preference>& more) {
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    for (const auto& p : first)
        seen.emplace(p.prompt, p.chosen, p.rejected);
    for (const auto& p : more)
        if (seen.emplace(p.prompt, p.chosen, p.rejected).second)
            first.push_back(p);
    return first;
}

// "auto" takes the file alone: without this, a handful of choices would replace thousands of pairs from the labels.
void alsoFromLabels(Experiment& experiment) {
    for (auto& [lane, stages] : experiment.strategies)
        for (auto& stage : stages)
            if (const auto source = stage.options.find("source");
                stage.stage == "align.reward" && (source == stage.options.end() || source->second == OptionValue(std::string("auto"))))
                stage.options["source"] = std::string("both");
}

// The start of a hash over all texts with their lengths: the same pairs, the same file.
std::string hashOf(const std::vector<Preference>& preferences) {
    base::Sha256 hash;
    for (const auto& p : preferences)
        for (const std::string* text : {&p.prompt, &p.chosen, &p.rejected, &p.annotator})
            hash.add(std::to_string(text->size()) + ":" + *text);
    return hash.hex().substr(0, 16);
}

constexpr const char* joinedName = "preferences-";

} // namespace

Result<std::int64_t> addLabelledPreferences(Store& store, Experiment& experiment) {
    return base::guard([&]() -> std::int64_t {
        namespace fs = std::filesystem;
        const auto labelled = base::valueOf(store.preferences());
        const fs::path folder = fs::absolute(store.path()).parent_path() / "data", own = experiment.data.preferences;
        if (labelled.empty() || (own.parent_path() == folder && own.filename().string().starts_with(joinedName)))
            return 0;
        if (own.empty())
            alsoFromLabels(experiment);
        const auto all = joined(own.empty() ? std::vector<Preference>() : base::valueOf(readPreferences(own.string())), labelled);
        const fs::path file = folder / (joinedName + hashOf(all) + ".jsonl");
        fs::create_directories(folder);
        if (const auto written = writePreferences(all, file.string()); !written)
            throw base::Failure(written.error());
        experiment.data.preferences = file.string();
        return std::int64_t(labelled.size());
    });
}

} // namespace stillhouse
