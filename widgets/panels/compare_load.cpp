// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_load.h"

#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kChunk = 2000, kMostTexts = 100'000;

Result<void> loadPredictions(Store& store, ComparedRun& run) {
    std::map<std::string, ComparedExample> all;
    for (const auto& subject : run.subjects) {
        const auto predictions = store.predictions(run.row.id, subject.subject);
        if (!predictions)
            return predictions.error();
        for (const auto& p : *predictions) {
            auto& example = all[p.exampleId];
            example.id = p.exampleId;
            example.truth = p.label;
            example.predicted[subject.subject] = p.predicted;
            if (!p.probabilities.empty())
                example.confidence[subject.subject] = *std::max_element(p.probabilities.begin(), p.probabilities.end());
        }
    }
    for (auto& [id, example] : all) {
        const bool differ = std::any_of(example.predicted.begin(), example.predicted.end(),
                                        [&](const auto& p) { return p.second != example.predicted.begin()->second; });
        if (differ)
            run.examples.push_back(std::move(example));
    }
    return {};
}

// The predictions know ids only: the texts come from the project's newest data set, test part, as far as they are there.
Result<void> loadTexts(Store& store, ComparedRun& run) {
    if (run.examples.empty())
        return {};
    const auto sets = store.datasets();
    if (!sets || sets->empty())
        return {};
    std::map<std::string, ComparedExample*> wanted;
    for (auto& example : run.examples)
        wanted[example.id] = &example;
    ExampleQuery query;
    query.dataset = sets->back().id;
    query.split = "test";
    const auto ids = store.exampleIds(query);
    if (!ids)
        return ids.error();
    for (std::size_t first = 0; first < std::min(ids->size(), kMostTexts); first += kChunk) {
        const std::vector<std::int64_t> chunk(ids->begin() + std::ptrdiff_t(first), ids->begin() + std::ptrdiff_t(std::min(first + kChunk, ids->size())));
        const auto rows = store.examples(chunk);
        if (!rows)
            return rows.error();
        for (const auto& row : *rows)
            if (const auto found = wanted.find(row.example.id); found != wanted.end())
                found->second->prompt = row.example.prompt;
    }
    return {};
}

} // namespace

Result<ComparedRun> loadComparedRun(Store& store, const std::string& runId, const std::string& projectFolder) {
    ComparedRun run;
    const auto row = store.run(runId);
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorKind::NotFound, Text(SH_TR("The run %1 is not in the project"), {runId}), {}, SH_TR("Choose another run"), {}, {}};
    run.row = **row;
    auto comparison = store.comparison({runId});
    if (!comparison)
        return comparison.error();
    run.subjects = std::move(comparison->rows);
    for (auto& [id, pair] : comparison->pairs)
        run.pairs.push_back(std::move(pair));
    for (auto& [id, latency] : comparison->latencies)
        run.latencies.push_back(std::move(latency));
    const auto events = store.events(runId);
    if (!events)
        return events.error();
    run.cascades = cascadeGains(run.subjects, run.pairs, *events);
    for (const auto& gate : gatesOf(run.row, projectFolder))
        for (const auto& subject : run.subjects)
            if (subject.subject != "teacher")
                run.gates.push_back(judgeGate(gate, subject));
    if (const auto loaded = loadPredictions(store, run); !loaded)
        return loaded.error();
    if (const auto loaded = loadTexts(store, run); !loaded)
        return loaded.error();
    return run;
}

} // namespace stillhouse::widgets
