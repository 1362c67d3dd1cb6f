// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/task_tokens.h"

#include "core/base/failure.h"

#include <algorithm>
#include <set>

namespace stillhouse::data {
namespace {

using TokenIds = std::vector<std::int32_t>;

constexpr std::string_view kPromptField = "{prompt}";
constexpr std::string_view kSourceField = "{source}";

bool beginsWith(const TokenIds& ids, const TokenIds& front) {
    return front.size() < ids.size() && std::equal(front.begin(), front.end(), ids.begin());
}

} // namespace

TemplateParts templateParts(const std::string& promptTemplate) {
    const auto first = promptTemplate.find(kPromptField);
    if (first == std::string::npos)
        return {promptTemplate, {}};
    return {promptTemplate.substr(0, first), promptTemplate.substr(first + kPromptField.size())};
}

std::string fillTemplate(std::string_view part, const Example& example) {
    std::string out;
    while (!part.empty()) {
        const auto prompt = part.find(kPromptField), source = part.find(kSourceField);
        const auto next = std::min(prompt, source);
        out += part.substr(0, next);
        if (next == std::string_view::npos)
            break;
        out += next == prompt ? example.prompt : example.source;
        part.remove_prefix(next + (next == prompt ? kPromptField.size() : kSourceField.size()));
    }
    return out;
}

TokenIds continuationTokens(const text::Tokenizer& tokenizer, const std::string& before, const std::string& answer) {
    // Anchors are what a template or a sentence commonly ends with; SentencePiece tokenizers need one, or the answer gets a second space.
    for (const std::string& anchor : {before, std::string("\n"), std::string(":"), std::string("a")}) {
        if (anchor.empty())
            continue;
        const TokenIds front = tokenizer.encode(anchor);
        const TokenIds whole = tokenizer.encode(anchor + answer);
        if (!front.empty() && beginsWith(whole, front))
            return TokenIds(whole.begin() + static_cast<std::ptrdiff_t>(front.size()), whole.end());
    }
    return tokenizer.encode(answer);
}

std::vector<TokenIds> verbalizerTokens(const Task& task, const text::Tokenizer& tokenizer) {
    const auto tail = templateParts(task.promptTemplate).tail;
    std::vector<TokenIds> out;
    std::set<TokenIds> seen;
    for (const TaskLabel& label : task.labels) {
        out.push_back(continuationTokens(tokenizer, tail, label.verbalizer));
        if (out.back().empty() || !seen.insert(out.back()).second)
            base::failAt("task.labels",
                         Text(SH_TR("The tokenizer cannot tell the verbalizer '%1' of label '%2' from the others"), {label.verbalizer, label.name}),
                         SH_TR("Choose another verbalizer for this label."));
    }
    return out;
}

std::int32_t cutPrompt(TokenIds& ids, std::size_t head, std::size_t most) {
    if (ids.size() <= most)
        return 0;
    const std::size_t excess = ids.size() - most;
    const std::size_t from = std::min(head, ids.size() - excess);
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(from + excess));
    return static_cast<std::int32_t>(excess);
}

PromptTokens promptTokens(const Task& task, const text::Tokenizer& tokenizer, const Example& example, std::int64_t most) {
    const auto parts = templateParts(task.promptTemplate);
    const std::string head = fillTemplate(parts.head, example);
    const auto& front = tokenizer.spec().prefixIds;
    TokenIds ids = tokenizer.encode(head + example.prompt + fillTemplate(parts.tail, example));
    std::size_t kept = 0;
    if (!head.empty()) {
        const TokenIds alone = tokenizer.encode(head);
        const auto shorter = static_cast<std::ptrdiff_t>(std::min(ids.size(), alone.size()));
        kept = static_cast<std::size_t>(std::mismatch(ids.begin(), ids.begin() + shorter, alone.begin()).first - ids.begin());
    }
    PromptTokens out;
    out.truncated = cutPrompt(ids, kept, static_cast<std::size_t>(std::max<std::int64_t>(most - static_cast<std::int64_t>(front.size()), 1)));
    out.ids = front;
    out.ids.insert(out.ids.end(), ids.begin(), ids.end());
    return out;
}

} // namespace stillhouse::data
