// SPDX-License-Identifier: GPL-3.0-or-later
// The label distribution of a classification task from a model that runs without LibTorch. One caller at a time.
#pragma once
#include "core/api/data.h"
#include "core/api/native.h"

#include <memory>
#include <vector>

namespace stillhouse {

/// score(label) = (1/m) Σ log p(tokenⱼ | prompt, token₁ … tokenⱼ₋₁) over the label's m tokens, p over the whole vocabulary; a label's
/// probability is the softmax of the scores: what the engine's evaluation computes (core/evaluate/label_scores.h), prompt, template,
/// boundaries and cutting of long prompts as core/evaluate/task_encoding.h says.
class LabelScorer {
public:
    /// The errors of NativeModel::open, and BadInput for a task without labels or with verbalizers that the tokenizer cannot tell apart.
    static Result<LabelScorer> open(const std::string& model, const Task& task, const NativeOptions& options = {});
    LabelScorer(LabelScorer&&) noexcept;
    LabelScorer& operator=(LabelScorer&&) noexcept;
    ~LabelScorer();

    /// In the order of task.labels; their sum is 1. The example's label and response are not looked at.
    Result<std::vector<double>> probabilities(const Example& example);

private:
    struct Impl;
    explicit LabelScorer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace stillhouse
