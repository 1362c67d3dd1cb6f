// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind a prompt: a text that is written token by token, or how likely given texts are.
#pragma once
#include "core/infer/sampler.h"
#include "core/native/character_buffer.h"
#include "core/native/native_state.h"

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::native {

using Clock = std::chrono::steady_clock;
using OnText = std::function<bool(const std::string&)>; ///< whole characters as they come; false ends the text

double secondsSince(Clock::time_point start);

/// One text: picks, shows, stops at what ends a text, at request.maxTokens and at the end of the context. Used once.
class Continuation {
public:
    Continuation(const NativeState& state, const GenerateRequest& request, OnText onText);

    /// Goes on behind what the session holds; `logits` are those behind its last token. `start`: when the prompt was given, from
    /// which the time to the first token counts.
    GenerateResult run(infer::Session& session, std::span<const float> logits, Clock::time_point start);

private:
    bool show(std::int64_t id);
    void finish(GenerateResult& out, double seconds);

    const NativeState& state_;
    const GenerateRequest& request_;
    OnText onText_;
    infer::Sampler sampler_;
    std::vector<std::int64_t> stop_;
    CharacterBuffer characters_;
};

/// (1/m) Σ log p(tokenⱼ | what the session holds, token₁ … tokenⱼ₋₁) of each continuation of m tokens, none empty, log p over the whole
/// vocabulary: what evaluate::scoreLabels computes. `logits` as above. Leaves the session as it was.
std::vector<double> scoreContinuations(infer::Session& session, std::span<const float> logits, const std::vector<std::vector<std::int32_t>>& continuations);

/// Tokens of the longest; 0 when there is none.
std::int64_t longestOf(const std::vector<std::vector<std::int32_t>>& continuations);

/// softmax(z)ᵢ = exp(zᵢ − max z) / Σ exp(zⱼ − max z); z not empty.
std::vector<double> softmaxOf(std::vector<double> scores);

} // namespace stillhouse::native
