// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/label_scorer.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/native/native_state.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace stillhouse {
namespace {

using LabelIds = std::vector<std::int32_t>;

constexpr std::string_view promptPlace = "{prompt}", sourcePlace = "{source}";

/// Tokens of `answer` as they continue `before`: the boundary rule of core/evaluate/task_encoding.h.
LabelIds answerTokens(const text::Tokenizer& tokenizer, const std::string& before, const std::string& answer) {
    for (const std::string& anchor : {before, std::string("\n"), std::string(":"), std::string("a")}) {
        if (anchor.empty())
            continue;
        const LabelIds front = tokenizer.encode(anchor), whole = tokenizer.encode(anchor + answer);
        if (!front.empty() && front.size() < whole.size() && std::equal(front.begin(), front.end(), whole.begin()))
            return LabelIds(whole.begin() + std::ptrdiff_t(front.size()), whole.end());
    }
    return tokenizer.encode(answer);
}

std::string filled(std::string_view part, const Example& example) {
    std::string out;
    while (!part.empty()) {
        const auto prompt = part.find(promptPlace), source = part.find(sourcePlace), next = std::min(prompt, source);
        out += part.substr(0, next);
        if (next == std::string_view::npos)
            break;
        out += next == prompt ? example.prompt : example.source;
        part.remove_prefix(next + (next == prompt ? promptPlace.size() : sourcePlace.size()));
    }
    return out;
}

std::vector<double> softmax(std::vector<double> scores) {
    const double largest = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double& score : scores)
        sum += score = std::exp(score - largest);
    for (double& score : scores)
        score /= sum;
    return scores;
}

} // namespace

struct LabelScorer::Impl {
    native::NativeState state;
    std::string head, tail; ///< the template before and behind {prompt}
    std::vector<LabelIds> labels;
    std::size_t longest = 0;

    Impl(const std::string& model, const Task& task, const NativeOptions& options) : state(model, options) {
        if (task.labels.empty())
            base::failAt("task.labels", SH_TR("This task has no labels, so there is nothing to suggest"), SH_TR("Choose a task of kind classification"));
        const auto first = task.promptTemplate.find(promptPlace);
        head = task.promptTemplate.substr(0, first);
        if (first != std::string::npos)
            tail = task.promptTemplate.substr(first + promptPlace.size());
        std::set<LabelIds> seen;
        for (const TaskLabel& label : task.labels) {
            labels.push_back(answerTokens(tokenizer(), tail, label.verbalizer));
            longest = std::max(longest, labels.back().size());
            if (labels.back().empty() || !seen.insert(labels.back()).second)
                base::failAt("task.labels",
                             Text(SH_TR("The tokenizer cannot tell the verbalizer '%1' of label '%2' from the others"), {label.verbalizer, label.name}),
                             SH_TR("Choose another verbalizer for this label."));
        }
    }

    const text::Tokenizer& tokenizer() const { return state.model().tokenizer(); }

    /// The whole prompt; where it is too long, the example's first tokens behind the template's head go.
    LabelIds promptIds(const Example& example) const {
        const std::string before = filled(head, example);
        LabelIds ids = tokenizer().encode(before + example.prompt + filled(tail, example));
        const auto& front = tokenizer().spec().prefixIds;
        const auto room = std::max<std::int64_t>(state.limit() - std::int64_t(longest) - std::int64_t(front.size()), 1);
        if (std::int64_t(ids.size()) > room) {
            const std::size_t excess = ids.size() - std::size_t(room);
            const LabelIds start = before.empty() ? LabelIds() : tokenizer().encode(before);
            const auto shared = std::size_t(std::mismatch(ids.begin(), ids.end(), start.begin(), start.end()).first - ids.begin());
            const auto from = ids.begin() + std::ptrdiff_t(std::min(shared, ids.size() - excess));
            ids.erase(from, from + std::ptrdiff_t(excess));
        }
        ids.insert(ids.begin(), front.begin(), front.end());
        if (ids.empty())
            base::fail(example.id, SH_TR("The prompt has no tokens, so nothing can follow it"), SH_TR("Give the task's template some text behind {prompt}."));
        return ids;
    }

    std::vector<double> probabilities(const Example& example) {
        const LabelIds prompt = promptIds(example);
        auto& session = state.fresh(std::int64_t(prompt.size() + longest));
        const auto end = session.prompt(prompt);
        const double total = native::logSumExp(end);
        std::vector<double> scores;
        for (const LabelIds& label : labels)
            scores.push_back(double(end[std::size_t(label.front())]) - total);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            session.truncate(std::int64_t(prompt.size()));
            for (std::size_t j = 1; j < labels[i].size(); ++j) {
                const auto logits = session.step(labels[i][j - 1]);
                scores[i] += double(logits[std::size_t(labels[i][j])]) - native::logSumExp(logits);
            }
            scores[i] /= double(labels[i].size());
        }
        return softmax(std::move(scores));
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
