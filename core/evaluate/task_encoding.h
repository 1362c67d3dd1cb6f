// SPDX-License-Identifier: GPL-3.0-or-later
// A task as tokens: prompt → response for training, and prompt × labels for scoring, always cut at the same place. No torch.
#pragma once
#include "core/api/data.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::evaluate {

struct EncodedExample {
    std::string id;
    std::vector<std::int32_t> ids;
    std::int32_t responseStart = 0; ///< positions from here on are the answer: they are what a loss scores
    std::int32_t label = -1;        ///< index in task.labels; -1: unknown, or not a classification
    std::int32_t truncated = 0;     ///< tokens left out because of the limit
};

/// Layout: [what the tokenizer's configuration puts in front] template(prompt) answer [end of text, generation only].
///
/// The template's `{prompt}` is the example's prompt, `{source}` its source; other braces stand for themselves. Without `{prompt}` the
/// prompt follows the template.
///
/// Boundary rule: an answer is tokenised as a continuation. encode(before + answer) is used where it begins with encode(before); where
/// a token would merge across the boundary (the prompt alone, as a model sees it when it answers, would then be other tokens), the
/// answer is tokenised behind a neutral anchor instead. A verbalizer continues the template's text behind `{prompt}`, so its tokens do
/// not depend on the example.
///
/// Limit: the front tokens, the template's own text and the answer stay; the start of the prompt's own tokens goes. Room for the answer
/// (longest verbalizer; a quarter of the limit in a generation task) is reserved even where it is not needed, so that one example has
/// one prompt, whether it is trained on, scored or continued.
///
/// A value; const members may be called from any number of threads.
class TaskEncoder {
public:
    /// base::Failure when maxTokens leaves no room for template and verbalizers, or a verbalizer has no tokens of its own.
    TaskEncoder(Task task, text::Tokenizer tokenizer, std::int32_t maxTokens);

    /// With the answer: the verbalizer of example.label, or example.response and end of text. Without a known answer: the prompt alone.
    EncodedExample encode(const Example& example) const;
    /// The prompt alone; responseStart is its length.
    EncodedExample encodePrompt(const Example& example) const;

    /// The prompt as text, whole: what a teacher behind an endpoint is asked.
    std::string promptText(const Example& example) const;

    /// One list for each of task.labels, none empty, no two equal.
    const std::vector<std::vector<std::int32_t>>& labelTokens() const { return labelTokens_; }
    /// Index in task.labels by name, or -1.
    std::int32_t labelIndex(std::string_view name) const;
    const Task& task() const { return task_; }
    const text::Tokenizer& tokenizer() const { return tokenizer_; }
    std::int32_t maxTokens() const { return maxTokens_; }

private:
    std::string fill(std::string_view part, const Example& example) const;
    std::vector<std::int32_t> responseTokens(const std::string& before, const std::string& response) const;
    void checkRoom() const;

    Task task_;
    text::Tokenizer tokenizer_;
    std::int32_t maxTokens_;
    std::int32_t reserve_ = 0;
    std::string head_, tail_; ///< the template before and behind {prompt}
    std::vector<std::vector<std::int32_t>> labelTokens_;
};

/// Tokens of `answer` as they continue `before` (the boundary rule above).
std::vector<std::int32_t> continuationTokens(const text::Tokenizer& tokenizer, const std::string& before, const std::string& answer);

} // namespace stillhouse::evaluate
