// SPDX-License-Identifier: GPL-3.0-or-later
// The project file: one SQLite database, WAL, readable by anyone with `sqlite3` (views v_runs, v_comparison, v_latency; core/store/schema.md).
// A Store object belongs to the thread that opened it; open as many as there are threads. Every write is on disk when the call returns.
#pragma once
#include "core/api/annotations.h"
#include "core/api/data.h"
#include "core/api/engine.h"
#include "core/api/events.h"
#include "core/api/feedback.h"
#include "core/api/preferences.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse {

struct RunRow {
    std::string id, name, status, note, parent; ///< status as text: "running", "finished", "cancelled", "failed", "interrupted"
    std::vector<std::string> tags;
    double started = 0, seconds = 0; ///< started: seconds since the Unix epoch
    std::string experiment;          ///< the JSON document as it was run
    std::string folder, error, engineVersion, dataHash;
    std::int64_t seed = 0;
};

/// One line of the comparison: a subject of a run with its headline numbers (view v_comparison).
struct ComparisonRow {
    std::string runId, runName, subject, modelPath;
    std::vector<NamedInterval> metrics;
    std::int64_t examples = 0, parameters = 0, fileBytes = 0;
    double flopsPerToken = 0, p50Ms = 0, p90Ms = 0, p99Ms = 0, trainSeconds = 0;
    bool native = true;
};

struct Comparison {
    std::vector<ComparisonRow> rows;
    std::vector<std::pair<std::string, PairTest>> pairs; ///< (run id, test)
    std::vector<std::pair<std::string, LatencyRecord>> latencies;
};

struct MetricSeries {
    std::vector<double> steps, values;
};

struct DatasetRow {
    std::int64_t id = 0;
    std::string name, path, hash;
    std::int64_t rows = 0, labelled = 0;
    double imported = 0;
};

/// Which examples of a dataset, in which order. Positions (0-based) in this list are the rows of the table.
struct ExampleQuery {
    std::int64_t dataset = 0;
    std::string search;               ///< words that must occur in prompt or response (FTS5)
    std::string label, split, source; ///< empty: any; label "∅": unlabelled
    std::string sortBy;               ///< "", "id", "prompt", "label", "split", "source", "length", "uncertainty"
    bool descending = false;          ///< with "uncertainty" (entropy of the suggestion): most uncertain first; those without one are last
    std::string openFor{};            ///< only what this annotator has not labelled
    bool flagged = false;             ///< only what is flagged
    bool disputed = false;            ///< only what annotators differ on and nobody decided
};

struct ExampleRow {
    std::int64_t rowid = 0;
    Example example;
    bool flagged = false;
    std::vector<Annotation> annotations; ///< by annotator; example.label is what follows from them
    bool adjudicated = false;            ///< example.label was decided
    std::optional<LabelSuggestion> suggestion;
};

class Store {
public:
    static Result<Store> open(const std::string& path); ///< makes the file when missing; migrates forward
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();
    const std::string& path() const;

    // --- runs ---
    Result<std::string> beginRun(const Experiment& experiment, const std::string& folder, const std::string& engineVersion,
                                 const std::string& parent = {}); ///< returns the new run's id
    Result<void> reopenRun(const std::string& id);                ///< before a resume
    Result<void> write(const std::string& runId, const std::vector<Report>& reports); ///< one transaction; metrics upsert by (lane, stage, name, step)
    Result<std::vector<RunRow>> runs();
    Result<std::optional<RunRow>> run(const std::string& id);
    Result<void> setNote(const std::string& runId, const std::string& note);
    Result<void> setTags(const std::string& runId, const std::vector<std::string>& tags);
    Result<void> deleteRun(const std::string& id);
    Result<std::vector<std::string>> metricNames(const std::string& runId, const std::string& lane);
    /// At most `maxPoints` points (min/max decimated, so that spikes stay); 0: all.
    Result<MetricSeries> metric(const std::string& runId, const std::string& lane, int stageIndex, const std::string& name, std::int64_t maxPoints = 0);
    Result<std::vector<Event>> events(const std::string& runId);
    Result<std::vector<StageState>> stages(const std::string& runId);
    Result<std::vector<Artifact>> artifacts(const std::string& runId);
    Result<std::vector<Prediction>> predictions(const std::string& runId, const std::string& subject);
    Result<std::vector<Evaluation>> evaluations(const std::string& runId); ///< without predictions
    /// `words`: must occur, in any case of Latin letters, in prompt or response.
    Result<SamplePage> samples(const std::string& runId, const std::string& lane, const SampleQuery& query, const std::string& words = {});
    Result<std::map<std::string, std::int64_t>> sampleFates(const std::string& runId, const std::string& lane); ///< samples of each fate
    Result<std::vector<RoundRow>> rounds(); ///< oldest first
    Result<RoundPlan> roundPlan();
    /// What a run must be given to continue the feedback loop after `parent`: the newest round when empty. NotFound without one.
    Result<RoundRequest> nextRound(const std::string& parent);
    Result<Comparison> comparison(const std::vector<std::string>& runIds); ///< empty: every run

    // --- data ---
    Result<std::int64_t> addDataset(const std::string& name, const std::string& path);
    Result<void> addExamples(std::int64_t dataset, const std::vector<Example>& examples); ///< one transaction
    Result<void> finishDataset(std::int64_t dataset, const ImportSummary& summary);
    Result<void> deleteDataset(std::int64_t dataset);
    Result<std::vector<DatasetRow>> datasets();
    Result<std::vector<std::int64_t>> exampleIds(const ExampleQuery& query); ///< row ids in order; 1e6 rows in well under a second
    Result<std::vector<ExampleRow>> examples(const std::vector<std::int64_t>& rowids);
    Result<std::map<std::string, std::int64_t>> labelCounts(std::int64_t dataset);
    Result<std::map<std::string, std::int64_t>> splitCounts(std::int64_t dataset);
    Result<std::map<std::string, std::int64_t>> sourceCounts(std::int64_t dataset); ///< "": examples without one
    Result<void> exportDataset(std::int64_t dataset, const std::string& jsonlPath);

    // --- labels (core/api/annotations.h). An example's label is the adjudicated one; else what most of its annotators say, among equals the
    // newest; else what it was imported with. Lists, counts, export and runs see this label alone. ---
    Result<void> setLabel(std::int64_t rowid, const std::string& label, const std::string& annotator);
    Result<void> withdrawLabel(std::int64_t rowid, const std::string& annotator); ///< as if this annotator had not labelled it
    Result<void> adjudicate(std::int64_t rowid, const std::optional<std::string>& label, const std::string& annotator); ///< nothing: takes the decision back
    Result<void> setFlag(std::int64_t rowid, bool flagged); ///< the tag "flagged", which an export carries too
    /// (example id, label) pairs of one annotator in one transaction; returns how many examples of the data set were found.
    Result<std::int64_t> addAnnotations(std::int64_t dataset, const std::vector<std::pair<std::string, std::string>>& labels,
                                        const std::string& annotator);
    Result<std::vector<AnnotatorRow>> annotators(std::int64_t dataset);
    Result<std::vector<AgreementCell>> agreementCells(std::int64_t dataset);
    Result<std::vector<std::int64_t>> disputed(std::int64_t dataset); ///< examples whose annotators differ, decided or not
    /// Drops the suggestions of any other source and names this one.
    Result<void> beginSuggestions(std::int64_t dataset, const SuggestionSource& source);
    Result<void> addSuggestions(std::int64_t dataset, const std::vector<std::pair<std::int64_t, LabelSuggestion>>& suggestions); ///< one transaction
    Result<std::optional<SuggestionSource>> suggestionSource(std::int64_t dataset);
    Result<std::vector<std::int64_t>> suggested(std::int64_t dataset); ///< row ids with a suggestion, ascending

    // --- preferences of people ---
    Result<std::int64_t> addChoice(const AnswerChoice& choice); ///< one transaction with the preferences that follow; returns its id
    Result<void> undoChoice(std::int64_t id);                   ///< its preferences go; the choice stays as history
    Result<std::vector<AnswerChoice>> choices();                ///< oldest first, without those taken back
    Result<std::vector<Preference>> preferences();              ///< oldest first
    /// Two different answers of a run's policy for each prompt that has them: those whose rewards lie closest, where the reward model
    /// knows least; the closest first, sides shuffled.
    Result<std::vector<AnswerPair>> samplePairs(const std::string& runId, const std::string& lane, std::int64_t limit);

    // --- settings of the project (window state lives elsewhere) ---
    Result<std::optional<std::string>> setting(const std::string& key);
    Result<void> setSetting(const std::string& key, const std::string& value);

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The document of an earlier run, with every value that was held by hand in it as `overrides` of its stage: run again, it takes the same
/// steps, of the strategies that a finished run ran. What a run did and lost when it was killed and went on from an earlier checkpoint
/// does not count; for a fork, the run it was forked from comes first.
Result<Experiment> experimentToRepeat(Store& store, const std::string& runId);
/// The values held by hand in a run's events, by (lane, stage): what experimentToRepeat puts into the stages.
std::map<std::pair<std::string, int>, std::vector<OverrideSpec>> overridesOf(const std::vector<Event>& events);

/// Collects the reports of one run and writes them in transactions, twice a second and at every checkpoint, evaluation and end.
/// Its observer runs on the engine thread; it owns a Store of its own there.
class RunRecorder {
public:
    static Result<std::unique_ptr<RunRecorder>> open(const std::string& storePath, const std::string& runId);
    ~RunRecorder(); ///< writes what is left
    void observe(const Report& report);
    Result<void> flush();

private:
    struct Impl;
    explicit RunRecorder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace stillhouse
