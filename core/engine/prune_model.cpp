// SPDX-License-Identifier: GPL-3.0-or-later
// `prune`: the stage prune.heads for one model, as a lane of one stage, so that checkpoints, resuming and stopping are those of a run.
#include "core/model/torch.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/engine/engine_impl.h"
#include "core/engine/judge.h"
#include "core/engine/lane.h"
#include "core/engine/prepare.h"
#include "core/evaluate/task_eval.h"
#include "core/model/model_io.h"
#include "core/prune/table.h"

namespace stillhouse::engine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kLane = "A";
constexpr const char* kStage = "prune.heads";

Experiment experimentOf(const PruneModelRequest& request) {
    Experiment e;
    e.name = "prune";
    e.seed = std::int64_t(request.seed);
    e.teachers = {TeacherSpec{request.teacher.empty() ? request.model : request.teacher, 1, {}}};
    e.student.path = request.model;
    e.data.train = request.data;
    e.data.eval = request.eval;
    e.data.task = request.task;
    e.data.testFraction = request.testFraction;
    e.data.validationFraction = request.validationFraction;
    e.strategies[kLane] = {StageSpec{kStage, request.options, false}};
    return e;
}

struct Prepared {
    Experiment experiment;
    train::RunData data;
    std::vector<train::Teacher> teachers;
};

Prepared prepare(const PruneModelRequest& request, RunControl& control) {
    Prepared out{experimentOf(request), {}, {}};
    checkExperiment(out.experiment, kLane);
    std::vector<Text> notes;
    out.data = loadData(out.experiment, notes);
    checkVocabulary(out.experiment, kLane, out.data, notes);
    RunRequest run;
    run.experiment = out.experiment;
    run.lane = kLane;
    out.teachers = loadTeachers(run, out.data);
    for (const auto& note : notes)
        control.report(Event{kLane, 0, 0, Severity::Info, "log", note, {}, 0});
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

HeadImportance headImportanceOf(const PruneModelRequest& request, RunControl& control) {
    const auto prepared = prepare(request, control);
    const auto options = prune::headFields().parse(request.options, {});
    auto student = model::loadModel(request.model);
    std::shared_ptr<model::Decoder> policy;
    train::StageContext context{kLane,
                                0,
                                kStage,
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
    auto settings = prune::tableSettings(options, context);
    settings.importance.channels |= request.channels;
    return prune::importanceTable(context, settings);
}

PruneResult pruneModel(const PruneModelRequest& request, RunControl& control) {
    if (request.out.empty())
        base::failAt("out", SH_TR("A path is needed here"), SH_TR("Name the folder to write"));
    const auto prepared = prepare(request, control);
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
    run.runId = kStage;
    run.folder = work;
    run.lane = kLane;
    run.resume = request.resume;
    const auto result = runLane({run, prepared.data, prepared.teachers, own}, kLane);
    out.status = result.status;
    if (result.status != RunStatus::Finished)
        return out;
    const auto original = model::loadModel(request.model);
    out.before = evaluated("before", request.model, original, prepared, own);
    out.after = evaluated("after", result.modelPath, *result.student, prepared, own);
    base::commitFolder(result.modelPath, request.out);
    fs::remove_all(work);
    out.out = out.after.modelPath = request.out;
    return out;
}

} // namespace stillhouse::engine
