// SPDX-License-Identifier: GPL-3.0-or-later
// Labels by several people, how well they agree, what was decided where they do not, and what a model suggests. Any thread.
#pragma once
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse {

class Store;

/// The label that one person gave one example. Empty: this person says that it has none.
struct Annotation {
    std::string annotator, label;
};

struct AnnotatorRow {
    std::string name;
    std::int64_t labels = 0; ///< examples of the data set that carry a label of theirs
};

/// How often `first` said one label and `second` another, over the examples that both labelled.
struct AgreementCell {
    std::string first, second, firstLabel, secondLabel;
    std::int64_t examples = 0;
};

/// Agreement of two annotators over the n examples that both labelled.
///   κ = (p_o − p_e) / (1 − p_e), p_o = Σ_k n_kk / n, p_e = Σ_k n_k· n_·k / n²
/// (Cohen 1960, A coefficient of agreement for nominal scales). `low` and `high`: κ ± 1.96 standard errors of the large-sample formula of
/// Fleiss, Cohen & Everitt 1969 (Large sample standard errors of kappa and weighted kappa, eq. 13), cut to [−1, 1]. NaN where n is 0 or
/// where both used one and the same label alone: chance then explains everything, and κ says nothing.
struct PairAgreement {
    std::string first, second;
    std::vector<std::string> labels;  ///< rows and columns of `table`, in alphabetical order
    std::vector<std::int64_t> table;  ///< labels × labels, row by row: first's label down, second's across
    std::int64_t examples = 0;
    double observed = 0, expected = 0, kappa = 0, low = 0, high = 0;
};

struct Agreement {
    std::vector<AnnotatorRow> annotators; ///< the busiest first
    std::vector<PairAgreement> pairs;     ///< those with examples in common
    std::int64_t disputed = 0, decided = 0; ///< examples whose annotators differ; those among them that were adjudicated
};

/// Fills in the figures of a pair from its labels and table.
void computeAgreement(PairAgreement& pair);
/// Of one data set. Reads the store.
Result<Agreement> agreementOf(Store& store, std::int64_t dataset);

/// Which model, asked how, the suggestions of a data set come from.
struct SuggestionSource {
    std::string key;   ///< changes with the model's files, the task's template, its labels and their verbalizers
    std::string model; ///< path
    std::vector<std::string> labels;
};

/// What a model thinks of one example: label distribution as ENGINE.md defines it (softmax of length-normalised log-likelihoods).
struct LabelSuggestion {
    std::vector<double> probabilities; ///< in the order of SuggestionSource::labels
    std::string label;                 ///< the most probable one
    double confidence = 0;             ///< its probability
    double entropy = 0;                ///< −Σ p ln p, nats: what "most uncertain first" sorts by
};
LabelSuggestion suggestionOf(std::vector<double> probabilities, const std::vector<std::string>& labels);

struct SuggestRequest {
    std::string store, model, task;  ///< paths: project database, model (whatever NativeModel opens), task file
    std::int64_t dataset = 0;
    std::vector<std::int64_t> rows;  ///< in this order; empty: all of the data set
    std::int64_t limit = 0;          ///< at most so many; 0: no limit
    int threads = 0;                 ///< 0: one per core
};

struct SuggestSummary {
    std::int64_t scored = 0, known = 0; ///< known: had a suggestion of this model already
    SuggestionSource source;
};

/// Asks a model, without LibTorch, for its label of every example that has no suggestion of it yet, and keeps the answers in the store, twice a
/// second: stopped, it loses half a second and goes on from there next time. Suggestions of another model or task are dropped first. Reports
/// Progress in examples. Blocks; owns a Store of its own. Cancelled once control wants to stop.
Result<SuggestSummary> suggestLabels(const SuggestRequest& request, RunControl& control);

} // namespace stillhouse
