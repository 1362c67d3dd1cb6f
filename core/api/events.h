// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells the world while it works. Plain values: the window plots them, the store keeps them, the CLI prints them.
#pragma once
#include "core/api/result.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace stillhouse {

/// One scalar at one optimizer step. `lane` is "A", "B" or "" (a single stage); `stage` the method id, `stageIndex` its place in the lane.
struct Metric {
    std::string lane;
    int stageIndex = 0;
    std::string name; ///< "loss", "loss.ce", "loss.distill", "share.ce", "tau", "lr", "grad_norm", "tokens_per_second", "memory_bytes", "eval.accuracy", …
    std::int64_t step = 0;
    double value = 0;
};

enum class StageStatus { Waiting, Running, Done, Failed, Cancelled, Skipped };

struct StageState {
    std::string lane;
    int stageIndex = 0;
    std::string stage;
    StageStatus status = StageStatus::Waiting;
    double seconds = 0; ///< spent so far
};

struct Progress {
    std::string lane;
    int stageIndex = 0;
    std::int64_t done = 0, total = 0;
    double rate = 0; ///< tokens/s in training, examples/s elsewhere
    std::string rateUnit;
    double secondsLeft = 0; ///< estimate for this stage
    Text activity;          ///< "Training", "Caching teacher outputs", "Evaluating"
};

enum class Severity { Debug, Info, Warning, Error };

/// An entry of the run's history. Overrides and roll-backs are events, so a run can be repeated exactly.
struct Event {
    std::string lane;
    int stageIndex = 0;
    std::int64_t step = 0;
    Severity severity = Severity::Info;
    std::string kind; ///< "log", "override", "checkpoint", "rollback", "unfreeze", "stage", "early-stop"
    Text text;
    std::string json; ///< machine-readable part, e.g. {"key":"tau","value":2.5}
    double time = 0;  ///< seconds since the Unix epoch
};

struct Interval {
    double value = 0, low = 0, high = 0; ///< 95 % bootstrap interval
};

struct NamedInterval {
    std::string name; ///< "accuracy", "precision", "recall", "f1", "auc", "ece", "perplexity", "kl_to_teacher", "agreement"
    Interval interval;
};

struct Prediction {
    std::string exampleId;
    std::string label;     ///< the truth
    std::string predicted;
    std::vector<double> probabilities; ///< in the order of the task's labels
};

/// A subject ("teacher", "A", "B") measured on one split.
struct Evaluation {
    std::string subject;
    std::string modelPath;
    std::string split;
    std::int64_t examples = 0;
    std::vector<NamedInterval> metrics;
    std::vector<std::string> labels;
    std::vector<std::vector<std::int64_t>> confusion; ///< [truth][predicted]
    std::vector<Prediction> predictions;
    std::int64_t parameters = 0;
    std::int64_t fileBytes = 0;
    double flopsPerToken = 0;
};

/// Two subjects on the same examples.
struct PairTest {
    std::string first, second, metric;
    Interval difference; ///< second − first
    double pValue = 1;
    std::string test; ///< "McNemar exact", "paired bootstrap"
    std::int64_t wrongToRight = 0, rightToWrong = 0;
};

/// Per-request latencies of one subject; subjects of a run are measured interleaved in one process.
struct LatencyRecord {
    std::string subject;
    std::string kind; ///< "classify" (whole request), "first_token", "prompt_tps", "decode_tps"
    std::vector<double> samples; ///< milliseconds, or tokens/s for *_tps
    int threads = 0;
    std::string cpu, kernel, precision; ///< "torch f32 (oneDNN sgemm)", "f32"
    bool native = true;                 ///< false: a simulated format, never shown as a speed-up
    std::int64_t peakBytes = 0;         ///< resident memory of the process after loading and running it
};

struct Artifact {
    std::string subject, kind, path; ///< kind: "model", "checkpoint", "report"
    std::int64_t bytes = 0;
    std::string hash;
};

/// What a panel wants to see of a model: the attention over one text. Tensors never leave the engine thread; the answer is a Picture.
struct PictureRequest {
    std::string tag;                ///< comes back with the answer; a newer request of the same tag replaces one that still waits
    std::string lane;               ///< of a run: "A" or "B" waits for that strategy; empty: whichever trains
    std::string subject = "student"; ///< of a run: "student" as it is after the step just done, or "teacher" (the first)
    std::string prompt;             ///< formatted by the task as training formats it, without an answer
    std::int64_t maxTokens = 64;    ///< a longer text loses the start of its prompt
    std::int64_t layer = -1, head = -1; ///< from 0; -1: all
};

/// An answer to a picture request, as plain numbers with their shape.
/// Attention: shape (layers, heads, T, T), row i of a map is what token i pays to tokens 0 … i and sums to 1, what stands behind it is 0;
/// labels are the T tokens. Layers may differ in heads: a map that is not there (fewer heads than the widest layer, no attention) is NaN.
struct Picture {
    std::string tag;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
    std::vector<std::string> labels;
    std::string lane, subject;  ///< of a run: which strategy and model it shows
    std::int64_t step = 0;      ///< of the lane's stage
    std::int64_t omitted = 0;   ///< tokens left out at the start of the prompt
    Error error;                ///< why there is no picture; its `what` is empty otherwise
};

enum class RunStatus { Running, Finished, Cancelled, Failed };

struct RunState {
    RunStatus status = RunStatus::Running;
    Error error; ///< set when Failed
};

using Report = std::variant<Metric, StageState, Progress, Event, Evaluation, PairTest, LatencyRecord, Artifact, Picture, RunState>;

} // namespace stillhouse
