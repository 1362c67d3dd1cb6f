// SPDX-License-Identifier: GPL-3.0-or-later
// What a run would need. Nothing is trained: memory follows from shapes, time from the multiply-adds and a product timed here and now.
#include "core/model/torch.h"

#include "core/api/temperature.h"
#include "core/base/memory.h"
#include "core/base/system_info.h"
#include "core/engine/engine_impl.h"
#include "core/engine/methods.h"
#include "core/engine/prepare.h"
#include "core/formats/hf_folder.h"
#include "core/model/device.h"
#include "core/train/encode.h"
#include "core/train/teacher_mix.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace stillhouse::engine {

namespace {

constexpr double kBytes = 4; ///< everything is trained in F32
// Half of a training step is not products (PERFORMANCE notes in the README): small models reach this share of the product rate.
constexpr double kProductShare = 0.45;

// What LibTorch, its kernels and the allocator take on top, once a run is under way; measured on the sample.
constexpr double kRuntimeBytes = 40.0 * (1 << 20);

// On a GPU a small step costs what starting its operations costs, whatever they compute: so many bare ones for a layer (forward, backward,
// optimizer) and around the layers. From two shapes on an H100: 20 ms with 4 layers, about 55 ms with 8 and a cached teacher.
constexpr double kOperationsPerLayer = 900, kOperationsAround = 1000;
// cuBLAS's workspaces and what the caching allocator rounds up.
constexpr double kCudaRuntimeBytes = 128.0 * (1 << 20);

struct Sizes {
    formats::ModelConfig teacher, student; ///< teacher: the one that strategy B copies, where there is one
    struct Speaking {
        formats::ModelConfig config;
        double examples = 0; ///< of the training split, for which it speaks
    };
    std::vector<Speaking> teachers; ///< on this machine
    double teacherBytes() const;
    std::int64_t examples = 0;
    double meanTokens = 0, longest = 0, scored = 0; ///< scored: tokens of an answer, on average
    double flopsPerSecond = 0, launchSeconds = 0;   ///< launchSeconds: of one operation; 0 on the CPU
    bool gpu = false;
    double standing() const { return gpu ? kCudaRuntimeBytes : double(base::residentBytes()) + kRuntimeBytes; }
};

double Sizes::teacherBytes() const {
    double sum = 0;
    for (const auto& speaking : teachers)
        sum += double(formats::parameterCount(speaking.config)) * kBytes;
    return sum;
}

// The best of some f32 products through LibTorch: other work on the machine slows single ones, and a run averages that out.
double productFlopsPerSecond(torch::Device device) {
    torch::InferenceMode inference;
    const std::int64_t n = device.is_cpu() ? 512 : 4096;
    const auto a = torch::ones({n, n}, torch::TensorOptions(device)), b = torch::ones({n, n}, torch::TensorOptions(device));
    double best = 1e-3;
    for (int i = 0; i < 12; ++i) {
        model::finishWork(device);
        const auto start = std::chrono::steady_clock::now();
        (void)torch::mm(a, b);
        model::finishWork(device);
        best = i == 0 ? best : std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return 2.0 * double(n * n * n) / std::max(best, 1e-9);
}

// What one operation on hardly any data takes when many follow each other.
double launchSecondsOf(torch::Device device) {
    if (device.is_cpu())
        return 0;
    torch::InferenceMode inference;
    auto x = torch::ones({1}, torch::TensorOptions(device));
    constexpr int operations = 400;
    double best = 1;
    for (int round = 0; round < 3; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < operations; ++i)
            x = x * x;
        model::finishWork(device);
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best / operations;
}

// Activations that the backward pass needs, per token: residual, norms, q/k/v and the feed-forward's three widths. Attention rows are
// computed again in the backward pass and never kept.
double activationBytesPerToken(const formats::ModelConfig& c) {
    double floats = 2.0 * double(c.hidden);
    for (const auto& layer : c.layers)
        floats += 6.0 * double(c.hidden) + double(layer.heads + 2 * layer.kvHeads) * double(c.headDim) * 2 + 3.0 * double(layer.ffn);
    return floats * kBytes;
}

// The plain forms keep more: every head's row of probabilities, queries, keys and values as they were and rotated, the feed-forward's gate
// before and behind its activation; and for one layer at a time the scores, their mask and gradients.
double plainActivationBytesPerToken(const formats::ModelConfig& c, double length) {
    double floats = 2.0 * double(c.hidden), widest = 0;
    for (const auto& layer : c.layers) {
        floats += 6.0 * double(c.hidden) + 6 * double(layer.heads) * double(c.headDim) + double(layer.heads) * length + 4.0 * double(layer.ffn);
        widest = std::max(widest, 3 * double(layer.heads) * length + 4.0 * double(layer.ffn));
    }
    return (floats + widest) * kBytes;
}

// Both models' logits and what the loss makes of them, at the scored positions: the CPU's kernel goes through them in blocks.
double plainLossBytes(const Sizes& sizes, const formats::ModelConfig& c, double batch) { return 10 * batch * sizes.scored * double(c.vocab) * kBytes; }

// Weights; gradients and AdamW's two moments of what learns (`trained` parameters); the activations of one batch.
double trainingBytes(const Sizes& sizes, const formats::ModelConfig& c, double trained, double batch, double length) {
    const double states = (double(formats::parameterCount(c)) + 3 * trained) * kBytes;
    return sizes.gpu ? states + batch * length * plainActivationBytesPerToken(c, length) + plainLossBytes(sizes, c, batch)
                     : states + batch * length * activationBytesPerToken(c);
}

// Seconds of `steps` steps that need so many operations of arithmetic in all.
double secondsOf(const Sizes& sizes, const formats::ModelConfig& c, double steps, double flops) {
    const double starting = sizes.launchSeconds * (kOperationsPerLayer * double(c.layerCount()) + kOperationsAround);
    return std::max(flops / sizes.flopsPerSecond, steps * starting);
}

// Forward plus backward is three forwards.
double trainingFlops(const formats::ModelConfig& c, double tokens, double length) { return 3 * tokens * formats::flopsPerToken(c, std::int64_t(length)); }

// Maps of the compared layers: the student's scores, probabilities, logarithms, products and their gradients, the teacher's scores and
// probabilities, one pair at a time beside what the graph keeps.
double comparisonBytes(const formats::ModelConfig& student, const formats::ModelConfig& teacher, std::int64_t layers, double batch, double length) {
    double mine = 0, theirs = 0, widest = 0;
    const auto n = layers < 0 ? student.layerCount() : std::min(layers, student.layerCount());
    for (std::int64_t i = 0; i < n; ++i) {
        mine += double(student.layers[std::size_t(student.layerCount() - 1 - i)].heads);
        const double heads = double(teacher.layers[std::size_t(std::max<std::int64_t>(0, teacher.layerCount() - 1 - i))].heads);
        theirs += heads;
        widest = std::max(widest, heads);
    }
    return (4 * mine + theirs + 3 * widest) * batch * length * length * kBytes;
}

// The native kernels and the solvers of a quantizer beside LibTorch's products: a guess, with which the estimates of the sample's
// quantizers were off by no more than those of the training stages beside them.
constexpr double kQuantizerShare = 0.25;

// Calibration passes every layer twice, as it was and as it became; a matrix of r × c is fitted in some passes over r·c² products.
StageEstimate estimateQuantizer(const Sizes& sizes, const std::string& lane, const StageSpec& spec, const train::StageLoad& load) {
    const auto& c = sizes.student;
    const double tokens = std::min(double(load.steps) * double(load.maxTokens), double(sizes.examples) * sizes.meanTokens), d = double(c.hidden);
    double fit = 0;
    for (const auto& layer : c.layers) {
        const double heads = double(layer.heads) * double(c.headDim), kv = double(layer.kvHeads) * double(c.headDim), f = double(layer.ffn);
        fit += (heads + 2 * kv + 2 * f) * d * d + d * heads * heads + d * f * f;
    }
    StageEstimate out{lane, spec.stage, load.steps, 0, 0, 0};
    out.seconds = (2 * tokens * formats::flopsPerToken(c, load.maxTokens) + 8 * fit) / (sizes.flopsPerSecond * kQuantizerShare);
    const double weights = double(formats::parameterCount(c)) * kBytes;
    out.peakBytes = std::int64_t(sizes.standing() + sizes.teacherBytes() + (sizes.gpu ? weights : 2 * weights + 2 * tokens * d * kBytes)); // it works on the CPU
    out.diskBytes = std::int64_t(2 * weights);
    return out;
}

StageEstimate estimate(const Sizes& sizes, const std::string& lane, const StageSpec& spec, const std::string& preset) {
    const auto& stage = stageNamed(spec.stage, lane);
    const auto load = stage.load(spec.options, preset, sizes.examples);
    if (stage.spec.kind == MethodKind::Quantizer)
        return estimateQuantizer(sizes, lane, spec, load);
    const double length = std::min(double(load.maxTokens), sizes.meanTokens), batch = double(load.batchSize), steps = double(load.steps);
    const bool trainsPolicy = spec.stage.rfind("align.", 0) == 0 && spec.stage != "align.progressive";
    const auto& trained = trainsPolicy ? sizes.teacher : sizes.student;
    const double all = double(formats::parameterCount(trained));
    const double learning = stage.trainedParameters ? double(stage.trainedParameters(spec.options, trained, {})) : all;
    double teacherPass = lane == "B" && !trainsPolicy && load.asksTeachers ? double(sizes.examples) * length * formats::flopsPerToken(sizes.teacher, std::int64_t(length)) : 0;
    for (const auto& speaking : sizes.teachers)
        teacherPass += lane == "A" && load.asksTeachers ? speaking.examples * length * formats::flopsPerToken(speaking.config, std::int64_t(length)) : 0;
    StageEstimate out{lane, spec.stage, load.steps, 0, 0, 0};
    // A sampled answer costs about one more pass of the student over the batch, which then has to read its prompts.
    const double extra = steps * batch * length * (load.teacherPasses * formats::flopsPerToken(sizes.teacher, std::int64_t(length)) +
                                                   load.sampledShare * formats::flopsPerToken(sizes.student, std::int64_t(length)));
    out.seconds = secondsOf(sizes, trained, steps, steps * trainingFlops(trained, batch * length, length) + extra + teacherPass);
    const double models = sizes.teacherBytes() + (lane == "B" ? double(formats::parameterCount(sizes.teacher)) * kBytes : 0) + double(formats::parameterCount(sizes.student)) * kBytes;
    // Batches hold similar lengths, so one of them holds the longest.
    const double longest = std::min(double(load.maxTokens), sizes.longest);
    const double compared = load.comparedLayers == 0 ? 0 : comparisonBytes(sizes.student, sizes.teacher, load.comparedLayers, batch, longest);
    const double training = trainingBytes(sizes, trained, learning, batch, longest) + compared, work = stage.workBytes ? stage.workBytes(spec.options, trained) : 0;
    out.peakBytes = std::int64_t(sizes.standing() + models + std::max(training, work));
    // Three checkpoints and the stage's end, each weights and two moments. An adapter's hold what learns alone, and its base stays as a folder.
    out.diskBytes = std::int64_t((learning < all ? learning * 3 * 4 + 2 * all : all * 3 * 4) * kBytes);
    return out;
}

bool hasTemperature(const MethodSpec& method) {
    return std::any_of(method.options.begin(), method.options.end(), [](const OptionSpec& o) { return o.key == "tau_start"; });
}

void addNotes(const Experiment& experiment, const Sizes& sizes, DryRun& out) {
    if (sizes.gpu && out.peakBytes > out.availableBytes)
        out.notes.push_back(Text(SH_TR("The run needs %1 MB of the GPU's memory, but %2 MB are free: use a smaller batch or shorter examples, or the device cpu"),
                                 {std::to_string(out.peakBytes >> 20), std::to_string(out.availableBytes >> 20)}));
    else if (out.peakBytes > out.availableBytes)
        out.notes.push_back(Text(SH_TR("The run needs %1 MB of memory, but %2 MB are free: use a smaller batch or shorter examples"),
                                 {std::to_string(out.peakBytes >> 20), std::to_string(out.availableBytes >> 20)}));
    if (out.diskBytes > out.freeDiskBytes)
        out.notes.push_back(Text(SH_TR("The run writes %1 MB, but %2 MB of the disk are free"), {std::to_string(out.diskBytes >> 20), std::to_string(out.freeDiskBytes >> 20)}));
    for (const auto& [lane, stages] : experiment.strategies)
        for (const auto& stage : stages)
            if (hasTemperature(stageNamed(stage.stage, lane).spec) && !stage.skip && scheduledTemperature(scheduleFrom(stage.options), 1) < 1)
                out.notes.push_back(SH_TR("τ falls below 1, outside the published settings of 2 to 8"));
}

// The cascade means to fine-tune a student that is ten times smaller.
void noteCompression(const Sizes& sizes, const std::string& lane, const std::string& stage, DryRun& out) {
    if (stage.rfind("lora.", 0) != 0 || sizes.teacher.layers.empty())
        return;
    char percent[32];
    std::snprintf(percent, sizeof percent, "%.1f", 100 * double(formats::parameterCount(sizes.student)) / double(formats::parameterCount(sizes.teacher)));
    out.notes.push_back(Text(SH_TR("Strategy %1: the student that LoRA fine-tunes has %2 % of the teacher's parameters (the cascade aims at 10 % or less)"), {lane, percent}));
}

void measureLengths(const train::RunData& data, Sizes& sizes) {
    const std::size_t n = std::min<std::size_t>(400, data.train.size());
    for (std::size_t i = 0; i < n; ++i) {
        const auto encoded = data.encoder->encode(data.train[i]);
        const double length = double(encoded.ids.size());
        sizes.meanTokens += length / double(n);
        sizes.scored += (length - double(encoded.responseStart)) / double(n);
        sizes.longest = std::max(sizes.longest, length);
    }
}

void measureTeachers(const Experiment& experiment, const train::RunData& data, Sizes& sizes) {
    std::vector<double> spoken(experiment.teachers.size());
    for (const auto& example : data.train)
        for (const auto k : train::speakersFor(example.source, experiment.teachers))
            spoken[k] += 1;
    for (std::size_t k = 0; k < experiment.teachers.size(); ++k) {
        const auto& spec = experiment.teachers[k];
        if (spec.isRemote())
            continue;
        sizes.teachers.push_back({formats::HfFolder(spec.path).config(), spoken[k]});
        if (sizes.teacher.layers.empty() && vocabularyOf(spec, experiment).shared)
            sizes.teacher = sizes.teachers.back().config;
    }
}

Sizes sizesOf(const Experiment& experiment, const train::RunData& data, torch::Device device) {
    Sizes sizes;
    sizes.student = studentConfig(experiment);
    sizes.examples = std::int64_t(data.train.size());
    sizes.flopsPerSecond = productFlopsPerSecond(device) * kProductShare;
    sizes.launchSeconds = launchSecondsOf(device);
    sizes.gpu = device.is_cuda();
    measureTeachers(experiment, data, sizes);
    measureLengths(data, sizes);
    return sizes;
}

} // namespace

DryRun dryRun(const Experiment& experiment) {
    checkExperiment(experiment, {});
    DryRun out;
    const auto data = loadData(experiment, out.notes);
    checkVocabulary(experiment, {}, data, out.notes);
    const auto device = model::useDevice(experiment.device);
    Sizes sizes = sizesOf(experiment, data, device);
    const auto advice = dataAdvice(sizes.examples, formats::parameterCount(sizes.student));
    out.notes.insert(out.notes.end(), advice.lines.begin(), advice.lines.end());
    const auto start = sizes.student;
    for (const auto& [lane, stages] : experiment.strategies) {
        sizes.student = start;
        for (const auto& stage : stages) {
            if (stage.skip)
                continue;
            out.stages.push_back(estimate(sizes, lane, stage, experiment.budget.preset));
            noteCompression(sizes, lane, stage.stage, out);
            // What follows a pruner works on a smaller student.
            if (const auto& known = stageNamed(stage.stage, lane); known.reshapes)
                sizes.student = known.reshapes(stage.options, sizes.student, {});
        }
    }
    for (const auto& stage : out.stages) {
        out.peakBytes = std::max(out.peakBytes, stage.peakBytes);
        out.diskBytes += stage.diskBytes;
        out.seconds += stage.seconds;
    }
    out.availableBytes = sizes.gpu ? model::deviceMemory(device).free : base::probeSystem().memoryAvailable;
    if (sizes.gpu)
        out.notes.push_back(Text(SH_TR("Memory is that of %1"), {model::deviceTitle(device)}));
    std::error_code ignored;
    out.freeDiskBytes = std::int64_t(std::filesystem::space(experiment.data.train, ignored).available);
    addNotes(experiment, sizes, out);
    return out;
}

} // namespace stillhouse::engine
