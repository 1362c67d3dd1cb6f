// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/json_row.h"

#include "core/base/failure.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stillhouse::data {
namespace {

using Json = nlohmann::json;

struct Turn {
    std::string role, text; ///< role: "system", "user" or "assistant"
};

std::string asText(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return {};
    const bool strings = value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_string(); });
    if (!strings)
        return value.dump();
    std::string out;
    for (const Json& part : value)
        out += (out.empty() ? "" : ",") + part.get<std::string>();
    return out;
}

/// `content` of a message: text, or a list of parts of which the text parts count.
std::string contentOf(const Json& content) {
    if (!content.is_array())
        return asText(content);
    std::string out;
    for (const Json& part : content)
        if (part.is_object() && part.contains("text"))
            out += asText(part["text"]);
    return out;
}

std::string roleOf(const std::string& name, const std::string& where) {
    if (name == "user" || name == "human")
        return "user";
    if (name == "assistant" || name == "gpt" || name == "model" || name == "bot" || name == "chatgpt")
        return "assistant";
    if (name == "system")
        return "system";
    if (name == "tool" || name == "function" || name == "observation" || name == "function_call")
        return "user";
    base::fail(where, Text(SH_TR("A message comes from '%1', which is no known role"), {name.substr(0, 80)}),
               SH_TR("Use human, gpt and system, or user, assistant and system."));
}

Turn turnOf(const Json& message, const std::string& where) {
    const char* roleKey = message.is_object() && message.contains("from") ? "from" : "role";
    const char* textKey = message.is_object() && message.contains("value") ? "value" : "content";
    if (!message.is_object() || !message.contains(roleKey) || !message[roleKey].is_string() || !message.contains(textKey))
        base::fail(where, SH_TR("A message has no from and value, or no role and content"), SH_TR("Write each message as {\"role\": \"user\", \"content\": \"…\"}."));
    return {roleOf(message[roleKey].get<std::string>(), where), contentOf(message[textKey])};
}

std::vector<Turn> turnsOf(const Json& dialogue, const std::string& where) {
    if (!dialogue.is_array())
        base::fail(where, SH_TR("A dialogue is not a list of messages"), SH_TR("Write it as a list of messages."));
    std::vector<Turn> turns;
    for (const Json& message : dialogue)
        turns.push_back(turnOf(message, where));
    return turns;
}

/// One question stands as it is; a longer dialogue is written with its speakers, and ends where the answer begins.
std::string render(const std::vector<Turn>& turns, const std::string& system) {
    std::string out = system.empty() ? "" : system + "\n\n";
    std::size_t spoken = 0;
    for (const Turn& turn : turns)
        spoken += turn.role != "system";
    for (const Turn& turn : turns) {
        if (turn.role == "system")
            out += turn.text + "\n\n";
        else if (spoken == 1)
            out += turn.text;
        else
            out += (turn.role == "user" ? "User: " : "Assistant: ") + turn.text + "\n\n";
    }
    return spoken > 1 ? out + "Assistant:" : out;
}

/// The text of an answer: text, one message, or a list whose last message is the answer.
std::string answerOf(const Json& value, const std::string& where) {
    if (value.is_object())
        return turnOf(value, where).text;
    if (value.is_array() && !value.empty())
        return turnOf(value.back(), where).text;
    return asText(value);
}

struct Columns {
    std::vector<std::string>& names;
    std::vector<std::string>& values;

    void set(const std::string& name, std::string value) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found != names.end()) {
            values[std::size_t(found - names.begin())] = std::move(value);
            return;
        }
        names.push_back(name);
        values.push_back(std::move(value));
    }
};

void addDialogue(const Json& row, const Json& dialogue, const std::string& where, Columns columns) {
    std::vector<Turn> turns = turnsOf(dialogue, where);
    const std::string system = row.contains("system") && row["system"].is_string() ? row["system"].get<std::string>() : "";
    if (!row.contains("chosen") && !turns.empty() && turns.back().role == "assistant") {
        columns.set("response", turns.back().text);
        turns.pop_back();
    }
    columns.set("prompt", render(turns, system));
}

void splitWholeDialogues(const std::string& chosen, const std::string& rejected, Columns columns) {
    const auto differ = std::mismatch(chosen.begin(), chosen.end(), rejected.begin(), rejected.end()).first;
    const std::string_view common(chosen.data(), std::size_t(differ - chosen.begin()));
    static constexpr std::string_view speaker = "Assistant:";
    const std::size_t at = common.rfind(speaker);
    if (at == std::string_view::npos)
        return;
    const std::size_t cut = at + speaker.size();
    const auto tail = [cut](const std::string& text) {
        const std::size_t start = text.find_first_not_of(' ', cut);
        return start == std::string::npos ? std::string() : text.substr(start);
    };
    columns.set("prompt", chosen.substr(0, cut));
    columns.set("chosen", tail(chosen));
    columns.set("rejected", tail(rejected));
}

/// Preference rows of lists that are whole dialogues: the prompt is all but the last message.
void addPreference(const Json& row, const std::string& where, Columns columns) {
    const Json &chosen = row["chosen"], &rejected = row["rejected"];
    if (chosen.is_string() && rejected.is_string()) {
        if (!row.contains("prompt") && !row.contains("conversations") && !row.contains("messages"))
            splitWholeDialogues(chosen.get<std::string>(), rejected.get<std::string>(), columns);
        return;
    }
    columns.set("chosen", answerOf(chosen, where));
    columns.set("rejected", answerOf(rejected, where));
    if (chosen.is_array() && chosen.size() > 1 && !row.contains("prompt") && !row.contains("conversations") && !row.contains("messages")) {
        std::vector<Turn> turns = turnsOf(chosen, where);
        turns.pop_back();
        columns.set("prompt", render(turns, {}));
    }
}

} // namespace

void flattenRow(const Json& row, const std::string& where, std::vector<std::string>& names, std::vector<std::string>& values) {
    if (!row.is_object())
        base::fail(where, SH_TR("This row is not a JSON object"), SH_TR("Write each example as an object like {\"prompt\": \"…\", \"label\": \"…\"}."));
    names.clear();
    values.clear();
    for (const auto& [name, value] : row.items()) {
        names.push_back(name);
        values.push_back(asText(value));
    }
    Columns columns{names, values};
    const auto dialogue = row.contains("conversations") ? row.find("conversations") : row.find("messages");
    if (dialogue != row.end() && dialogue->is_array())
        addDialogue(row, *dialogue, where, columns);
    if (row.contains("chosen") && row.contains("rejected"))
        addPreference(row, where, columns);
}

} // namespace stillhouse::data
