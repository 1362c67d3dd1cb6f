// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/engine/judge.h"

#include "core/api/quantize.h"
#include "core/base/failure.h"
#include "core/evaluate/latency.h"
#include "core/evaluate/task_eval.h"
#include "core/infer/native_file.h"
#include "core/model/model_io.h"

#include <algorithm>
#include <chrono>

namespace stillhouse::engine {

namespace {

std::vector<Example> limited(const std::vector<Example>& examples, std::int64_t limit) {
    if (limit <= 0 || std::size_t(limit) >= examples.size())
        return examples;
    return {examples.begin(), examples.begin() + limit};
}

std::vector<std::vector<double>> probabilitiesOf(const Evaluation& evaluation) {
    std::vector<std::vector<double>> rows;
    for (const auto& prediction : evaluation.predictions)
        rows.push_back(prediction.probabilities);
    return rows;
}

void tell(RunControl& control, Text text) {
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    control.report(Event{"", 0, 0, Severity::Info, "log", std::move(text), {}, now});
}

Evaluation evaluateRemote(const evaluate::EvaluationRequest& asked, const Subject& subject, const evaluate::TaskEncoder& encoder, const std::vector<Example>& examples,
                          RunControl& control) {
    std::vector<std::string> prompts;
    for (const auto& example : examples)
        prompts.push_back(encoder.promptText(example));
    const auto answers = subject.remote->labels(prompts, encoder.task().labels, control);
    auto scores = torch::empty({std::int64_t(answers.size()), std::int64_t(encoder.task().labels.size())});
    for (std::size_t i = 0; i < answers.size(); ++i)
        scores[std::int64_t(i)].copy_(torch::tensor(answers[i], torch::kFloat64).clamp_min(1e-6).log());
    return evaluate::evaluateScores(asked, encoder.task(), scores, examples);
}

void measureQuality(const RunRequest& request, const train::RunData& data, const std::vector<Subject>& subjects, RunControl& control, RunSummary& summary) {
    const auto& evaluate = request.experiment.evaluate;
    const auto examples = limited(data.test, evaluate.limit);
    evaluate::EvaluationRequest asked;
    asked.split = "test";
    asked.bootstrap.resamples = int(evaluate.bootstrap);
    asked.bootstrap.seed = std::uint64_t(request.experiment.seed);
    const bool classification = data.encoder->task().kind == "classification";
    for (const auto& subject : subjects) {
        asked.subject = subject.name;
        asked.modelPath = subject.path;
        if (subject.remote && !classification) {
            tell(control, Text(SH_TR("%1 is behind an endpoint and is not judged in a generation task"), {subject.name}));
            continue;
        }
        const auto& encoder = subject.encoder ? *subject.encoder : *data.encoder;
        auto result = subject.remote ? evaluateRemote(asked, subject, encoder, examples, control) : evaluate::evaluateTask(asked, *subject.runtime, encoder, examples, control);
        if (subject.name == "teacher" && classification)
            asked.teacher = probabilitiesOf(result);
        control.report(result);
        summary.evaluations.push_back(std::move(result));
    }
    for (std::size_t a = 0; a < summary.evaluations.size(); ++a)
        for (std::size_t b = a + 1; b < summary.evaluations.size(); ++b)
            for (auto& pair : evaluate::comparePair(summary.evaluations[a], summary.evaluations[b], data.encoder->task().positive, asked.bootstrap)) {
                control.report(pair);
                summary.pairs.push_back(std::move(pair));
            }
}

void measureSpeed(const RunRequest& request, const train::RunData& data, const std::vector<Subject>& subjects, RunControl& control, RunSummary& summary) {
    evaluate::LatencyOptions options;
    options.requests = int(request.experiment.evaluate.latencyRequests);
    if (options.requests == 0)
        return;
    std::vector<evaluate::LatencySubject> measured;
    for (const auto& subject : subjects)
        if (subject.runtime)
            measured.push_back(evaluate::runtimeSubject(subject.name, *subject.runtime, subject.encoder ? *subject.encoder : *data.encoder));
        else
            tell(control, Text(SH_TR("The latency of %1 is not measured: it is behind an endpoint"), {subject.name}));
    const auto examples = limited(data.test, options.requests);
    for (auto& record : evaluate::measureLatency(measured, examples, options, control)) {
        control.report(record);
        summary.latencies.push_back(std::move(record));
    }
}

} // namespace

std::vector<Subject> teacherSubjects(const std::vector<train::Teacher>& teachers) {
    std::vector<Subject> out;
    for (const auto& teacher : teachers) {
        const std::string name = out.empty() ? "teacher" : "teacher " + std::to_string(out.size() + 1);
        if (teacher.decoder)
            out.push_back(decoderSubject(name, teacher.spec.path, teacher.decoder));
        else
            out.push_back({name, teacher.spec.remote.model, nullptr});
        out.back().encoder = teacher.encoder;
        out.back().remote = teacher.remote;
    }
    return out;
}

bool isTeacher(const Subject& subject) { return subject.name.rfind("teacher", 0) == 0; }

Subject decoderSubject(std::string name, std::string path, std::shared_ptr<const model::Decoder> decoder) {
    std::shared_ptr<evaluate::Runtime> runtime = evaluate::decoderRuntime(*decoder);
    return {std::move(name), std::move(path), std::move(runtime), std::move(decoder)};
}

Subject modelSubject(std::string name, const std::string& path, torch::Device device) {
    auto decoder = std::make_shared<model::Decoder>(model::loadModel(path, device));
    decoder->setRequiresGrad(false);
    return decoderSubject(std::move(name), path, std::move(decoder));
}

Subject packedSubject(std::string name, const std::string& path, std::int64_t context) {
    auto model = std::make_shared<const infer::PackedModel>(infer::openNative(path));
    const auto said = readQuantization(path);
    return {std::move(name), path, evaluate::packedRuntime(std::move(model), at::get_num_threads(), context, !said || said->native)};
}

void judge(const RunRequest& request, const train::RunData& data, const std::vector<Subject>& subjects, RunControl& control, RunSummary& summary) {
    try {
        measureQuality(request, data, subjects, control, summary);
        measureSpeed(request, data, subjects, control, summary);
    } catch (const base::Failure& failure) {
        if (failure.error().kind != ErrorKind::Cancelled)
            throw;
    }
}

} // namespace stillhouse::engine
