// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/preference_pairs.h"

#include "core/align/prompt_set.h"
#include "core/base/seed.h"
#include "core/base/sha256.h"
#include "core/model/generate.h"

#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <tuple>

namespace stillhouse::align {

namespace {

Task asGeneration(Task task) {
    task.kind = "generation";
    return task;
}

// The data's own split hashes the bare prompt: without something in front, none of its training prompts would be held out here.
constexpr const char* splitSalt = "preference ";

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\n\r"), last = text.find_last_not_of(" \t\n\r");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

// The label that an answer names, by name or verbalizer.
const TaskLabel* labelOf(const Task& task, const std::string& answer) {
    for (const auto& label : task.labels)
        if (trimmed(answer) == trimmed(label.verbalizer) || trimmed(answer) == trimmed(label.name))
            return &label;
    return nullptr;
}

std::vector<std::int64_t> shuffled(std::size_t count, std::uint64_t seed) {
    std::vector<std::int64_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    base::Random random(seed);
    base::shuffle(order, random);
    return order;
}

} // namespace

PairEncoder::PairEncoder(const evaluate::TaskEncoder& encoder, std::int64_t maxTokens)
    : labels_(encoder.task(), encoder.tokenizer(), std::int32_t(maxTokens)),
      free_(asGeneration(encoder.task()), encoder.tokenizer(), std::int32_t(maxTokens)),
      classification_(encoder.task().kind == "classification") {}

std::vector<std::int32_t> PairEncoder::row(const std::string& prompt, const std::string& answer, std::int32_t& start) const {
    Example example;
    example.prompt = prompt;
    const TaskLabel* label = classification_ ? labelOf(labels_.task(), answer) : nullptr;
    (label ? example.label : example.response) = label ? label->name : answer;
    const auto encoded = (label ? labels_ : free_).encode(example);
    start = encoded.responseStart;
    return std::int64_t(encoded.ids.size()) > encoded.responseStart ? encoded.ids : std::vector<std::int32_t>();
}

EncodedPair PairEncoder::encode(const Preference& preference) const {
    EncodedPair pair;
    pair.prompt = preference.prompt;
    pair.chosen = row(preference.prompt, preference.chosen, pair.responseStart);
    pair.rejected = row(preference.prompt, preference.rejected, pair.responseStart);
    if (pair.chosen.empty() || pair.rejected.empty() || pair.chosen == pair.rejected)
        pair.chosen.clear(), pair.rejected.clear();
    return pair;
}

std::vector<Preference> pairsFromLabels(const evaluate::TaskEncoder& encoder, const std::vector<Example>& examples, std::int64_t limit,
                                        std::uint64_t seed) {
    const auto& labels = encoder.task().labels;
    std::vector<Preference> out;
    for (const auto i : shuffled(examples.size(), seed)) {
        const auto& example = examples[std::size_t(i)];
        const auto truth = encoder.labelIndex(example.label);
        for (std::size_t k = 0; truth >= 0 && k < labels.size(); ++k) {
            if (std::int64_t(out.size()) >= limit)
                return out;
            if (std::int64_t(k) != truth)
                out.push_back({example.prompt, labels[std::size_t(truth)].verbalizer, labels[k].verbalizer, "labels"});
        }
    }
    return out;
}

std::vector<Preference> pairsFromReferences(train::StageContext& context, const model::Decoder& policy, std::int64_t limit,
                                            std::int64_t maxNew) {
    std::vector<Example> chosen;
    for (const auto i : shuffled(context.data.train.size(), context.seed))
        if (std::int64_t(chosen.size()) < limit && !context.data.train[std::size_t(i)].response.empty())
            chosen.push_back(context.data.train[std::size_t(i)]);
    const auto set = promptSet(context, chosen, context.data.encoder->maxTokens(), maxNew);
    std::vector<std::int64_t> all(chosen.size());
    std::iota(all.begin(), all.end(), 0);
    const auto answers = sampleAnswers(policy, set, all, {1.0, context.seed}, context.control);
    std::vector<Preference> out;
    for (std::size_t i = 0; answers && i < chosen.size(); ++i) {
        const auto text = context.data.encoder->tokenizer().decode((*answers)[i].ids, true);
        if (!text.empty() && text != chosen[i].response)
            out.push_back({chosen[i].prompt, chosen[i].response, text, "references"});
    }
    return out;
}

PairSplit splitPairs(const PairEncoder& encoder, const std::vector<Preference>& preferences, double heldOut) {
    PairSplit out;
    for (const auto& preference : preferences) {
        auto pair = encoder.encode(preference);
        if (pair.chosen.empty())
            ++out.unusable;
        else
            (splitOf(splitSalt + preference.prompt, heldOut, 0) == "test" ? out.heldOut : out.train).push_back(std::move(pair));
    }
    return out;
}

std::vector<Preference> joinPreferences(std::vector<Preference> old, const std::vector<Preference>& more) {
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    for (const auto& p : old)
        seen.emplace(p.prompt, p.chosen, p.rejected);
    for (const auto& p : more)
        if (seen.emplace(p.prompt, p.chosen, p.rejected).second)
            old.push_back(p);
    return old;
}

std::string preferencesJsonl(const std::vector<Preference>& preferences) {
    std::string out;
    for (const auto& p : preferences) {
        const nlohmann::ordered_json row{{"prompt", p.prompt}, {"chosen", p.chosen}, {"rejected", p.rejected}, {"annotator", p.annotator}};
        out += row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    return out;
}

std::string preferencesHash(const std::vector<Preference>& preferences) {
    return base::sha256(preferencesJsonl(preferences));
}

} // namespace stillhouse::align
