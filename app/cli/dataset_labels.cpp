// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/dataset_labels.h"

#include "core/api/store.h"

#include <cmath>
#include <cstdio>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

struct LabelRequest {
    std::string store, file, annotator, model, task;
    std::int64_t dataset = 0, limit = 0;
};

/// The data set asked for; without a number the newest one.
Result<std::int64_t> datasetOf(Store& store, const LabelRequest& r) {
    const auto rows = store.datasets();
    if (!rows)
        return rows.error();
    if (rows->empty())
        return Error{ErrorKind::NotFound, SH_TR("This project holds no data set"), r.store, SH_TR("Import one: stillhouse-cli dataset import FILE --store F.db"), {}, {}};
    if (r.dataset == 0)
        return rows->back().id;
    for (const auto& row : *rows)
        if (row.id == r.dataset)
            return row.id;
    return Error{ErrorKind::NotFound, Text(SH_TR("There is no data set %1"), {std::to_string(r.dataset)}), r.store, {}, {}, {}};
}

json number(double value) { return std::isnan(value) ? json() : json(value); }

std::string rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return std::isnan(value) ? "undefined" : text;
}

json pairJson(const PairAgreement& pair) {
    json table = json::array();
    const std::size_t size = pair.labels.size();
    for (std::size_t i = 0; i < size; ++i)
        table.push_back(std::vector<std::int64_t>(pair.table.begin() + std::ptrdiff_t(i * size), pair.table.begin() + std::ptrdiff_t((i + 1) * size)));
    return {{"first", pair.first},   {"second", pair.second},           {"examples", pair.examples},       {"observed", number(pair.observed)}, {"expected", number(pair.expected)},
            {"kappa", number(pair.kappa)}, {"low", number(pair.low)}, {"high", number(pair.high)}, {"labels", pair.labels},         {"table", table}};
}

void sayPair(const PairAgreement& pair, const Shared& shared) {
    say(pair.first + " and " + pair.second + ": " + std::to_string(pair.examples) + " examples in common, same label on " + rounded(100 * pair.observed) +
            " %, Cohen's kappa " + rounded(pair.kappa) + " (95 % " + rounded(pair.low) + " to " + rounded(pair.high) + ")",
        shared);
    for (std::size_t i = 0; i < pair.labels.size(); ++i) {
        std::string line = "  " + pair.first + " said " + pair.labels[i] + ":";
        for (std::size_t j = 0; j < pair.labels.size(); ++j)
            line += "  " + pair.second + " " + pair.labels[j] + " " + std::to_string(pair.table[i * pair.labels.size() + j]);
        say(line, shared);
    }
}

int showAgreement(const LabelRequest& r, const Shared& shared) {
    auto store = Store::open(r.store);
    if (!store)
        return report(store.error(), shared);
    const auto dataset = datasetOf(*store, r);
    const auto agreement = dataset ? agreementOf(*store, *dataset) : Result<Agreement>(dataset.error());
    if (!agreement)
        return report(agreement.error(), shared);
    json out{{"dataset", *dataset}, {"annotators", json::array()}, {"pairs", json::array()}, {"disputed", agreement->disputed}, {"decided", agreement->decided}};
    for (const auto& annotator : agreement->annotators) {
        out["annotators"].push_back({{"name", annotator.name}, {"labels", annotator.labels}});
        say(annotator.name + ": " + std::to_string(annotator.labels) + " labels", shared);
    }
    for (const auto& pair : agreement->pairs) {
        out["pairs"].push_back(pairJson(pair));
        sayPair(pair, shared);
    }
    if (agreement->pairs.empty())
        say("No two annotators labelled the same example", shared);
    say(std::to_string(agreement->disputed) + " examples with different labels, " + std::to_string(agreement->decided) + " of them decided", shared);
    print(out, shared);
    return Done;
}

int annotate(const LabelRequest& r, const Shared& shared) {
    auto store = Store::open(r.store);
    if (!store)
        return report(store.error(), shared);
    const auto dataset = datasetOf(*store, r);
    if (!dataset)
        return report(dataset.error(), shared);
    std::vector<std::pair<std::string, std::string>> labels;
    const auto read = importData(r.file, {}, [&](Example&& e) { labels.emplace_back(e.id, e.label); }, control());
    if (!read)
        return report(read.error(), shared);
    const auto found = store->addAnnotations(*dataset, labels, r.annotator);
    if (!found)
        return report(found.error(), shared);
    print({{"dataset", *dataset}, {"rows", labels.size()}, {"found", *found}}, shared);
    say(r.annotator + ": " + std::to_string(*found) + " examples labelled, from " + std::to_string(labels.size()) + " rows", shared);
    return Done;
}

int suggest(const LabelRequest& r, const Shared& shared) {
    auto store = Store::open(r.store);
    if (!store)
        return report(store.error(), shared);
    const auto dataset = datasetOf(*store, r);
    if (!dataset)
        return report(dataset.error(), shared);
    showProgress(shared);
    const auto done = suggestLabels({r.store, r.model, r.task, *dataset, {}, r.limit, shared.threads}, control());
    if (!done)
        return report(done.error(), shared);
    print({{"dataset", *dataset}, {"scored", done->scored}, {"known", done->known}, {"labels", done->source.labels}, {"source", done->source.key}}, shared);
    say(std::to_string(done->scored) + " examples have a suggestion now, " + std::to_string(done->known) + " had one", shared);
    return Done;
}

} // namespace

std::vector<std::function<std::optional<int>()>> addLabelCommands(CLI::App& dataset, const Shared& shared) {
    auto r = std::make_shared<LabelRequest>();
    const auto add = [&](const char* name, const char* summary) {
        auto* command = dataset.add_subcommand(name, summary);
        command->add_option("--store", r->store, "Project database")->required();
        command->add_option("--dataset", r->dataset, "Number of the data set; without it the newest");
        return command;
    };
    auto* agreement = add("agreement", "Cohen's kappa of every two annotators, and how many examples they differ on");
    auto* labels = add("annotate", "Add one person's labels from a file with ids and labels");
    labels->add_option("file", r->file, "JSONL, CSV or TSV with id, prompt and label, as `dataset export` writes it")->required();
    labels->add_option("--annotator", r->annotator, "Whose labels they are")->required();
    auto* model = add("suggest", "Have a model suggest a label, with its confidence, for every example that has none of it yet");
    model->add_option("--model", r->model, "Model folder, packed file or GGUF")->required();
    model->add_option("--task", r->task, "Task file")->required();
    model->add_option("--limit", r->limit, "At most so many examples; 0: all")->check(CLI::NonNegativeNumber);
    const auto when = [r, &shared](CLI::App* command, int (*run)(const LabelRequest&, const Shared&)) {
        return [=, &shared]() -> std::optional<int> { return command->parsed() ? std::optional(run(*r, shared)) : std::nullopt; };
    };
    return {when(agreement, showAgreement), when(labels, annotate), when(model, suggest)};
}

} // namespace stillhouse::cli
