// SPDX-License-Identifier: GPL-3.0-or-later
// One run from document to comparison, readable top to bottom.
#include "core/model/torch.h"

#include "core/engine/engine_impl.h"
#include "core/engine/judge.h"
#include "core/engine/lane.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/evaluate/task_eval.h"
#include "core/model/device.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

namespace stillhouse::engine {

namespace {

double now() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

void note(RunControl& control, const Text& text, Severity severity = Severity::Info) { control.report(Event{"", 0, 0, severity, "log", text, {}, now()}); }

// In the history: the document may say "auto".
void tellDevice(RunControl& control, torch::Device device) {
    const auto title = model::deviceTitle(device);
    const nlohmann::json data{{"device", device.str()}, {"title", title}, {"torch", TORCH_VERSION}};
    control.report(Event{"", 0, 0, Severity::Info, "device", Text(SH_TR("Computing on %1 with LibTorch %2"), {title, TORCH_VERSION}), data.dump(), now()});
}

// Memory that ran out keeps its kind and its remedy; of everything else the strategy is what can be told.
Error laneError(const std::string& lane, const std::exception& error) {
    auto described = base::describe(error);
    if (described.kind == ErrorKind::Internal)
        described.what = Text(SH_TR("Strategy %1 failed: %2"), {lane, error.what()});
    return described;
}

} // namespace

RunSummary run(const RunRequest& asked, RunControl& control) {
    const double start = now();
    checkExperiment(asked.experiment, asked.lane);
    std::filesystem::create_directories(asked.folder);
    RunRequest request = asked;
    if (!asked.forkFrom.empty()) {
        request.lane = takeOverFork(asked);
        request.resume = true;
    }
    std::vector<Text> notes;
    const auto data = loadData(request.experiment, notes);
    checkVocabulary(request.experiment, request.lane, data, notes);
    const auto device = model::useDevice(request.experiment.device);
    tellDevice(control, device);
    const auto teachers = loadTeachers(request, data, device);
    for (const auto& text : notes)
        note(control, text);
    note(control, Text(SH_TR("%1 training, %2 validation and %3 test examples"),
                       {std::to_string(data.train.size()), std::to_string(data.validation.size()), std::to_string(data.test.size())}));
    control.report(Event{"", 0, 0, Severity::Debug, "data", Text(SH_TR("Data hash %1"), {data.hash}), "{\"hash\":\"" + data.hash + "\"}", now()});
    auto subjects = teacherSubjects(teachers);
    for (std::size_t i = 0; i < subjects.size(); ++i)
        if (subjects[i].runtime)
            control.report(Artifact{subjects[i].name, "model", subjects[i].path, evaluate::modelBytes(subjects[i].path), teachers[i].hash});
    const RunShared shared{request, data, teachers, control, device};
    RunSummary summary;
    std::optional<base::Failure> failed;
    for (const auto& [lane, stages] : request.experiment.strategies) {
        if ((!request.lane.empty() && lane != request.lane) || control.stopRequested())
            continue;
        try {
            auto result = runLane(shared, lane);
            summary.stages.insert(summary.stages.end(), result.stages.begin(), result.stages.end());
            for (const auto& [subject, base, adapter] : result.adapted) {
                subjects.push_back(modelSubject(subject, base, device));
                summary.artifacts.push_back({lane, "adapter", adapter, 0, {}});
            }
            // What a quantizer behind the adapter costs is another question than what the adapter gains.
            if (!result.adapted.empty() && !result.packedPath.empty())
                subjects.push_back(decoderSubject(lane + " after LoRA", result.modelPath, result.student));
            if (result.status == RunStatus::Finished)
                subjects.push_back(result.packedPath.empty() ? decoderSubject(lane, result.modelPath, result.student)
                                                             : packedSubject(lane, result.packedPath, data.encoder->maxTokens()));
        } catch (const std::exception& error) {
            // The other strategy still deserves its run; the failure is told at the end.
            const auto* own = dynamic_cast<const base::Failure*>(&error);
            failed.emplace(own ? *own : base::Failure(laneError(lane, error)));
            note(control, Text(SH_TR("Strategy %1 failed: %2"), {lane, error.what()}), Severity::Error);
        }
    }
    if (!control.stopRequested() && subjects.size() > teachers.size())
        judge(request, data, subjects, control, summary);
    summary.status = control.stopRequested() ? RunStatus::Cancelled : RunStatus::Finished;
    summary.seconds = now() - start;
    for (const auto& subject : subjects)
        if (!isTeacher(subject))
            summary.artifacts.push_back({subject.name, "model", subject.path, 0, {}});
    if (failed && summary.status != RunStatus::Cancelled)
        throw *failed;
    return summary;
}

} // namespace stillhouse::engine
