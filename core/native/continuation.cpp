// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/continuation.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::native {

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Continuation::Continuation(const NativeState& state, const GenerateRequest& request, OnText onText)
    : state_(state), request_(request), onText_(std::move(onText)),
      sampler_({.temperature = request.temperature, .topK = request.topK, .topP = request.topP, .seed = request.seed}, 0), stop_(state.model().stopIds()) {}

GenerateResult Continuation::run(infer::Session& session, std::span<const float> logits, Clock::time_point start) {
    GenerateResult out;
    for (;;) {
        const auto id = sampler_.pick(logits);
        if (out.ids.empty() && out.firstTokenMs == 0)
            out.firstTokenMs = secondsSince(start) * 1e3;
        if (std::find(stop_.begin(), stop_.end(), id) != stop_.end())
            break;
        out.ids.push_back(id);
        if (!show(id) || std::int64_t(out.ids.size()) >= request_.maxTokens || session.length() + 1 >= state_.limit())
            break;
        logits = session.step(std::int32_t(id));
    }
    finish(out, secondsSince(start));
    return out;
}

bool Continuation::show(std::int64_t id) {
    if (!onText_ || !state_.model().found)
        return true;
    const auto ready = characters_.add(state_.model().tokenizer().tokenBytes(std::int32_t(id)));
    return ready.empty() || onText_(ready);
}

void Continuation::finish(GenerateResult& out, double seconds) {
    const double decoding = seconds - out.firstTokenMs / 1e3;
    out.tokensPerSecond = out.ids.size() > 1 && decoding > 0 ? double(out.ids.size() - 1) / decoding : 0;
    if (!state_.model().found)
        return;
    if (const auto rest = characters_.rest(); onText_ && !rest.empty())
        onText_(rest);
    out.text = state_.model().tokenizer().decode(std::vector<std::int32_t>(out.ids.begin(), out.ids.end()));
}

std::vector<double> scoreContinuations(infer::Session& session, std::span<const float> logits, const std::vector<std::vector<std::int32_t>>& continuations) {
    const auto length = session.length();
    const std::vector<float> first(logits.begin(), logits.end()); // the next step overwrites what the session gave
    const double total = logSumExp(first);
    std::vector<double> scores;
    for (const auto& ids : continuations) {
        double sum = double(first[std::size_t(ids.front())]) - total;
        for (std::size_t j = 1; j < ids.size(); ++j)
            sum -= nllOf(session.step(ids[j - 1]), ids[j]);
        session.truncate(length);
        scores.push_back(sum / double(ids.size()));
    }
    return scores;
}

std::int64_t longestOf(const std::vector<std::vector<std::int32_t>>& continuations) {
    std::size_t most = 0;
    for (const auto& ids : continuations)
        most = std::max(most, ids.size());
    return std::int64_t(most);
}

std::vector<double> softmaxOf(std::vector<double> scores) {
    const double top = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double& score : scores)
        sum += score = std::exp(score - top);
    for (double& score : scores)
        score /= sum;
    return scores;
}

} // namespace stillhouse::native
