// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_facts.h"

#include <algorithm>
#include <filesystem>

namespace stillhouse::widgets {

namespace {

std::string warningsKey(std::int64_t dataset) { return "data.warnings." + std::to_string(dataset); }

DatasetRow currentDataset(const std::vector<DatasetRow>& datasets, const Experiment& experiment) {
    const std::string stem = std::filesystem::path(experiment.data.train).stem().string();
    for (const auto& dataset : datasets)
        if (dataset.path == experiment.data.train || stem == "dataset-" + std::to_string(dataset.id))
            return dataset;
    return datasets.empty() ? DatasetRow{} : *std::max_element(datasets.begin(), datasets.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

/// The class balance says how many have no label, and says so now: what the import counted would go stale with the first label.
bool countsUnlabelled(const Text& warning) { return warning.key == "%1 examples have no label"; }

Result<void> gatherLabelling(Store& store, const DataFacts& known, DataFacts& facts) {
    auto annotators = store.annotators(facts.dataset.id);
    const auto source = store.suggestionSource(facts.dataset.id);
    if (!annotators || !source)
        return !annotators ? annotators.error() : source.error();
    facts.annotators = std::move(*annotators);
    if (!*source)
        return {};
    facts.suggestionLabels = (*source)->labels;
    facts.suggested = known.dataset.id == facts.dataset.id && known.suggested; // a list of a million ids, read until there is one
    if (facts.suggested)
        return {};
    const auto suggested = store.suggested(facts.dataset.id);
    if (!suggested)
        return suggested.error();
    facts.suggested = !suggested->empty();
    return {};
}

} // namespace

Result<DataFacts> gatherDataFacts(Store& store, ExampleIndex& index, const Experiment& experiment, const DataFacts& known) {
    DataFacts facts;
    const auto datasets = store.datasets();
    if (!datasets)
        return datasets.error();
    facts.dataset = currentDataset(*datasets, experiment);
    if (facts.dataset.id == 0)
        return facts;
    auto counts = index.counts(store, facts.dataset.id);
    auto warnings = store.setting(warningsKey(facts.dataset.id));
    if (!counts || !warnings)
        return !counts ? counts.error() : warnings.error();
    facts.labels = std::move(counts->labels);
    facts.splits = std::move(counts->splits);
    for (const auto& [source, count] : counts->sources)
        if (!source.empty())
            facts.sources.push_back(source);
    if (*warnings)
        facts.warnings = warningsFromJson(**warnings);
    std::erase_if(facts.warnings, countsUnlabelled);
    if (const auto gathered = gatherLabelling(store, known, facts); !gathered)
        return gathered.error();
    if (const auto task = experiment.data.task.empty() ? Result<Task>(Error{}) : readTask(experiment.data.task); task)
        for (const auto& label : task->labels)
            facts.taskLabels.push_back(label.name);
    if (facts.taskLabels.empty())
        for (const auto& [label, count] : facts.labels)
            if (!label.empty())
                facts.taskLabels.push_back(label);
    facts.student = studentKey(experiment);
    facts.studentParameters = facts.student == known.student ? known.studentParameters : studentParameters(experiment);
    return facts;
}

Result<void> keepWarnings(Store& store, const std::string& json) {
    const auto datasets = store.datasets();
    if (!datasets)
        return datasets.error();
    std::int64_t newest = 0;
    for (const auto& dataset : *datasets)
        newest = std::max(newest, dataset.id);
    return newest == 0 ? Result<void>() : store.setSetting(warningsKey(newest), json);
}

} // namespace stillhouse::widgets
