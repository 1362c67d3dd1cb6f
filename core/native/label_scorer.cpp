// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/label_scorer.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/data/task_tokens.h"
#include "core/native/continuation.h"

namespace stillhouse {

struct LabelScorer::Impl {
    native::NativeState state;
    Task task;
    std::vector<std::vector<std::int32_t>> labels;
    std::int64_t longest = 0;

    Impl(const std::string& model, const Task& asked, const NativeOptions& options) : state(model, options), task(asked) {
        if (task.labels.empty())
            base::failAt("task.labels", SH_TR("This task has no labels, so there is nothing to suggest"), SH_TR("Choose a task of kind classification"));
        labels = data::verbalizerTokens(task, state.model().tokenizer());
        longest = native::longestOf(labels);
    }

    std::vector<double> probabilities(const Example& example) {
        const auto prompt = data::promptTokens(task, state.model().tokenizer(), example, state.limit() - longest).ids;
        if (prompt.empty())
            base::fail(example.id, SH_TR("The prompt has no tokens, so nothing can follow it"), SH_TR("Give the task's template some text behind {prompt}."));
        auto& session = state.fresh(std::int64_t(prompt.size()) + longest);
        return native::softmaxOf(native::scoreContinuations(session, session.prompt(prompt), labels));
    }
};

LabelScorer::LabelScorer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LabelScorer::LabelScorer(LabelScorer&&) noexcept = default;
LabelScorer& LabelScorer::operator=(LabelScorer&&) noexcept = default;
LabelScorer::~LabelScorer() = default;

Result<LabelScorer> LabelScorer::open(const std::string& model, const Task& task, const NativeOptions& options) {
    return base::guard([&] { return LabelScorer(std::make_unique<Impl>(model, task, options)); });
}

Result<std::vector<double>> LabelScorer::probabilities(const Example& example) {
    return base::guard([&] { return impl_->probabilities(example); });
}

} // namespace stillhouse
