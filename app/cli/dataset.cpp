// SPDX-License-Identifier: GPL-3.0-or-later
// `dataset import|stats|split|export|synthetic|agreement|annotate|suggest`: data without the window.
#include "app/cli/dataset_labels.h"
#include "app/cli/stage_flags.h"
#include "core/api/store.h"

#include <filesystem>
#include <fstream>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

struct DatasetRequest {
    std::string file, store, out, name;
    ReadOptions read;
    std::int64_t id = 0, student = 0;
    bool preferences = false;
};

json summaryJson(const ImportSummary& s) {
    json warnings = json::array();
    for (const Text& warning : s.warnings)
        warnings.push_back(warning.english());
    return {{"warnings", warnings}, {"rows", s.rows}, {"skipped", s.skipped}, {"labels", s.labels}, {"splits", s.splits}, {"duplicates", s.duplicates}, {"conflicting", s.conflicting}, {"hash", s.hash}};
}

void addReading(CLI::App& app, DatasetRequest& r) {
    app.add_option("file", r.file, "JSONL, JSON, CSV, TSV or text")->required();
    app.add_option("--prompt", r.read.mapping.prompt, "Column of the prompt");
    app.add_option("--response", r.read.mapping.response, "Column of the response");
    app.add_option("--label", r.read.mapping.label, "Column of the label");
    app.add_option("--template", r.read.mapping.promptTemplate, "Prompt made of columns: \"{subject}: {text}\"");
    app.add_option("--test", r.read.testFraction, "Share of the test split")->check(CLI::Range(0.0, 1.0));
    app.add_option("--validation", r.read.validationFraction, "Share of the validation split")->check(CLI::Range(0.0, 1.0));
    app.add_flag("--skip-bad-rows", r.read.keepBadRows, "Skip and count bad rows instead of stopping at the first");
}

int finish(const Result<ImportSummary>& summary, const Shared& shared) {
    if (!summary)
        return report(summary.error(), shared);
    print(summaryJson(*summary), shared);
    say(std::to_string(summary->rows) + " rows, " + std::to_string(summary->duplicates) + " duplicates, " + std::to_string(summary->conflicting) + " with conflicting labels", shared);
    for (const auto& [label, count] : summary->labels)
        say("  " + (label.empty() ? std::string("(no label)") : label) + "  " + std::to_string(count), shared);
    for (const auto& [split, count] : summary->splits)
        say("  " + split + " split  " + std::to_string(count), shared);
    for (const Text& warning : summary->warnings)
        say("To check: " + warning.english(), shared);
    return Done;
}

int importFile(const DatasetRequest& r, const Shared& shared) {
    auto store = Store::open(r.store);
    if (!store)
        return report(store.error(), shared);
    const auto id = store->addDataset(r.name.empty() ? std::filesystem::path(r.file).filename().string() : r.name, r.file);
    if (!id)
        return report(id.error(), shared);
    std::vector<Example> block;
    Result<void> written;
    const auto flush = [&] {
        if (written.ok() && !block.empty())
            written = store->addExamples(*id, block);
        block.clear();
    };
    showProgress(shared);
    auto summary = importData(r.file, r.read, [&](Example&& example) {
        block.push_back(std::move(example));
        if (block.size() == 5000)
            flush();
        if (!written.ok())
            control().requestStop();
    }, control());
    flush();
    if (written.ok() && summary)
        written = store->finishDataset(*id, *summary);
    if (!written.ok() || !summary) {
        (void)store->deleteDataset(*id);
        return report(written.ok() ? summary.error() : written.error(), shared);
    }
    return finish(summary, shared);
}

int splitFile(const DatasetRequest& r, const Shared& shared) {
    std::map<std::string, std::ofstream> files;
    const auto summary = importData(r.file, r.read, [&](Example&& e) {
        auto& file = files[e.split];
        if (!file.is_open())
            file.open(r.out + "." + e.split + ".jsonl");
        file << json{{"id", e.id}, {"prompt", e.prompt}, {"response", e.response}, {"label", e.label}, {"split", e.split}, {"source", e.source}}.dump() << "\n";
    }, control());
    for (auto& [split, file] : files) {
        file.flush();
        if (!file)
            return report({ErrorKind::Io, SH_TR("The file could not be written"), r.out + "." + split + ".jsonl", SH_TR("Check the folder and the free space"), {}, {}}, shared);
    }
    return finish(summary, shared);
}

} // namespace

int writeSynthetic(const DatasetRequest& r, std::int64_t examples, const Shared& shared) {
    std::ofstream file(r.out);
    for (const auto& e : syntheticReviews(examples, std::uint64_t(shared.seed)))
        file << json{{"id", e.id}, {"prompt", e.prompt}, {"label", e.label}, {"source", e.source}}.dump() << "\n";
    file.flush();
    if (!file)
        return report({ErrorKind::Io, SH_TR("The file could not be written"), r.out, SH_TR("Check the folder and the free space"), {}, {}}, shared);
    print({{"path", r.out}, {"rows", examples}}, shared);
    say("Wrote " + r.out + ": " + std::to_string(examples) + " synthetic transaction reviews", shared);
    return Done;
}

int exportFrom(const DatasetRequest& r, const Shared& shared) {
    auto store = Store::open(r.store);
    if (!store)
        return report(store.error(), shared);
    json out{{"path", r.out}};
    Result<void> written;
    if (r.preferences) {
        const auto pairs = store->preferences();
        if (!pairs)
            return report(pairs.error(), shared);
        out["preferences"] = pairs->size();
        written = writePreferences(*pairs, r.out);
    } else {
        written = store->exportDataset(r.id, r.out);
    }
    if (!written.ok())
        return report(written.error(), shared);
    print(out, shared);
    say("Wrote " + r.out, shared);
    return Done;
}

Command datasetCommand() {
    return {"dataset", "Data without the window: import, stats, split, export, synthetic; labels: annotate, agreement, suggest", [](CLI::App& app, Shared& shared) {
                auto r = std::make_shared<DatasetRequest>();
                app.require_subcommand(1);
                app.fallthrough();
                auto* import = app.add_subcommand("import", "Read a file into a project database");
                addReading(*import, *r);
                import->add_option("--store", r->store, "Project database")->required();
                import->add_option("--name", r->name, "Name of the data set");
                auto* stats = app.add_subcommand("stats", "Rows, labels, splits, duplicates of a file");
                addReading(*stats, *r);
                auto* split = app.add_subcommand("split", "Write OUT.train.jsonl, OUT.validation.jsonl, OUT.test.jsonl");
                addReading(*split, *r);
                split->add_option("--out", r->out, "Start of the file names")->required();
                auto* out = app.add_subcommand("export", "Write a data set of a project as JSONL");
                out->add_option("--store", r->store, "Project database")->required();
                auto* number = out->add_option("--dataset", r->id, "Its number");
                out->add_flag("--preferences", r->preferences, "Instead: the preferences labelled in the window, for data.preferences")->excludes(number);
                out->add_option("--out", r->out, "File to write")->required();
                auto* synthetic = app.add_subcommand("synthetic", "Write synthetic transaction reviews (see the sample project) as JSONL");
                auto examples = std::make_shared<std::int64_t>(8000);
                synthetic->add_option("--examples", *examples, "How many")->check(CLI::Range(1, 100000000))->capture_default_str();
                synthetic->add_option("--out", r->out, "File to write")->required();
                const auto labelling = addLabelCommands(app, shared);
                return [=, &shared]() -> int {
                    for (const auto& run : labelling)
                        if (const auto code = run())
                            return *code;
                    if (synthetic->parsed())
                        return writeSynthetic(*r, *examples, shared);
                    if (import->parsed())
                        return importFile(*r, shared);
                    if (split->parsed())
                        return splitFile(*r, shared);
                    if (stats->parsed()) {
                        showProgress(shared);
                        return finish(importData(r->file, r->read, [](Example&&) {}, control()), shared);
                    }
                    if (number->count() == 0 && !r->preferences)
                        return usage("dataset export needs --dataset NUMBER or --preferences");
                    return exportFrom(*r, shared);
                };
            }};
}

} // namespace stillhouse::cli
