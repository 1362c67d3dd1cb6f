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
#include "core/train/encode.h"

#include <algorithm>

namespace stillhouse::engine {

namespace {

constexpr double kBytes = 4; ///< everything is trained in F32
// Half of a training step is not products (PERFORMANCE notes in the README): small models reach this share of the product rate.
constexpr double kProductShare = 0.45;

struct Sizes {
    formats::ModelConfig teacher, student;
    std::int64_t examples = 0;
    double meanTokens = 0;
    double flopsPerSecond = 0;
};

// Activations that the backward pass needs, per token: residual, norms, q/k/v, attention rows and the feed-forward's three widths.
double activationBytesPerToken(const formats::ModelConfig& c, double length) {
    double floats = 2.0 * double(c.hidden);
    for (const auto& layer : c.layers)
        floats += 6.0 * double(c.hidden) + double(layer.heads + 2 * layer.kvHeads) * double(c.headDim) * 2 + double(layer.heads) * length + 4.0 * double(layer.ffn);
    return floats * kBytes;
}

// Weights, gradients and AdamW's two moments, and the activations of one batch.
double trainingBytes(const formats::ModelConfig& c, double batch, double length) {
    return double(formats::parameterCount(c)) * kBytes * 4 + batch * length * activationBytesPerToken(c, length);
}

// Forward plus backward is three forwards.
double trainingFlops(const formats::ModelConfig& c, double tokens, double length) { return 3 * tokens * formats::flopsPerToken(c, std::int64_t(length)); }

StageEstimate estimate(const Sizes& sizes, const std::string& lane, const StageSpec& spec, const std::string& preset) {
    const auto& stage = stageNamed(spec.stage, lane);
    const auto load = stage.load(spec.options, preset, sizes.examples);
    const double length = std::min(double(load.maxTokens), sizes.meanTokens), batch = double(load.batchSize), steps = double(load.steps);
    const bool trainsPolicy = spec.stage == "align.sft";
    const auto& trained = trainsPolicy ? sizes.teacher : sizes.student;
    const double teacherPass = trainsPolicy ? 0 : double(sizes.examples) * length * formats::flopsPerToken(sizes.teacher, std::int64_t(length));
    StageEstimate out{lane, spec.stage, load.steps, 0, 0, 0};
    out.seconds = (steps * trainingFlops(trained, batch * length, length) + teacherPass) / sizes.flopsPerSecond;
    const double models = double(formats::parameterCount(sizes.teacher)) * kBytes * (lane == "B" ? 2 : 1) + double(formats::parameterCount(sizes.student)) * kBytes;
    out.peakBytes = std::int64_t(double(base::residentBytes()) + models + trainingBytes(trained, batch, length));
    // Three checkpoints and the stage's end, each weights and two moments.
    out.diskBytes = std::int64_t(double(formats::parameterCount(trained)) * kBytes * 3 * 4);
    return out;
}

void addNotes(const Experiment& experiment, DryRun& out) {
    if (out.peakBytes > out.availableBytes)
        out.notes.push_back(Text(SH_TR("The run needs %1 MB of memory, but %2 MB are free: use a smaller batch or shorter examples"),
                                 {std::to_string(out.peakBytes >> 20), std::to_string(out.availableBytes >> 20)}));
    if (out.diskBytes > out.freeDiskBytes)
        out.notes.push_back(Text(SH_TR("The run writes %1 MB, but %2 MB of the disk are free"), {std::to_string(out.diskBytes >> 20), std::to_string(out.freeDiskBytes >> 20)}));
    for (const auto& [lane, stages] : experiment.strategies)
        for (const auto& stage : stages)
            if (stage.stage == "distill.soft" && scheduledTemperature(scheduleFrom(stage.options), 1) < 1)
                out.notes.push_back(SH_TR("τ falls below 1, outside the published settings of 2 to 8"));
}

double meanTokens(const train::RunData& data) {
    double sum = 0;
    const std::size_t n = std::min<std::size_t>(200, data.train.size());
    for (std::size_t i = 0; i < n; ++i)
        sum += double(data.encoder->encode(data.train[i]).ids.size());
    return n > 0 ? sum / double(n) : 0;
}

} // namespace

DryRun dryRun(const Experiment& experiment) {
    checkExperiment(experiment, {});
    DryRun out;
    checkVocabulary(experiment, out.notes);
    const auto data = loadData(experiment, out.notes);
    Sizes sizes{formats::HfFolder(experiment.teachers.at(0).path).config(), studentConfig(experiment), std::int64_t(data.train.size()), meanTokens(data),
                base::measureSgemm() * 1e9 * kProductShare};
    const auto advice = dataAdvice(sizes.examples, formats::parameterCount(sizes.student));
    out.notes.insert(out.notes.end(), advice.lines.begin(), advice.lines.end());
    for (const auto& [lane, stages] : experiment.strategies)
        for (const auto& stage : stages)
            if (!stage.skip)
                out.stages.push_back(estimate(sizes, lane, stage, experiment.budget.preset));
    for (const auto& stage : out.stages) {
        out.peakBytes = std::max(out.peakBytes, stage.peakBytes);
        out.diskBytes += stage.diskBytes;
        out.seconds += stage.seconds;
    }
    out.availableBytes = base::probeSystem().memoryAvailable;
    std::error_code ignored;
    out.freeDiskBytes = std::int64_t(std::filesystem::space(experiment.data.train, ignored).available);
    addNotes(experiment, out);
    return out;
}

} // namespace stillhouse::engine
