// SPDX-License-Identifier: GPL-3.0-or-later
// Data files in: preview, column mapping, import; tasks; splits; the brief's data advice. No torch, any thread.
#pragma once
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace stillhouse {

struct Example {
    std::string id;
    std::string prompt;
    std::string response; ///< may be empty
    std::string label;    ///< may be empty
    std::string split;    ///< "train", "validation", "test"
    std::string source;
    std::vector<std::string> tags;
};

struct Preference {
    std::string prompt, chosen, rejected, annotator;
};

enum class DataFormat { Unknown, Jsonl, Json, Csv, Tsv, Text, Alpaca, ShareGpt, Preferences };

/// Which column feeds which field. Empty: recognised, or not there; "-": left out even if a column looks like it.
/// `promptTemplate` may combine columns: "Subject: {subject}\n{text}".
struct ColumnMapping {
    std::string id, prompt, response, label, split, source, tags;
    std::string promptTemplate;
};

struct ReadOptions {
    DataFormat format = DataFormat::Unknown; ///< Unknown: recognised from name and content
    ColumnMapping mapping;                   ///< empty fields: recognised from the header
    double testFraction = 0.2, validationFraction = 0.05;
    std::string source;                      ///< written to every example that names none
    bool keepBadRows = false;                ///< false: the first bad row is an error; true: bad rows are skipped and counted
    std::string encoding;                    ///< "utf-8", "utf-16le", "utf-16be", "windows-1252"; empty: recognised (never windows-1252)
};

struct DataPreview {
    DataFormat format = DataFormat::Unknown;
    std::string encoding; ///< "UTF-8", "UTF-8 with BOM", "UTF-16LE", "Windows-1252 (assumed)"
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    ColumnMapping mapping; ///< what was recognised
    std::vector<Text> warnings;
    std::int64_t bytes = 0;
};

struct ImportSummary {
    std::int64_t rows = 0, skipped = 0, duplicates = 0, conflicting = 0; ///< conflicting: same prompt, another label
    std::map<std::string, std::int64_t> labels, splits;
    std::string hash; ///< of all examples in order: the data hash of a run
    std::vector<Text> warnings;
};

struct TaskLabel {
    std::string name, verbalizer; ///< "fraud", " fraud"
};

/// A task file: {"kind":"classification","template":"{prompt}\nRisk:","labels":[{"name","verbalizer"}],"positive":"fraud","gates":["accuracy>0.95"]}
struct Task {
    std::string kind = "classification"; ///< or "generation"
    std::string name;
    std::string promptTemplate = "{prompt}";
    std::vector<TaskLabel> labels;
    std::string positive; ///< the label that recall, precision and F1 speak of; empty: macro averages
    std::vector<std::string> gates;
};

Result<DataPreview> previewData(const std::string& path, const ReadOptions& options, int rows = 50);
/// Streams a file; `sink` gets every example with id and split set. Progress in bytes; stops within a row when control says so.
Result<ImportSummary> importData(const std::string& path, const ReadOptions& options, const std::function<void(Example&&)>& sink,
                                 RunControl& control);
Result<std::vector<Preference>> readPreferences(const std::string& path);
Result<Task> readTask(const std::string& path);
Result<void> writeTask(const Task& task, const std::string& path);
/// A task guessed from the labels that occur: template "{prompt}\nLabel:", verbalizer " " + label.
Task taskFor(const std::map<std::string, std::int64_t>& labels);

/// "train", "validation" or "test" by hash of the normalised prompt (NFKC, lower case, white space folded), so duplicates never straddle.
std::string splitOf(const std::string& prompt, double testFraction, double validationFraction);

/// The brief's data advice for a student of so many parameters, as lines to show (500–1,000 per 100 M for A, 2,000–5,000 for B, ≥ 50,000 to deploy).
struct DataAdvice {
    std::int64_t minimumA, maximumA, minimumB, maximumB, deployment, have;
    std::vector<Text> lines;
};
DataAdvice dataAdvice(std::int64_t examples, std::int64_t studentParameters);

/// Synthetic transaction reviews for the bundled sample: seeded, the same on every machine, and marked source "synthetic".
std::vector<Example> syntheticReviews(std::int64_t count, std::uint64_t seed);
/// Writes the bundled sample project (data, task, experiment, teacher copied from resources) into an empty folder; returns the experiment's path.
Result<std::string> writeSampleProject(const std::string& folder, const std::string& resources, std::int64_t examples = 8000,
                                       std::uint64_t seed = 7);

} // namespace stillhouse
