// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/import_job.h"

#include <algorithm>
#include <filesystem>

namespace stillhouse::app {

namespace {

constexpr std::size_t kBatch = 5000;
// Both hold the moment of a change: the store writes the first with every label, the second says which change the training file has.
const char* const kChanged = "labels.changed";
const char* const kExported = "labels.exported";

// Collects rows and adds them in transactions of `kBatch`; remembers the first failure and stops the reader then.
class BatchWriter {
public:
    BatchWriter(Store& store, std::int64_t dataset, RunControl& control) : store_(store), dataset_(dataset), control_(control) {}

    void add(Example&& example) {
        batch_.push_back(std::move(example));
        if (batch_.size() == kBatch)
            flush();
    }
    Result<void> finish() {
        flush();
        return failed_ ? Result<void>(*failed_) : Result<void>();
    }

private:
    void flush() {
        if (!failed_ && !batch_.empty())
            if (auto added = store_.addExamples(dataset_, batch_); !added) {
                failed_ = added.error();
                control_.requestStop();
            }
        batch_.clear();
    }

    Store& store_;
    std::int64_t dataset_;
    RunControl& control_;
    std::vector<Example> batch_;
    std::optional<Error> failed_;
};

bool knowsLabels(const std::string& taskPath, const ImportSummary& summary) {
    if (summary.labels.empty())
        return true;
    const auto task = taskPath.empty() ? Result<Task>(Error{}) : readTask(taskPath);
    if (!task)
        return false;
    return std::all_of(summary.labels.begin(), summary.labels.end(), [&](const auto& label) {
        return label.first.empty() ||
               std::any_of(task->labels.begin(), task->labels.end(), [&](const TaskLabel& known) { return known.name == label.first; });
    });
}

Result<ImportOutcome> keepCopy(Store& store, std::int64_t dataset, const ImportRequest& request, ImportSummary summary) {
    ImportOutcome outcome;
    outcome.summary = std::move(summary);
    if (request.adopt)
        return outcome;
    const std::filesystem::path data = std::filesystem::path(request.projectFolder) / "data";
    std::error_code ignored;
    std::filesystem::create_directories(data, ignored); // the export below names what is wrong
    const std::string stem = "dataset-" + std::to_string(dataset);
    outcome.train = (data / (stem + ".jsonl")).string();
    if (auto written = store.exportDataset(dataset, outcome.train); !written)
        return written.error();
    if (!knowsLabels(request.currentTask, outcome.summary)) {
        outcome.task = (data / (stem + ".task.json")).string();
        if (auto written = writeTask(taskFor(outcome.summary.labels), outcome.task); !written)
            return written.error();
    }
    return outcome;
}

// Two windows that open a new project at once both find it empty: the one that began first fills it.
bool adoptedElsewhere(Store& store, std::int64_t dataset, const std::string& path) {
    const auto all = store.datasets();
    return all && std::any_of(all->begin(), all->end(), [&](const DatasetRow& row) { return row.id < dataset && row.path == path; });
}

} // namespace

Result<ImportOutcome> importIntoProject(const ImportRequest& request, RunControl& control) {
    auto store = Store::open(request.storePath);
    if (!store)
        return store.error();
    const auto dataset = store->addDataset(std::filesystem::path(request.path).filename().string(), request.path);
    if (!dataset)
        return dataset.error();
    if (request.adopt && adoptedElsewhere(*store, *dataset, request.path)) {
        (void)store->deleteDataset(*dataset);
        return ImportOutcome{};
    }
    BatchWriter writer(*store, *dataset, control);
    auto read = importData(request.path, request.options, [&](Example&& example) { writer.add(std::move(example)); }, control);
    // A failed write stops the reader, so its error comes first: it is the cause.
    const auto written = writer.finish();
    std::optional<Error> error;
    if (!written)
        error = written.error();
    else if (!read)
        error = read.error();
    else if (control.stopRequested())
        error = Error{ErrorKind::Cancelled, SH_TR("The import was cancelled"), request.path, SH_TR("Nothing was changed")};
    else if (auto finished = store->finishDataset(*dataset, *read); !finished)
        error = finished.error();
    if (!error) {
        auto outcome = keepCopy(*store, *dataset, request, std::move(*read));
        if (outcome)
            return outcome;
        error = outcome.error();
    }
    if (auto removed = store->deleteDataset(*dataset); !removed)
        error->details += removed.error().english();
    return *error;
}

Result<void> refreshTrainingFile(Store& store, const std::string& projectFolder, Experiment& experiment) {
    const auto changed = store.setting(kChanged), exported = store.setting(kExported);
    if (!changed || !exported || !*changed || (*changed)->empty() || *changed == *exported)
        return {};
    const auto datasets = store.datasets();
    if (!datasets)
        return datasets.error();
    const std::filesystem::path train = experiment.data.train;
    const auto own = std::find_if(datasets->begin(), datasets->end(), [&](const DatasetRow& row) {
        return row.path == train || train.stem() == "dataset-" + std::to_string(row.id);
    });
    if (own == datasets->end())
        return {};
    const auto inside = train.lexically_relative(projectFolder).string();
    if (inside.empty() || inside.starts_with("..")) {
        const auto folder = std::filesystem::path(projectFolder) / "data";
        std::error_code ignored;
        std::filesystem::create_directories(folder, ignored); // the export names what is wrong
        experiment.data.train = (folder / ("dataset-" + std::to_string(own->id) + ".jsonl")).string();
        return store.exportDataset(own->id, experiment.data.train);
    }
    if (auto written = store.exportDataset(own->id, train.string()); !written)
        return written.error();
    return store.setSetting(kExported, **changed);
}

} // namespace stillhouse::app
