// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/task_encoding.h"

#include "core/base/failure.h"
#include "core/data/task_tokens.h"

#include <algorithm>

namespace stillhouse::evaluate {
namespace {

using Ids = std::vector<std::int32_t>;

} // namespace

Ids continuationTokens(const text::Tokenizer& tokenizer, const std::string& before, const std::string& answer) {
    return data::continuationTokens(tokenizer, before, answer);
}

TaskEncoder::TaskEncoder(Task task, text::Tokenizer tokenizer, std::int32_t maxTokens)
    : task_(std::move(task)), tokenizer_(std::move(tokenizer)), maxTokens_(maxTokens) {
    auto parts = data::templateParts(task_.promptTemplate);
    head_ = std::move(parts.head);
    tail_ = std::move(parts.tail);
    if (task_.kind == "generation") {
        reserve_ = std::max(maxTokens_ / 4, 1);
        checkRoom();
        return;
    }
    labelTokens_ = data::verbalizerTokens(task_, tokenizer_);
    for (const Ids& ids : labelTokens_)
        reserve_ = std::max(reserve_, static_cast<std::int32_t>(ids.size()));
    checkRoom();
}

void TaskEncoder::checkRoom() const {
    const std::size_t fixed = tokenizer_.spec().prefixIds.size() + tokenizer_.encode(head_).size() + tokenizer_.encode(tail_).size();
    if (static_cast<std::int64_t>(fixed) + reserve_ + 1 > maxTokens_)
        base::fail("task",
                   Text(SH_TR("A limit of %1 tokens leaves no room for the prompt: the template and the answer take %2"),
                        {std::to_string(maxTokens_), std::to_string(static_cast<std::int64_t>(fixed) + reserve_)}),
                   SH_TR("Raise the limit or shorten the task's template."));
}

std::int32_t TaskEncoder::labelIndex(std::string_view name) const {
    const auto found = std::find_if(task_.labels.begin(), task_.labels.end(), [&](const TaskLabel& label) { return label.name == name; });
    return found == task_.labels.end() ? -1 : static_cast<std::int32_t>(found - task_.labels.begin());
}

std::string TaskEncoder::fill(std::string_view part, const Example& example) const { return data::fillTemplate(part, example); }

std::string TaskEncoder::promptText(const Example& example) const { return fill(head_, example) + example.prompt + fill(tail_, example); }

EncodedExample TaskEncoder::encodePrompt(const Example& example) const {
    EncodedExample out;
    out.id = example.id;
    out.label = labelIndex(example.label);
    auto prompt = data::promptTokens(task_, tokenizer_, example, maxTokens_ - reserve_);
    out.ids = std::move(prompt.ids);
    out.truncated = prompt.truncated;
    out.responseStart = static_cast<std::int32_t>(out.ids.size());
    return out;
}

Ids TaskEncoder::responseTokens(const std::string& before, const std::string& response) const {
    Ids ids = continuationTokens(tokenizer_, before, response);
    if (const auto eos = tokenizer_.eosId())
        ids.push_back(*eos);
    return ids;
}

EncodedExample TaskEncoder::encode(const Example& example) const {
    EncodedExample out = encodePrompt(example);
    if (task_.kind != "generation") {
        if (out.label >= 0) {
            const Ids& label = labelTokens_[static_cast<std::size_t>(out.label)];
            out.ids.insert(out.ids.end(), label.begin(), label.end());
        }
        return out;
    }
    if (example.response.empty())
        return out;
    Ids response = responseTokens(fill(head_, example) + example.prompt + fill(tail_, example), example.response);
    const auto room = static_cast<std::size_t>(maxTokens_) - out.ids.size();
    if (response.size() > room) {
        out.truncated += static_cast<std::int32_t>(response.size() - room);
        response.resize(room);
    }
    out.ids.insert(out.ids.end(), response.begin(), response.end());
    return out;
}

} // namespace stillhouse::evaluate
