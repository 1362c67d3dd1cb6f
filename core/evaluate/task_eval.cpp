// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/generation_eval.h"
#include "core/evaluate/metrics.h"
#include "core/evaluate/task_eval.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

namespace stillhouse::evaluate {
namespace {

/// What the metrics look at: the examples whose label is known.
struct Labelled {
    std::size_t labels = 0;
    std::int32_t positive = macro;
    std::vector<std::int32_t> truth, predicted;
    std::vector<double> probabilities; // row by row
    std::vector<double> confidence;
    std::vector<std::uint8_t> correct;
};

std::map<std::string, std::int32_t> labelIndices(const std::vector<std::string>& labels) {
    std::map<std::string, std::int32_t> out;
    for (std::size_t i = 0; i < labels.size(); ++i)
        out.emplace(labels[i], static_cast<std::int32_t>(i));
    return out;
}

std::int32_t positiveIndex(const std::map<std::string, std::int32_t>& indices, const std::string& positive) {
    if (positive.empty())
        return macro;
    const auto found = indices.find(positive);
    if (found == indices.end())
        base::failAt("task.positive", Text(SH_TR("'%1' is none of the labels"), {positive}));
    return found->second;
}

Labelled labelledOf(const Evaluation& evaluation, const std::string& positive) {
    const auto indices = labelIndices(evaluation.labels);
    Labelled out;
    out.labels = evaluation.labels.size();
    out.positive = positiveIndex(indices, positive);
    for (const Prediction& prediction : evaluation.predictions) {
        const auto truth = indices.find(prediction.label);
        if (truth == indices.end())
            continue;
        const std::int32_t predicted = indices.at(prediction.predicted);
        out.truth.push_back(truth->second);
        out.predicted.push_back(predicted);
        out.probabilities.insert(out.probabilities.end(), prediction.probabilities.begin(), prediction.probabilities.end());
        out.confidence.push_back(prediction.probabilities[static_cast<std::size_t>(predicted)]);
        out.correct.push_back(predicted == truth->second);
    }
    return out;
}

std::vector<NamedInterval> classificationMetrics(const Labelled& data, const BootstrapOptions& options) {
    const LabelAuc ranked(data.labels, data.truth, data.probabilities, data.positive);
    const Calibration calibration(data.confidence, data.correct);
    const native::Statistics statistics = [&](Weights weights, std::span<double> out) {
        const Confusion confusion(data.labels, data.truth, data.predicted, weights);
        out[0] = accuracy(confusion);
        out[1] = precision(confusion, data.positive);
        out[2] = recall(confusion, data.positive);
        out[3] = f1(confusion, data.positive);
        out[4] = ranked.auc(weights);
        out[5] = calibration.ece(weights);
    };
    const char* names[] = {"accuracy", "precision", "recall", "f1", "auc", "ece"};
    std::vector<NamedInterval> metrics;
    if (data.truth.empty())
        return metrics;
    const auto intervals = native::bootstrap(data.truth.size(), std::size(names), statistics, options);
    for (std::size_t i = 0; i < intervals.size(); ++i)
        if (!std::isnan(intervals[i].value))
            metrics.push_back({names[i], intervals[i]});
    return metrics;
}

/// Agreement and KL to the teacher, over all examples.
void addTeacherMetrics(Evaluation& evaluation, const EvaluationRequest& request) {
    if (request.teacher.size() != evaluation.predictions.size())
        base::fail("evaluation", SH_TR("The teacher's probabilities belong to other examples"), {}, ErrorKind::Internal);
    std::vector<double> agree, kl;
    for (std::size_t i = 0; i < request.teacher.size(); ++i) {
        const auto& teacher = request.teacher[i];
        const auto& own = evaluation.predictions[i].probabilities;
        if (teacher.size() != own.size())
            base::fail("evaluation", SH_TR("The teacher's probabilities belong to other labels"), {}, ErrorKind::Internal);
        agree.push_back(std::max_element(teacher.begin(), teacher.end()) - teacher.begin() ==
                        std::max_element(own.begin(), own.end()) - own.begin());
        double divergence = 0;
        for (std::size_t k = 0; k < own.size(); ++k)
            if (teacher[k] > 0) // the floor keeps an underflowed probability from making the mean infinite
                divergence += teacher[k] * std::log(teacher[k] / std::max(own[k], 1e-300));
        kl.push_back(std::max(divergence, 0.0));
    }
    evaluation.metrics.push_back({"agreement", native::bootstrapMean(agree, request.bootstrap)});
    evaluation.metrics.push_back({"kl_to_teacher", native::bootstrapMean(kl, request.bootstrap)});
}

/// Predictions by softmax over each row, in double precision.
std::vector<Prediction> predictionsOf(const Task& task, const torch::Tensor& scores, std::span<const Example> examples) {
    const auto probabilities = torch::softmax(scores.to(torch::kDouble), 1).contiguous();
    const auto best = scores.argmax(1).contiguous();
    const auto labels = task.labels.size();
    std::vector<Prediction> out;
    out.reserve(examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const double* row = probabilities.data_ptr<double>() + i * labels;
        const auto predicted = static_cast<std::size_t>(best.data_ptr<std::int64_t>()[i]);
        out.push_back({examples[i].id, examples[i].label, task.labels[predicted].name, std::vector<double>(row, row + labels)});
    }
    return out;
}

} // namespace

Evaluation evaluateScores(const EvaluationRequest& request, const Task& task, const torch::Tensor& scores,
                          std::span<const Example> examples) {
    if (scores.dim() != 2 || scores.size(0) != static_cast<std::int64_t>(examples.size()) ||
        scores.size(1) != static_cast<std::int64_t>(task.labels.size()))
        base::fail("evaluation", SH_TR("Scores must be (examples, labels)"), {}, ErrorKind::Internal);
    Evaluation out;
    out.subject = request.subject;
    out.modelPath = request.modelPath;
    out.split = request.split;
    out.examples = static_cast<std::int64_t>(examples.size());
    for (const TaskLabel& label : task.labels)
        out.labels.push_back(label.name);
    out.predictions = predictionsOf(task, scores.cpu(), examples);
    const Labelled data = labelledOf(out, request.positive.empty() ? task.positive : request.positive);
    out.metrics = classificationMetrics(data, request.bootstrap);
    out.confusion = Confusion(data.labels, data.truth, data.predicted).rows();
    if (!request.teacher.empty())
        addTeacherMetrics(out, request);
    return out;
}

Evaluation evaluateTask(const EvaluationRequest& request, Runtime& runtime, const TaskEncoder& encoder,
                        std::span<const Example> examples, RunControl& control) {
    Evaluation out;
    if (encoder.task().kind == "generation") {
        out = evaluateGeneration(request, runtime, encoder, examples, control);
    } else {
        std::vector<EncodedExample> prompts;
        for (const Example& example : examples)
            prompts.push_back(encoder.encodePrompt(example));
        out = evaluateScores(request, encoder.task(), runtime.scoreLabels(encoder.labelTokens(), prompts, request.scoring, &control), examples);
    }
    describeModel(out, runtime.config(), request.modelPath);
    return out;
}

void describeModel(Evaluation& evaluation, const formats::ModelConfig& config, const std::string& modelPath) {
    evaluation.parameters = formats::parameterCount(config);
    evaluation.flopsPerToken = formats::flopsPerToken(config, std::clamp<std::int64_t>(config.maxPositions / 2, 1, 512));
    evaluation.fileBytes = modelBytes(modelPath);
}

std::int64_t modelBytes(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (path.empty() || !fs::exists(path, ignored))
        return 0;
    if (!fs::is_directory(path, ignored))
        return static_cast<std::int64_t>(fs::file_size(path, ignored));
    std::int64_t bytes = 0;
    for (fs::directory_iterator entry(path, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
        const auto extension = entry->path().extension();
        const bool weights = extension != ".json" && extension != ".txt" && extension != ".jinja" && extension != ".md";
        if (weights && entry->is_regular_file(ignored))
            bytes += static_cast<std::int64_t>(entry->file_size(ignored));
    }
    return bytes;
}

} // namespace stillhouse::evaluate
