// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/engine/judge.h"

#include "core/api/quantize.h"
#include "core/base/failure.h"
#include "core/evaluate/latency.h"
#include "core/evaluate/task_eval.h"
#include "core/infer/native_file.h"

#include <algorithm>

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
        auto result = evaluate::evaluateTask(asked, *subject.runtime, *data.encoder, examples, control);
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
        measured.push_back(evaluate::runtimeSubject(subject.name, *subject.runtime, *data.encoder));
    const auto examples = limited(data.test, options.requests);
    for (auto& record : evaluate::measureLatency(measured, examples, options, control)) {
        control.report(record);
        summary.latencies.push_back(std::move(record));
    }
}

} // namespace

Subject decoderSubject(std::string name, std::string path, std::shared_ptr<const model::Decoder> decoder) {
    std::shared_ptr<evaluate::Runtime> runtime = evaluate::decoderRuntime(*decoder);
    return {std::move(name), std::move(path), std::move(runtime), std::move(decoder)};
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
