// SPDX-License-Identifier: GPL-3.0-or-later
// What people ask of measured runs: gates, distributions of latencies, the Pareto frontier, cost, what differs between two documents, and
// the brief's claims beside what was measured. Plain functions of values that a Store gave; no torch; any thread. Nothing here makes up a
// number: what was not measured is NaN, absent, or says so.
#pragma once
#include "core/api/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse {

/// A metric of a subject with its interval: a name of the evaluation, or "p50_ms", "p90_ms", "p99_ms" (an interval of nothing).
std::optional<Interval> measuredIn(const ComparisonRow& subject, const std::string& metric);

// --- gates ---

struct Gate {
    std::string text, metric, subject; ///< "accuracy>0.95"
    double limit = 0, value = 0;
    Interval interval;                 ///< of the metric
    bool measured = false, passed = false;
    bool sure = false; ///< the whole 95 % interval passes: it is not luck of the sample
};

/// Gates hold for the measured value itself; an unknown metric or a malformed gate is not measured.
Gate judgeGate(const std::string& text, const ComparisonRow& subject);
/// The gates that a run set: its document's, else its task's. `projectFolder`: where relative paths of the document begin.
std::vector<std::string> gatesOf(const RunRow& run, const std::string& projectFolder);

// --- LoRA behind a strategy ---

struct CascadeGain {
    std::string lane, before, after; ///< subjects: "A before LoRA" and "A" ("A after LoRA", where a quantizer follows)
    double beforeValue = 0, afterValue = 0;
    PairTest test; ///< of accuracy; after − before
    std::int64_t trained = 0, parameters = 0; ///< of the adapter, and of the model without it; 0: the run did not say
};

/// One entry per adapter of a run that was judged, in the order of the subjects. A paired test that names the two in the other order is turned.
std::vector<CascadeGain> cascadeGains(const std::vector<ComparisonRow>& subjects, const std::vector<PairTest>& pairs, const std::vector<Event>& events);

// --- distributions of single measurements; samples that are not finite are left out ---

struct EcdfStep {
    double value = 0, share = 0; ///< share of the samples at or below value, 0 … 1
};
/// One step per different value, ascending.
std::vector<EcdfStep> ecdf(std::vector<double> samples);

/// Tukey's box plot (1977): quartiles by linear interpolation (Hyndman & Fan type 7, as the store's percentiles), whiskers at the farthest
/// samples within 1.5 interquartile ranges of the box, everything beyond them apart. All NaN without samples.
struct BoxSummary {
    std::int64_t samples = 0;
    double minimum = 0, lowWhisker = 0, lowQuartile = 0, median = 0, highQuartile = 0, highWhisker = 0, maximum = 0;
    std::vector<double> outliers; ///< ascending
};
BoxSummary boxOf(std::vector<double> samples);

/// Mean and its 95 % percentile bootstrap interval (2,000 resamples, always the same ones): latencies have long tails, to which a symmetric
/// interval does not fit. One sample: the value, bounds NaN.
Interval meanOf(const std::vector<double>& samples);

// --- Pareto ---

/// Which points no other point beats, by being at least as good in every measure and better in one. Less is better in each measure, all
/// points have as many. A point with a measure that is not finite takes no part: it is not on the frontier and beats nothing. O(n²).
std::vector<bool> nonDominated(const std::vector<std::vector<double>>& points);

struct ParetoRow {
    std::string runId, runName, subject;
    double accuracy = 0, p50Ms = 0; ///< milliseconds
    std::int64_t fileBytes = 0, parameters = 0;
    bool native = true;
    bool frontier = false; ///< among all rows, in accuracy, latency and size together. Simulated formats take no part: their time is not the format's
};
/// Every subject whose accuracy, latency and size were measured, in the order of `rows`.
std::vector<ParetoRow> paretoRows(const std::vector<ComparisonRow>& rows);

// --- cost ---

struct CostRow {
    std::string runId, runName, subject;
    std::int64_t requests = 0; ///< that were timed
    int threads = 0;
    bool native = true;
    Interval latencyMs; ///< mean of a whole request
    Interval cpuHours;  ///< per million requests: latency [ms] · 10⁶ / 3.6·10⁶ · threads
    Interval cost;      ///< per million requests: cpuHours · price. NaN for a simulated format: its time is not the format's
};
/// One row per subject with timed whole requests (latency kind "classify"), every thread counted as busy, requests one after the other.
std::vector<CostRow> costRows(const Comparison& comparison, double pricePerCpuHour);

// --- documents ---

struct DocumentChange {
    std::string path;  ///< "strategies.A[0].alpha"; the index is the newer document's, or the older one's for what is gone
    std::string stage; ///< method of the stage it stands in; empty outside of one
    std::optional<std::string> before, after; ///< JSON; nothing: not in that document, so its default holds (or there is no such stage)
};
/// What differs between two JSON documents, keys in order. Stages are matched by their method in sequence (longest common subsequence), so a
/// stage put in between is one change. Fails with BadInput where one is no JSON.
Result<std::vector<DocumentChange>> documentChanges(const std::string& before, const std::string& after);

// --- the brief's claims ---

enum class ClaimVerdict { Met, NotMet, NotMeasured };
enum class ClaimUnit { Percent, Points, Examples, Range };

struct ClaimRow {
    std::string id; ///< "accuracy"
    Text line;      ///< what the brief says: "Financial risk: more than 95 % of the answers are right"
    Text claimed;   ///< "> 95 %"
    ClaimVerdict verdict = ClaimVerdict::NotMeasured;
    ClaimUnit unit = ClaimUnit::Percent;
    Interval measured;        ///< the best one, in percent, points or examples; Range: low and high alone. Bounds are NaN for a count
    bool sure = false;        ///< the whole interval keeps the claim (or fails it)
    std::string runId, runName, subject; ///< whose it is; empty: the project's
    std::int64_t models = 0, met = 0;    ///< how many were measured, and how many of them keep the claim
    Text how;                 ///< what was measured on what; why it was not, where it was not
};

/// Every line of the brief that can be held against a measurement, in its order; always all of them. `runIds`: judged by these runs alone;
/// empty: by all. Accuracy and recall are judged where a run's gates name them, because the brief claims them for kinds of tasks.
Result<std::vector<ClaimRow>> claimRows(Store& store, const std::vector<std::string>& runIds = {});
/// "96.31 % (95.02 to 97.48)"; empty when nothing was measured.
Text measuredText(const ClaimRow& claim);

} // namespace stillhouse
