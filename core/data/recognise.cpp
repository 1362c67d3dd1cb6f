// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/recognise.h"

#include "core/data/delimited.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>

namespace stillhouse::data {
namespace {

using Names = std::initializer_list<const char*>;

// In the order of preference; the first that the file has is taken. `long_answer` and the like are left out on purpose: a column
// that explains the label would leak it.
constexpr Names promptNames = {"prompt", "text", "question", "input", "instruction", "message", "content", "sentence", "query", "body", "utterance",
                               "review", "document", "abstract", "description", "comment", "note", "paragraph", "line"};
constexpr Names responseNames = {"response", "output", "answer", "completion", "reply"};
constexpr Names labelNames = {"label", "class", "category", "intent", "risk", "sentiment", "target", "decision"};
constexpr Names idNames = {"id", "uid", "uuid", "exampleid", "rowid", "pubid"};
constexpr Names splitNames = {"split", "fold", "subset", "partition"};
constexpr Names sourceNames = {"source", "origin", "provenance"};
constexpr Names tagNames = {"tags", "tag", "keywords"};

std::string plain(const std::string& name) {
    std::string out;
    for (const char c : name)
        if (c != '_' && c != '-' && c != ' ')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::string columnNamed(Names wanted, const std::vector<std::string>& columns) {
    for (const char* name : wanted)
        for (const std::string& column : columns)
            if (plain(column) == name)
                return column;
    return {};
}

std::string columnNamed(const char* wanted, const std::vector<std::string>& columns) { return columnNamed(Names{wanted}, columns); }

void choose(std::string& field, Names wanted, const std::vector<std::string>& columns) {
    if (field == "-")
        field.clear();
    else if (field.empty())
        field = columnNamed(wanted, columns);
}

std::string extensionOf(const std::string& path) { return plain(std::filesystem::path(path).extension().string()); }

bool hasBlankLine(std::string_view head) {
    bool text = false, lineHasText = false;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == '\n') {
            if (!lineHasText && text)
                return head.find_first_not_of(" \t\r\n", i) != std::string_view::npos;
            lineHasText = false;
        } else if (head[i] != ' ' && head[i] != '\t' && head[i] != '\r') {
            text = lineHasText = true;
        }
    }
    return false;
}

bool looksDelimited(std::string_view head, char delimiter) {
    const std::string_view header = head.substr(0, head.find_first_of("\r\n"));
    std::vector<std::string> names(1);
    for (const char c : header)
        c == delimiter ? void(names.emplace_back()) : void(c == '"' ? 0 : (names.back() += c, 0));
    return names.size() > 1 && !columnNamed(promptNames, names).empty();
}

bool isJsonFormat(DataFormat format) {
    return format == DataFormat::Jsonl || format == DataFormat::Json || format == DataFormat::Alpaca || format == DataFormat::ShareGpt ||
           format == DataFormat::Preferences;
}

/// A bracket begins JSON, except in a text file where something else than a key, an object or the end follows it ("[Chorus]").
bool startsJson(const std::string& extension, std::string_view head) {
    if (extension != ".txt" && extension != ".md" && extension != ".text")
        return true;
    const std::size_t second = head.find_first_not_of(" \t\r\n", head.find_first_of("[{") + 1);
    return second == std::string_view::npos || head[second] == '"' || head[second] == '{';
}

DataFormat formatOf(const std::string& path, std::string_view head, char first) {
    const std::string extension = extensionOf(path);
    if (extension == ".csv")
        return DataFormat::Csv;
    if (extension == ".tsv" || extension == ".tab")
        return DataFormat::Tsv;
    if (first == '[' && startsJson(extension, head))
        return DataFormat::Json;
    if ((first == '{' && startsJson(extension, head)) || extension == ".jsonl" || extension == ".ndjson")
        return DataFormat::Jsonl;
    if (extension == ".json")
        return DataFormat::Json;
    const char delimiter = sniffDelimiter(head);
    if (looksDelimited(head, delimiter))
        return delimiter == '\t' ? DataFormat::Tsv : DataFormat::Csv;
    return DataFormat::Text;
}

/// Two columns that belong together, as one prompt.
std::string combinedTemplate(const std::vector<std::string>& columns) {
    const std::string subject = columnNamed("subject", columns), question = columnNamed("question", columns), context = columnNamed("context", columns);
    const std::string text = columnNamed({"text", "body", "content", "message"}, columns);
    const std::string instruction = columnNamed("instruction", columns), input = columnNamed("input", columns);
    if (!instruction.empty() && !input.empty())
        return "{" + instruction + "}\n\n{" + input + "}";
    if (!question.empty() && !context.empty())
        return "{" + context + "}\nQuestion: {" + question + "}";
    if (!subject.empty() && !text.empty())
        return "Subject: {" + subject + "}\n{" + text + "}";
    return {};
}

} // namespace

Layout recogniseLayout(const std::string& path, std::string_view head, const ReadOptions& options) {
    const std::size_t start = head.find_first_not_of(" \t\r\n");
    const char first = start == std::string_view::npos ? '\0' : head[start];
    Layout layout;
    layout.format = options.format == DataFormat::Unknown ? formatOf(path, head, first) : options.format;
    layout.jsonArray = isJsonFormat(layout.format) && (first == '[' || (layout.format == DataFormat::Json && first != '{'));
    layout.delimiter = layout.format == DataFormat::Tsv ? '\t' : sniffDelimiter(head);
    if (layout.format == DataFormat::Csv && options.format == DataFormat::Unknown && layout.delimiter == '\t')
        layout.format = DataFormat::Tsv;
    layout.paragraphs = options.mapping.prompt == "paragraph" || (options.mapping.prompt != "line" && hasBlankLine(head));
    return layout;
}

DataFormat recogniseRows(DataFormat format, const std::vector<std::string>& columns) {
    if (format != DataFormat::Jsonl && format != DataFormat::Json)
        return format;
    const auto has = [&](const char* name) { return !columnNamed(name, columns).empty(); };
    if (has("chosen") && has("rejected"))
        return DataFormat::Preferences;
    if (has("conversations") || has("messages"))
        return DataFormat::ShareGpt;
    if (has("instruction") && has("output"))
        return DataFormat::Alpaca;
    return format;
}

ColumnMapping recogniseMapping(DataFormat format, const std::vector<std::string>& columns, const ColumnMapping& wanted) {
    ColumnMapping mapping = wanted;
    if (mapping.promptTemplate == "-")
        mapping.promptTemplate.clear();
    else if (mapping.promptTemplate.empty() && mapping.prompt.empty() && columnNamed("prompt", columns).empty())
        mapping.promptTemplate = combinedTemplate(columns);
    if (mapping.promptTemplate.empty())
        choose(mapping.prompt, promptNames, columns);
    else
        mapping.prompt.clear();
    if (format == DataFormat::Preferences && mapping.response.empty())
        mapping.response = "chosen";
    choose(mapping.response, responseNames, columns);
    choose(mapping.label, labelNames, columns);
    choose(mapping.id, idNames, columns);
    choose(mapping.split, splitNames, columns);
    choose(mapping.source, sourceNames, columns);
    choose(mapping.tags, tagNames, columns);
    for (std::string* field : {&mapping.response, &mapping.label})
        if (!mapping.prompt.empty() && *field == mapping.prompt)
            field->clear();
    return mapping;
}

} // namespace stillhouse::data
