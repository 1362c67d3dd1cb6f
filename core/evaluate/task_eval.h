// SPDX-License-Identifier: GPL-3.0-or-later
// One model on one split, and two models on the same examples.
#pragma once
#include "core/model/torch.h"

#include "core/api/engine.h"
#include "core/evaluate/runtime.h"
#include "core/native/intervals.h"

#include <span>
#include <string>
#include <vector>

namespace stillhouse::evaluate {

using native::BootstrapOptions;

struct EvaluationRequest {
    std::string subject;   ///< "teacher", "A", "B"
    std::string modelPath; ///< folder or file of the model, for its size; may be empty
    std::string split;
    std::string positive; ///< label of precision, recall, F1, AUC; empty: the task's, and macro averages if it names none
    BootstrapOptions bootstrap;
    ScoreOptions scoring;
    std::vector<std::vector<double>> teacher; ///< label probabilities of the teacher, row by row like the examples; may be empty
};

/// A classification task: accuracy, precision, recall, f1, auc, ece, and with a teacher agreement (share of equal predictions) and
/// kl_to_teacher (mean KL(p_T ‖ p) over label distributions, nats). Metrics count the examples whose label is one of the task's;
/// predictions, agreement and KL cover all. A metric that the split does not define (AUC of one class) is left out.
/// A generation task: see generation_eval.h. base::Failure, also when cancelled.
Evaluation evaluateTask(const EvaluationRequest& request, Runtime& runtime, const TaskEncoder& encoder,
                        std::span<const Example> examples, RunControl& control);

/// The classification half when scores (n, labels) are there already, from this or another runtime.
Evaluation evaluateScores(const EvaluationRequest& request, const Task& task, const torch::Tensor& scores,
                          std::span<const Example> examples);

/// Parameters, FLOPs per token (at half the context, at most 512) and bytes on disk.
void describeModel(Evaluation& evaluation, const formats::ModelConfig& config, const std::string& modelPath);
/// Bytes of a model file, or of the weight files in a folder (all files but documents of the tokenizer); 0 for no path.
std::int64_t modelBytes(const std::string& path);

/// second − first on the examples that both have predicted and whose label is known: accuracy (exact McNemar test, with the flips),
/// precision, recall and f1 (paired bootstrap). Empty when they share no example. Joined by example id.
std::vector<PairTest> comparePair(const Evaluation& first, const Evaluation& second, const std::string& positive = {},
                                  const BootstrapOptions& options = {});

} // namespace stillhouse::evaluate
