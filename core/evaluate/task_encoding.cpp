// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/task_encoding.h"

#include "core/base/failure.h"

#include <algorithm>
#include <set>

namespace stillhouse::evaluate {
namespace {

using Ids = std::vector<std::int32_t>;

constexpr std::string_view promptField = "{prompt}";
constexpr std::string_view sourceField = "{source}";

bool startsWith(const Ids& ids, const Ids& front) {
    return front.size() < ids.size() && std::equal(front.begin(), front.end(), ids.begin());
}

std::size_t commonPrefix(const Ids& a, const Ids& b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

} // namespace

Ids continuationTokens(const text::Tokenizer& tokenizer, const std::string& before, const std::string& answer) {
    // Anchors are what a template or a sentence commonly ends with; SentencePiece tokenizers need one, or the answer gets a second space.
    for (const std::string& anchor : {before, std::string("\n"), std::string(":"), std::string("a")}) {
        if (anchor.empty())
            continue;
        const Ids front = tokenizer.encode(anchor);
        const Ids whole = tokenizer.encode(anchor + answer);
        if (!front.empty() && startsWith(whole, front))
            return Ids(whole.begin() + static_cast<std::ptrdiff_t>(front.size()), whole.end());
    }
    return tokenizer.encode(answer);
}

TaskEncoder::TaskEncoder(Task task, text::Tokenizer tokenizer, std::int32_t maxTokens)
    : task_(std::move(task)), tokenizer_(std::move(tokenizer)), maxTokens_(maxTokens) {
    const auto first = task_.promptTemplate.find(promptField);
    head_ = task_.promptTemplate.substr(0, first);
    if (first != std::string::npos)
        tail_ = task_.promptTemplate.substr(first + promptField.size());
    if (task_.kind == "generation") {
        reserve_ = std::max(maxTokens_ / 4, 1);
        checkRoom();
        return;
    }
    std::set<Ids> seen;
    for (const TaskLabel& label : task_.labels) {
        labelTokens_.push_back(continuationTokens(tokenizer_, tail_, label.verbalizer));
        const Ids& ids = labelTokens_.back();
        if (ids.empty() || !seen.insert(ids).second)
            base::failAt(
                "task.labels",
                Text(SH_TR("The tokenizer cannot tell the verbalizer '%1' of label '%2' from the others"), {label.verbalizer, label.name}),
                SH_TR("Choose another verbalizer for this label."));
        reserve_ = std::max(reserve_, static_cast<std::int32_t>(ids.size()));
    }
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

/// Fields in a part of the template. What an example brings in is never looked at again, whatever braces it holds.
std::string TaskEncoder::fill(std::string_view part, const Example& example) const {
    std::string out;
    while (!part.empty()) {
        const auto prompt = part.find(promptField), source = part.find(sourceField);
        const auto next = std::min(prompt, source);
        out += part.substr(0, next);
        if (next == std::string_view::npos)
            break;
        out += next == prompt ? example.prompt : example.source;
        part.remove_prefix(next + (next == prompt ? promptField.size() : sourceField.size()));
    }
    return out;
}

/// Cuts `ids` (without the front tokens) to the budget: `head` tokens of the template stay, the prompt's first tokens behind them go.
void TaskEncoder::cutPrompt(Ids& ids, std::size_t head, std::int32_t& truncated) const {
    const auto front = static_cast<std::int64_t>(tokenizer_.spec().prefixIds.size());
    const auto budget = static_cast<std::size_t>(std::max<std::int64_t>(maxTokens_ - reserve_ - front, 1));
    if (ids.size() <= budget)
        return;
    const std::size_t excess = ids.size() - budget;
    const std::size_t from = std::min(head, ids.size() - excess);
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(from + excess));
    truncated += static_cast<std::int32_t>(excess);
}

std::string TaskEncoder::promptText(const Example& example) const { return fill(head_, example) + example.prompt + fill(tail_, example); }

EncodedExample TaskEncoder::encodePrompt(const Example& example) const {
    EncodedExample out;
    out.id = example.id;
    out.label = labelIndex(example.label);
    const std::string head = fill(head_, example);
    Ids prompt = tokenizer_.encode(head + example.prompt + fill(tail_, example));
    cutPrompt(prompt, head.empty() ? 0 : commonPrefix(prompt, tokenizer_.encode(head)), out.truncated);
    out.ids = tokenizer_.spec().prefixIds;
    out.ids.insert(out.ids.end(), prompt.begin(), prompt.end());
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
