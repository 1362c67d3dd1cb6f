// SPDX-License-Identifier: GPL-3.0-or-later
// A task's template, prompts and verbalizers as tokens: what evaluate::TaskEncoder trains and scores with, and what a packed model is
// asked without LibTorch. Layout and boundary rule stand in core/evaluate/task_encoding.h. Any thread.
#pragma once
#include "core/api/data.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::data {

/// The template before and behind its `{prompt}`; without one everything stands before.
struct TemplateParts {
    std::string head, tail;
};
TemplateParts templateParts(const std::string& promptTemplate);

/// `{prompt}` and `{source}` of a part replaced. What an example brings in is never looked at again, whatever braces it holds.
std::string fillTemplate(std::string_view part, const Example& example);

/// Tokens of `answer` as they continue `before`, whatever would merge across the boundary.
std::vector<std::int32_t> continuationTokens(const text::Tokenizer& tokenizer, const std::string& before, const std::string& answer);

/// One list for each of task.labels, none empty. base::Failure where the tokenizer cannot tell a verbalizer from the others.
std::vector<std::vector<std::int32_t>> verbalizerTokens(const Task& task, const text::Tokenizer& tokenizer);

/// Shortens `ids` to `most`: the `head` tokens of the template stay, the prompt's first tokens behind them go. Returns how many went.
std::int32_t cutPrompt(std::vector<std::int32_t>& ids, std::size_t head, std::size_t most);

struct PromptTokens {
    std::vector<std::int32_t> ids;
    std::int32_t truncated = 0; ///< tokens left out at the start of the prompt
};
/// What the tokenizer's configuration puts in front, then template(prompt): `most` tokens at most.
PromptTokens promptTokens(const Task& task, const text::Tokenizer& tokenizer, const Example& example, std::int64_t most);

} // namespace stillhouse::data
