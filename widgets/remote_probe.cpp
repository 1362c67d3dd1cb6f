// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/remote_probe.h"

#include "core/api/task_prompt.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace stillhouse::widgets {

namespace {

using Clock = std::chrono::steady_clock;

Result<RemoteProbeResult> askLabels(RemoteTeacher& teacher, const std::string& prompt, const Task& task, RunControl& control) {
    const auto d = teacher.labelDistribution(promptInTemplate(task.promptTemplate, prompt), task.labels, {}, control);
    if (!d)
        return d.error();
    RemoteProbeResult out;
    out.covered = d->covered;
    for (std::size_t i = 0; i < task.labels.size(); ++i) {
        out.result.labels.push_back(task.labels[i].name);
        out.result.logits.push_back(std::log(d->probabilities[i]));
    }
    return out;
}

Result<RemoteProbeResult> askToken(RemoteTeacher& teacher, const std::string& prompt, RunControl& control) {
    RemoteQuestion question;
    question.maxTokens = 1;
    const auto answer = teacher.answer(prompt, question, control);
    if (!answer)
        return answer.error();
    RemoteProbeResult out;
    if (!answer->tokens.empty())
        for (const auto& candidate : answer->tokens.front().top) {
            out.result.labels.push_back(candidate.token);
            out.result.logits.push_back(candidate.logprob);
        }
    return out;
}

} // namespace

Result<RemoteProbeResult> probeRemote(const RemoteProbe& probe, const std::string& prompt, const std::string& task, RunControl& control) {
    auto teacher = RemoteTeacher::open(probe.spec, probe.access);
    if (!teacher)
        return teacher.error();
    const auto read = task.empty() ? Result<Task>(Task{"generation"}) : readTask(task);
    if (!read)
        return read.error();
    const auto start = Clock::now();
    auto out = read->labels.empty() ? askToken(*teacher, prompt, control) : askLabels(*teacher, prompt, *read, control);
    if (!out)
        return out;
    ProbeResult& result = out->result;
    result.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    const auto best = std::max_element(result.logits.begin(), result.logits.end());
    if (best != result.logits.end())
        result.predicted = result.labels[std::size_t(best - result.logits.begin())];
    return out;
}

} // namespace stillhouse::widgets
