// SPDX-License-Identifier: GPL-3.0-or-later
// `prune`: a pruner for one model, as a lane of one stage, so that checkpoints, resuming and stopping are those of a run.
#include "core/model/torch.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/engine/engine_impl.h"
#include "core/engine/judge.h"
#include "core/engine/lane.h"
#include "core/engine/methods.h"
#include "core/engine/prepare.h"
#include "core/evaluate/task_eval.h"
#include "core/model/device.h"
#include "core/model/model_io.h"
#include "core/prune/ffn_table.h"
#include "core/prune/ffn_verdict.h"
#include "core/prune/table.h"

namespace stillhouse::engine {

namespace fs = std::filesystem;

namespace {

// Each method belongs to one strategy; the lane is called after it.
std::string laneOf(const PruneModelRequest& request) {
    const auto& spec = stageNamed(request.method, "method").spec;
    if (spec.kind != MethodKind::Pruner)
        base::failAt("method", Text(SH_TR("'%1' does not prune"), {request.method}), SH_TR("Use prune.heads or prune.ffn"));
    return spec.strategies.substr(0, 1);
}

Experiment experimentOf(const PruneModelRequest& request, const std::string& device) {
    Experiment e;
    e.name = "prune";
    e.seed = std::int64_t(request.seed);
    e.device = device;
    e.teachers = {TeacherSpec{request.teacher.empty() ? request.model : request.teacher, 1, {}}};
    e.student.path = request.model;
    e.data.train = request.data;
    e.data.eval = request.eval;
    e.data.task = request.task;
    e.data.testFraction = request.testFraction;
    e.data.validationFraction = request.validationFraction;
    e.strategies[laneOf(request)] = {StageSpec{request.method, request.options, false}};
    return e;
}

struct Prepared {
    Experiment experiment;
    train::RunData data;
    std::vector<train::Teacher> teachers;
    torch::Device device;
};

Prepared prepare(const PruneModelRequest& request, RunControl& control, const std::string& device) {
    Prepared out{experimentOf(request, device), {}, {}, model::useDevice(device)};
    const auto lane = laneOf(request);
    checkExperiment(out.experiment, lane);
    std::vector<Text> notes;
    out.data = loadData(out.experiment, notes);
    checkVocabulary(out.experiment, lane, out.data, notes);
    RunRequest run;
    run.experiment = out.experiment;
    run.lane = lane;
    out.teachers = loadTeachers(run, out.data, out.device);
    for (const auto& note : notes)
        control.report(Event{lane, 0, 0, Severity::Info, "log", note, {}, 0});
    return out;
}

Evaluation evaluated(const std::string& subject, const std::string& path, const model::Decoder& decoder, const Prepared& prepared,
                     RunControl& control) {
    evaluate::EvaluationRequest request;
    request.subject = subject;
    request.modelPath = path;
    request.split = "test";
    request.bootstrap.seed = std::uint64_t(prepared.experiment.seed);
    return evaluate::evaluateTask(request, *evaluate::decoderRuntime(decoder), *prepared.data.encoder, prepared.data.test, control);
}

} // namespace

namespace {

// A stage's surroundings without a run: what the tables are measured in.
template <class Measure>
auto withContext(const PruneModelRequest& request, RunControl& control, const std::string& device, Measure&& measure) {
    const auto prepared = prepare(request, control, device);
    auto student = model::loadModel(request.model, prepared.device);
    std::shared_ptr<model::Decoder> policy;
    train::StageContext context{laneOf(request),
                                0,
                                request.method,
                                student,
                                policy,
                                prepared.teachers,
                                prepared.data,
                                control,
                                {},
                                {},
                                prepared.experiment.budget.preset,
                                0,
                                base::mix(request.seed, 100),
                                false};
    return measure(context);
}

} // namespace

HeadImportance headImportanceOf(const PruneModelRequest& request, RunControl& control, const std::string& device) {
    return withContext(request, control, device, [&](train::StageContext& context) {
        auto settings = prune::tableSettings(prune::headFields().parse(request.options, {}), context);
        settings.importance.channels |= request.channels;
        return prune::importanceTable(context, settings);
    });
}

FfnTable ffnCorrelationOf(const PruneModelRequest& request, RunControl& control, const std::string& device) {
    auto ffn = request;
    ffn.method = "prune.ffn";
    return withContext(ffn, control, device, [&](train::StageContext& context) {
        auto settings = prune::ffnTableSettings(prune::ffnFields().parse(ffn.options, {}));
        settings.alone = settings.curve = true;
        settings.channels |= ffn.channels;
        auto table = prune::ffnTable(context, settings);
        prune::showCorrelation(context, table);
        return table;
    });
}

PruneResult pruneModel(const PruneModelRequest& request, RunControl& control, const std::string& device) {
    if (request.out.empty())
        base::failAt("out", SH_TR("A path is needed here"), SH_TR("Name the folder to write"));
    const auto prepared = prepare(request, control, device);
    const std::string work = request.out + ".work";
    if (!request.resume)
        fs::remove_all(work); // of an earlier try that nobody wants to continue
    PruneResult out;
    RunControl own(&control);
    own.addObserver([&](const Report& report) {
        if (const auto* event = std::get_if<Event>(&report); event && event->kind == "prune")
            if (auto parsed = parsePruneReport(event->json))
                out.report = std::move(parsed.value());
        control.report(report);
    });
    RunRequest run;
    run.experiment = prepared.experiment;
    run.runId = request.method;
    run.folder = work;
    run.lane = laneOf(request);
    run.resume = request.resume;
    const auto result = runLane({run, prepared.data, prepared.teachers, own, prepared.device}, run.lane);
    out.status = result.status;
    if (result.status != RunStatus::Finished)
        return out;
    const auto original = model::loadModel(request.model, prepared.device);
    out.before = evaluated("before", request.model, original, prepared, own);
    out.after = evaluated("after", result.modelPath, *result.student, prepared, own);
    base::commitFolder(result.modelPath, request.out);
    fs::remove_all(work);
    out.out = out.after.modelPath = request.out;
    return out;
}

} // namespace stillhouse::engine
