// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/preferences.h"
#include "core/base/atomic_file.h"
#include "core/base/guard.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stillhouse {
namespace {

// Lengths keep ("a", "bc") and ("ab", "c") apart.
std::string counted(const std::string& text) { return std::to_string(text.size()) + ":" + text; }

unsigned hashByte(const std::string& text) { return unsigned(std::stoul(base::sha256(text).substr(0, 2), nullptr, 16)); }

std::string textOf(const std::vector<Preference>& preferences) {
    std::string text;
    for (const auto& p : preferences) {
        const nlohmann::ordered_json row{{"prompt", p.prompt}, {"chosen", p.chosen}, {"rejected", p.rejected}, {"annotator", p.annotator}};
        text += row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    return text;
}

} // namespace

std::vector<Preference> preferencesOf(const AnswerChoice& choice) {
    const auto& pair = choice.pair;
    std::vector<Preference> out;
    const auto add = [&](const std::string& better, const std::string& worse) {
        if (better != worse)
            out.push_back({pair.prompt, better, worse, choice.annotator});
    };
    if (choice.verdict == Verdict::First)
        add(pair.first, pair.second);
    else if (choice.verdict == Verdict::Second)
        add(pair.second, pair.first);
    else if (choice.verdict == Verdict::Edited) {
        add(choice.edited, pair.first);
        if (pair.first != pair.second)
            add(choice.edited, pair.second);
    }
    return out;
}

std::string pairKey(const AnswerPair& pair) {
    const auto& [low, high] = std::minmax(pair.first, pair.second);
    return base::sha256(counted(pair.prompt) + counted(low) + counted(high));
}

AnswerPair shuffledSides(AnswerPair pair) {
    const bool ordered = pair.first <= pair.second, keep = hashByte("side " + pairKey(pair)) % 2 == 0;
    if (ordered != keep)
        std::swap(pair.first, pair.second);
    return pair;
}

Result<std::vector<AnswerPair>> pairsOfFile(const std::string& path) {
    auto read = readPreferences(path);
    if (!read)
        return read.error();
    std::vector<AnswerPair> out;
    for (auto& row : *read)
        out.push_back(shuffledSides({std::move(row.prompt), std::move(row.chosen), std::move(row.rejected), "file"}));
    return out;
}

std::vector<AnswerPair> pairsOfLabels(const std::vector<Example>& examples, const Task& task, std::size_t limit) {
    const auto& labels = task.labels;
    std::vector<AnswerPair> out;
    for (const auto& example : examples) {
        const auto truth = std::find_if(labels.begin(), labels.end(), [&](const TaskLabel& label) { return label.name == example.label; });
        if (truth == labels.end() || labels.size() < 2 || example.prompt.empty())
            continue;
        if (out.size() >= limit)
            break;
        const std::size_t wrong = (std::size_t(truth - labels.begin()) + 1 + hashByte("wrong " + example.prompt) % (labels.size() - 1)) % labels.size();
        out.push_back(shuffledSides({example.prompt, truth->verbalizer, labels[wrong].verbalizer, "labels"}));
    }
    return out;
}

Result<void> writePreferences(const std::vector<Preference>& preferences, const std::string& path) {
    return base::guard([&] {
        const std::string text = textOf(preferences);
        base::writeAtomically(path, std::string_view(text));
    });
}

} // namespace stillhouse
