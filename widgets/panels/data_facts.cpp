// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_facts.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kSampledForSources = 512;

std::string warningsKey(std::int64_t dataset) { return "data.warnings." + std::to_string(dataset); }

DatasetRow currentDataset(const std::vector<DatasetRow>& datasets, const Experiment& experiment) {
    const std::string stem = std::filesystem::path(experiment.data.train).stem().string();
    for (const auto& dataset : datasets)
        if (dataset.path == experiment.data.train || stem == "dataset-" + std::to_string(dataset.id))
            return dataset;
    return datasets.empty() ? DatasetRow{} : *std::max_element(datasets.begin(), datasets.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

/// Sources seen in an even sample: the store keeps no list of them.
Result<std::vector<std::string>> sampledSources(Store& store, std::int64_t dataset) {
    ExampleQuery query;
    query.dataset = dataset;
    const auto ids = store.exampleIds(query);
    if (!ids)
        return ids.error();
    std::vector<std::int64_t> sample;
    const std::size_t step = std::max<std::size_t>(1, ids->size() / kSampledForSources);
    for (std::size_t i = 0; i < ids->size(); i += step)
        sample.push_back((*ids)[i]);
    const auto rows = store.examples(sample);
    if (!rows)
        return rows.error();
    std::set<std::string> sources;
    for (const auto& row : *rows)
        if (!row.example.source.empty())
            sources.insert(row.example.source);
    return std::vector<std::string>(sources.begin(), sources.end());
}

} // namespace

Result<DataFacts> gatherDataFacts(Store& store, const Experiment& experiment, const DataFacts& known) {
    DataFacts facts;
    const auto datasets = store.datasets();
    if (!datasets)
        return datasets.error();
    facts.dataset = currentDataset(*datasets, experiment);
    if (facts.dataset.id == 0)
        return facts;
    auto labels = store.labelCounts(facts.dataset.id), splits = store.splitCounts(facts.dataset.id);
    const bool sameData = known.dataset.id == facts.dataset.id && known.dataset.rows == facts.dataset.rows;
    auto sources = sameData ? Result<std::vector<std::string>>(known.sources) : sampledSources(store, facts.dataset.id);
    auto warnings = store.setting(warningsKey(facts.dataset.id));
    if (!labels || !splits || !sources || !warnings)
        return !labels ? labels.error() : !splits ? splits.error() : !sources ? sources.error() : warnings.error();
    facts.labels = std::move(*labels);
    facts.splits = std::move(*splits);
    facts.sources = std::move(*sources);
    if (*warnings)
        facts.warnings = warningsFromJson(**warnings);
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
