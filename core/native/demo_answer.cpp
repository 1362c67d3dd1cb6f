// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/demo_answer.h"

#include "core/base/failure.h"
#include "core/data/task_tokens.h"
#include "core/infer/products.h"
#include "core/native/continuation.h"

#include <algorithm>

namespace stillhouse::native {

namespace {

/// What is asked of a model, in its own tokens.
struct DemoQuestion {
    std::vector<std::int32_t> ids;
    std::vector<std::vector<std::int32_t>> labels; ///< empty: no classification
    std::int32_t truncated = 0;
};

DemoQuestion questionOf(const NativeState& state, const DemoRequest& request, const std::optional<Task>& task) {
    const auto& tokenizer = state.model().tokenizer();
    DemoQuestion question;
    if (!task) {
        question.ids = tokenizer.encode(request.prompt, true);
    } else {
        if (task->kind == "classification")
            question.labels = data::verbalizerTokens(*task, tokenizer);
        Example example;
        example.prompt = request.prompt;
        auto prompt = data::promptTokens(*task, tokenizer, example, state.limit() - std::max<std::int64_t>(1, longestOf(question.labels)));
        question.ids = std::move(prompt.ids);
        question.truncated = prompt.truncated;
    }
    (void)state.checked(std::vector<std::int64_t>(question.ids.begin(), question.ids.end()));
    return question;
}

void showLabels(const Task& task, std::vector<double> scores, DemoAnswer& answer) {
    for (const auto& label : task.labels)
        answer.labels.push_back(label.name);
    answer.probabilities = softmaxOf(std::move(scores));
    answer.best = int(std::max_element(answer.probabilities.begin(), answer.probabilities.end()) - answer.probabilities.begin());
}

void write(NativeState& state, infer::Session& session, std::span<const float> logits, const DemoRequest& request, Clock::time_point start, DemoAnswer& answer,
           const DemoTell& tell, const RunControl& control) {
    GenerateRequest wanted;
    wanted.maxTokens = request.maxTokens;
    wanted.temperature = request.temperature;
    wanted.topP = request.topP;
    wanted.seed = request.seed;
    answer.state = DemoState::Writing;
    const double first = answer.firstTokenMs;
    const auto length = session.length();
    const auto made = Continuation(state, wanted, [&](const std::string& piece) {
        answer.text += piece;
        answer.tokens = session.length() - length + 1; // the newest is not in the session yet
        answer.totalMs = secondsSince(start) * 1e3;
        if (answer.tokens > 1)
            answer.tokensPerSecond = double(answer.tokens - 1) / (answer.totalMs - first) * 1e3;
        tell(answer);
        return !control.stopRequested();
    }).run(session, logits, start);
    checkStopped(control); // what was written stays in the answer
    answer.text = made.text;
    answer.tokens = std::int64_t(made.ids.size());
    answer.tokensPerSecond = made.tokensPerSecond;
}

} // namespace

DemoModel::DemoModel(const std::string& path, int threads) : state_(path, NativeOptions{.quant = {}, .cache = {}, .threads = threads, .context = 0}) {
    auto info = inspectModel(path);
    if (!info)
        throw base::Failure(info.error());
    info_ = std::move(*info);
}

void DemoModel::describe(DemoAnswer& answer) const {
    answer.precision = state_.model().packed->precision;
    answer.kernel = infer::kernelName();
    answer.parameters = info_.parameters;
    answer.bytes = info_.bytes;
    answer.simulated = info_.simulated;
}

std::shared_ptr<DemoModel> openDemoModel(const std::string& path, int threads, DemoAnswer& answer) {
    const auto start = Clock::now();
    auto model = std::make_shared<DemoModel>(path, threads);
    model->state().fresh(64).step(std::int32_t(model->state().config().bos.value_or(0)));
    answer.openMs = secondsSince(start) * 1e3;
    return model;
}

void answerDemo(DemoModel& model, const DemoRequest& request, const std::optional<Task>& task, DemoAnswer& answer, const DemoTell& tell, const RunControl& control) {
    std::lock_guard lock(model.mutex());
    auto& state = model.state();
    checkStopped(control);
    answer.state = DemoState::Reading;
    tell(answer);
    const auto asked = Clock::now();
    const auto question = questionOf(state, request, task);
    const auto spent = Clock::now() - asked;
    const bool writes = (request.text || question.labels.empty()) && request.maxTokens > 0;
    // Memory for keys and values is taken before the clock goes on: the next prompt finds it there.
    auto& session = state.fresh(std::int64_t(question.ids.size()) + std::max(longestOf(question.labels), writes ? request.maxTokens : 0));
    session.setInputTap([&control](std::int64_t, infer::MatrixInput, std::span<float>, std::int64_t) { checkStopped(control); });
    const auto start = Clock::now() - spent;
    const auto pass = Clock::now();
    const auto end = session.prompt(question.ids);
    answer.promptTokens = std::int64_t(question.ids.size());
    answer.truncated = question.truncated;
    answer.promptPerSecond = double(answer.promptTokens) / secondsSince(pass);
    answer.firstTokenMs = secondsSince(start) * 1e3;
    const std::vector<float> logits(end.begin(), end.end()); // scoring labels overwrites what the session gave
    if (!question.labels.empty())
        showLabels(*task, scoreContinuations(session, logits, question.labels), answer);
    answer.totalMs = secondsSince(start) * 1e3;
    tell(answer);
    if (writes)
        write(state, session, logits, request, start, answer, tell, control);
    session.setInputTap({});
    answer.totalMs = secondsSince(start) * 1e3;
    answer.state = DemoState::Done;
}

} // namespace stillhouse::native
