// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/file.h"
#include "core/base/guard.h"
#include "core/base/value_of.h"
#include "core/report/figures.h"
#include "core/report/page.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace stillhouse::report {

namespace {

using base::valueOf;
namespace fs = std::filesystem;

constexpr const char* kMark = "<!-- Written by Stillhouse. -->";
constexpr std::size_t kLargestCard = std::size_t(4) << 20;

/// What the store knows of a model.
struct Measured {
    Facts facts;
    ComparisonRow row;
};

fs::path resolved(const std::string& path) {
    std::error_code ignored;
    return fs::weakly_canonical(path, ignored);
}

// The newest run that measured the model itself: the folder or file, or one that the run says is its artifact.
std::optional<Measured> measuredModel(Store& store, const std::string& model) {
    const fs::path wanted = resolved(model);
    for (const auto& run : valueOf(store.runs())) {
        std::string subject;
        for (const auto& artifact : valueOf(store.artifacts(run.id)))
            if ((artifact.kind == "model" || artifact.kind == "packed") && resolved(artifact.path) == wanted)
                subject = artifact.subject;
        for (const auto& row : valueOf(store.comparison({run.id})).rows)
            if (!row.metrics.empty() && (resolved(row.modelPath) == wanted || (row.subject == subject && row.modelPath.empty())))
                return Measured{collectFacts(store, {run.id, {}, ReportLanguage::English}), row};
    }
    return {};
}

// YAML in double quotes, on one line.
std::string yaml(const std::string& text) {
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' || c == '\\' ? std::string("\\") + c : static_cast<unsigned char>(c) < 0x20 ? std::string(" ") : std::string(1, c);
    return out + "\"";
}

std::string cellText(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    return text;
}

std::string head(const std::string& name, const ExportReport& report, const std::optional<Measured>& measured) {
    std::string out = "---\n";
    if (report.format == "hf")
        out += "library_name: transformers\n";
    out += "tags:\n- stillhouse\n" + std::string(report.format == "gguf" ? "- gguf\n" : report.format == "onnx" ? "- onnx\n" : "");
    if (!measured || !measured->facts.experiment)
        return out + "---\n";
    std::string metrics;
    for (const auto& metric : measured->row.metrics)
        if (const auto* interval = metricOf(measured->row, metric.name))
            metrics += "    - type: " + metric.name + "\n      value: " + fixed(interval->value, 4) + "\n";
    const bool labels = metricOf(measured->row, "accuracy");
    return out + "model-index:\n- name: " + yaml(name) + "\n  results:\n  - task:\n      type: " + (labels ? "text-classification" : "text-generation") + "\n    dataset:\n      name: " +
           yaml(measured->facts.experiment->data.train) + "\n      type: custom\n    metrics:\n" + metrics + "---\n";
}

std::string shape(const ExportReport& report) {
    std::string out = "## Model\n\n| | |\n|---|---|\n";
    const auto line = [&](const std::string& what, const std::string& value) {
        if (!value.empty())
            out += "| " + what + " | " + cellText(value) + " |\n";
    };
    if (const auto info = inspectModel(report.path)) {
        line("Architecture", info->architecture);
        line("Parameters", info->parameters > 0 ? whole(info->parameters) : "");
        if (info->layers > 0)
            line("Shape", std::to_string(info->layers) + " layers, " + std::to_string(info->hidden) + " wide, " + std::to_string(info->heads) + " heads (" + std::to_string(info->kvHeads) +
                              " of keys and values), vocabulary " + std::to_string(info->vocab));
        line("Context", info->context > 0 ? std::to_string(info->context) + " tokens" : "");
    }
    line("Format", report.format + (report.type.empty() ? "" : ", " + report.type));
    line("Weights", whole(report.bytes) + " bytes");
    out += "\nRead back after writing: largest difference of any logit from the model it was made of " + fixed(report.maxAbsError, 6) + ", KL " + fixed(report.kl, 6) +
           " nats per token, over " + std::to_string(report.checkedTokens) + " tokens.\n";
    for (const auto& note : report.notes)
        out += "\n> " + cellText(note.english()) + "\n";
    return out;
}

std::string numbers(const Measured& measured, const ExportReport& report) {
    const Words words(ReportLanguage::English);
    const auto* teacher = measured.row.subject == "teacher" ? nullptr : measured.facts.subject("teacher");
    std::string out = "\n## Measured\n\nOn " + whole(measured.row.examples) + " test examples, before this export (" + report.type + ", see above for what it changed); intervals are 95 %.\n\n| measure | this model |" +
                      (teacher ? " teacher | difference |\n|---|---|---|---|\n" : "\n|---|---|\n");
    for (const auto& metric : measured.row.metrics) {
        const auto* own = metricOf(measured.row, metric.name);
        if (!own)
            continue;
        out += "| " + measureTitle(metric.name, words) + " | " + fixed(own->value, 4) + " (" + fixed(own->low, 4) + " to " + fixed(own->high, 4) + ") |";
        if (teacher) {
            const auto* theirs = metricOf(*teacher, metric.name);
            const auto pair = pairOf(measured.facts.pairs, "teacher", measured.row.subject, metric.name);
            out += " " + (theirs ? fixed(theirs->value, 4) : std::string("–")) + " | " +
                   (pair ? signedFixed(pair->difference.value, 4) + " (" + signedFixed(pair->difference.low, 4) + " to " + signedFixed(pair->difference.high, 4) + "), " + pair->test + ", " + pValue(pair->pValue)
                         : std::string("–")) + " |";
        }
        out += "\n";
    }
    for (const auto& record : measured.facts.latencies)
        if (record.subject == measured.row.subject && record.kind == "classify" && record.native)
            out += "\nLatency of a request: p50 " + fixed(measured.row.p50Ms, 2) + " ms, p99 " + fixed(measured.row.p99Ms, 2) + " ms (" + std::to_string(record.samples.size()) + " requests, threads: " +
                   std::to_string(record.threads) + ", " + record.kernel + ", " + record.cpu + ").\n";
    return out;
}

std::string origin(const Measured& measured) {
    const Words words(ReportLanguage::English);
    std::string out = "\n## Where the numbers come from\n\n| | |\n|---|---|\n| Subject | " + subjectTitle(measured.row.subject, words) + " |\n";
    for (const auto& row : provenance(measured.facts, words).rows)
        out += "| " + row[0].text + " | " + cellText(row[1].text) + " |\n";
    out += "\n## What they do not say\n\n";
    for (const auto& item : caveats(measured.facts, words).items)
        out += "- " + item.text + "\n";
    return out;
}

bool ours(const fs::path& path) { return base::readFile(path, kLargestCard).find(kMark) != std::string::npos; }

fs::path cardPath(const ExportReport& report) {
    const fs::path path(report.path);
    if (!fs::is_directory(path))
        return path.parent_path() / (path.stem().string() + ".README.md");
    return fs::exists(path / "README.md") && !ours(path / "README.md") ? path / "MODEL_CARD.md" : path / "README.md";
}

} // namespace

} // namespace stillhouse::report

namespace stillhouse {

Result<std::string> writeModelCard(const ExportReport& written, const std::string& model, const std::string& storePath) {
    using namespace report;
    return base::guard([&] {
        namespace fs = std::filesystem;
        using base::valueOf;
        std::optional<Measured> measured;
        if (!storePath.empty()) {
            if (!fs::exists(storePath))
                base::fail(storePath, SH_TR("There is no project database"), SH_TR("Give the path of project.db"), ErrorKind::NotFound);
            auto store = valueOf(Store::open(storePath));
            measured = measuredModel(store, model);
        }
        const fs::path path = cardPath(written);
        const std::string name = fs::path(written.path).stem().string();
        std::string text = head(name, written, measured) + kMark + "\n\n# " + name + "\n\n";
        if (measured)
            text += measured->row.subject == "teacher" ? "The teacher of run `" + measured->facts.run.id + "`.\n\n" : "Made by run `" + measured->facts.run.id + "` (" + measured->facts.run.name + ").\n\n";
        else
            text += "No run measured this model: what stands here is its shape and the export's own check.\n\n";
        text += shape(written);
        if (measured)
            text += numbers(*measured, written) + origin(*measured);
        base::writeAtomically(path, text);
        return path.string();
    });
}

std::string storeOfModel(const std::string& model) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    fs::path folder = fs::weakly_canonical(model, ignored).parent_path();
    for (int level = 0; level < 6 && folder.has_relative_path(); ++level, folder = folder.parent_path())
        if (fs::is_regular_file(folder / "project.db", ignored))
            return (folder / "project.db").string();
    return {};
}

} // namespace stillhouse
