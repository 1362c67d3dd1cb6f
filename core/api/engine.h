// SPDX-License-Identifier: GPL-3.0-or-later
// Start here: what the engine can do. One Engine lives on one thread (the engine thread) and is opened at run time by
// `loadEngine`, after the window is up, because mapping LibTorch takes half a second. Every call blocks until it is done,
// reports through RunControl and returns an Error instead of throwing.
#pragma once
#include "core/api/adapter.h"
#include "core/api/data.h"
#include "core/api/experiment.h"
#include "core/api/method.h"
#include "core/api/prune_ffn.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse {

struct EngineInfo {
    std::string version, torchVersion;
    std::vector<std::string> devices; ///< "cpu", "cuda:0 …"
    int threads = 0;
};

struct TensorInfo {
    std::string name, dtype;
    std::vector<std::int64_t> shape;
    std::int64_t bytes = 0;   ///< with scales, codebooks and protected weights
    double bitsPerWeight = 0; ///< bytes · 8 / weights
};

struct LayerInfo {
    std::int64_t heads = 0, kvHeads = 0, ffn = 0, parameters = 0;
    bool hasAttention = true, hasFfn = true;
};

struct ModelInfo {
    std::string path, architecture, precision, tokenizer, hash;
    std::int64_t parameters = 0, bytes = 0, layers = 0, hidden = 0, heads = 0, kvHeads = 0, vocab = 0, context = 0;
    double flopsPerToken = 0;
    double bitsPerWeight = 0; ///< over all matrices: their bytes · 8 / their weights
    bool tied = false;
    std::vector<LayerInfo> layerInfo;
    std::vector<TensorInfo> tensors;
    /// What a native packed file's quantizer says about its work. Empty method: nothing is said, or weights were rounded alone.
    std::string method;                 ///< "quantize.int4"
    std::int64_t calibrationTokens = 0;
    bool simulated = false;             ///< part of the format is computed with in F32 (FP8 activations on a CPU)
};
/// What a model's files say: a Hugging Face folder, a native packed file, a GGUF file, an ONNX file or a llama2.c file (.bin). Headers
/// alone are read, but for a native file's lists of protected weights. Needs no engine.
Result<ModelInfo> inspectModel(const std::string& path);

struct StageEstimate {
    std::string lane, stage;
    std::int64_t steps = 0, peakBytes = 0, diskBytes = 0;
    double seconds = 0;
};

struct DryRun {
    std::vector<StageEstimate> stages;
    std::int64_t peakBytes = 0, diskBytes = 0, availableBytes = 0, freeDiskBytes = 0;
    double seconds = 0;
    std::vector<Text> notes; ///< "The vocabulary is padded: …", data advice, τ outside published settings
};

struct RunRequest {
    Experiment experiment;
    std::string runId;      ///< from the store
    std::string folder;     ///< where checkpoints and artifacts of this run go; made if missing
    std::string lane;       ///< empty: all strategies of the experiment; "A" or "B": that one
    bool resume = false;    ///< continue from the newest checkpoint in `folder`
    std::string forkFrom;   ///< start from this checkpoint folder with the experiment as given
    std::map<std::string, std::string> keys; ///< of remote teachers: RemoteSpec::keyName → the key from the keychain; never written anywhere
    bool offline = false;   ///< remote teachers answer from their cache alone
};

struct RunSummary {
    RunStatus status = RunStatus::Finished;
    std::vector<StageState> stages;
    std::vector<Evaluation> evaluations;
    std::vector<PairTest> pairs;
    std::vector<LatencyRecord> latencies;
    std::vector<Artifact> artifacts;
    double seconds = 0;
};

struct GenerateRequest {
    std::string model, prompt;
    std::vector<std::int64_t> ids; ///< used instead of `prompt` when not empty
    std::int64_t maxTokens = 64;
    double temperature = 0; ///< 0: greedy
    std::int64_t topK = 0;
    double topP = 1;
    std::uint64_t seed = 1;
};

struct GenerateResult {
    std::string text;
    std::vector<std::int64_t> ids; ///< the new ones
    double tokensPerSecond = 0, firstTokenMs = 0;
};

struct ProbeResult {
    std::vector<std::string> labels; ///< the task's labels, or the most probable next tokens
    std::vector<double> logits;      ///< label scores (length-normalised log-likelihoods), or next-token logits
    std::string predicted;
    double milliseconds = 0;
};

struct PerplexityResult {
    double nll = 0, perplexity = 0, bitsPerByte = 0; ///< nats per token; e^nll; bits per byte of the text
    std::int64_t tokens = 0;
};

struct TrainRequest {
    std::string config, data, out; ///< model config (config.json or folder with tokenizer), text or examples, output folder
    std::string task;              ///< with it, examples are formatted as the task says and only the answer is scored
    std::string tokenizer;         ///< folder or file; default: beside the config
    OptionMap options;             ///< see `Engine::trainOptions`
    bool resume = false;
    std::uint64_t seed = 1;
};

struct TrainResult {
    std::int64_t steps = 0, parameters = 0;
    double loss = 0, tokensPerSecond = 0;
    std::string out; ///< empty when it was stopped: then there is a checkpoint to resume from, and no model yet
};

/// Pruning of one model, outside a run.
struct PruneModelRequest {
    std::string model;             ///< folder of the model to be pruned
    std::string teacher;           ///< folder; empty: the model as it comes in teaches what is left of it
    std::string data, eval, task;  ///< as in an experiment; importance and recovery see the training split alone
    double testFraction = 0.2, validationFraction = 0.05;
    std::string method = "prune.heads"; ///< or "prune.ffn"
    OptionMap options;             ///< of that method
    bool channels = false;         ///< importance of FFN channels too, even if the options take none out
    std::string out;               ///< folder to write; headImportance needs none
    bool resume = false;           ///< continue what a stopped call left in <out>.work
    std::uint64_t seed = 1;
};

struct PruneResult {
    RunStatus status = RunStatus::Finished; ///< or Cancelled: then nothing was written but the checkpoints
    PruneReport report;
    Evaluation before, after; ///< on the test split
    std::string out;
};

struct TrainingBench {
    std::string mode;
    double tokensPerSecond = 0, stepMs = 0;
    std::vector<double> samplesMs;
    std::int64_t parameters = 0;
    int threads = 0;
    std::string device; ///< "cpu", or "cuda:0 (…)" with its name
};

class Engine {
public:
    virtual ~Engine() = default;
    virtual EngineInfo info() = 0;
    /// Every method there is, in the order of the screen: forms, flags and the JSON Schema are made from these tables.
    virtual const std::vector<MethodSpec>& methods() = 0;
    /// The options of `train`.
    virtual const std::vector<OptionSpec>& trainOptions() = 0;
    virtual void setThreads(int threads) = 0; ///< 0: as many as there are cores
    /// Where the calls below compute whose document does not say: "auto" (CUDA where there is one, else the CPU), "cpu", "cuda", "cuda:N".
    /// Adapters are merged on the CPU all the same. An Error, and nothing changes, where there is no such device.
    virtual Result<void> setDevice(const std::string& name) = 0;
    virtual Result<DryRun> dryRun(const Experiment& experiment) = 0;
    virtual Result<RunSummary> run(const RunRequest& request, RunControl& control) = 0;
    virtual Result<TrainResult> train(const TrainRequest& request, RunControl& control) = 0;
    virtual Result<Evaluation> evaluate(const std::string& model, const std::string& data, const std::string& task, std::int64_t limit,
                                        RunControl& control) = 0;
    virtual Result<PerplexityResult> perplexity(const std::string& model, const std::string& textFile, std::int64_t context,
                                                RunControl& control) = 0;
    /// Next-token logits, (positions × vocab) row by row.
    virtual Result<std::vector<std::vector<float>>> logits(const std::string& model, const std::vector<std::int64_t>& ids) = 0;
    /// The model's answer to one prompt: label distribution with a task, next-token logits without.
    virtual Result<ProbeResult> probe(const std::string& model, const std::string& prompt, const std::string& task) = 0;
    /// The attention of a model folder over `request.prompt`, in the task's template with a task and as it stands without. Shape and
    /// values as Picture says; tag and subject are the request's.
    virtual Result<Picture> attention(const std::string& model, const std::string& task, const PictureRequest& request) = 0;
    /// What each head is worth, with the curve and the latencies that a slider needs: see core/api/prune.h. With the option
    /// "importance_file" the table is read from there when it belongs to the same model, data and settings, else written there.
    virtual Result<HeadImportance> headImportance(const PruneModelRequest& request, RunControl& control) = 0;
    /// The same for whole FFNs: see core/api/prune_ffn.h. The request's options are those of prune.ffn.
    virtual Result<FfnTable> ffnCorrelation(const PruneModelRequest& request, RunControl& control) = 0;
    /// The request's method alone. Reports as a run's stage of lane "A" (prune.heads) or "B" (prune.ffn) does.
    virtual Result<PruneResult> prune(const PruneModelRequest& request, RunControl& control) = 0;
    /// Writes a model folder with an adapter in its weights (or, to undo that, out of them). Fails where they do not fit each other.
    virtual Result<MergeResult> mergeAdapter(const MergeRequest& request, RunControl& control) = 0;
    virtual Result<TrainingBench> trainingBench(const std::string& mode, int steps) = 0;
};

/// Opens the engine library beside the program. The error says what is missing and how to install it.
Result<std::unique_ptr<Engine>> loadEngine();

} // namespace stillhouse
