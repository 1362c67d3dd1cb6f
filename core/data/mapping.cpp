// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/mapping.h"

#include "core/base/failure.h"
#include "core/base/spelling.h"

#include <algorithm>

namespace stillhouse::data {
namespace {

constexpr const char* whiteSpace = " \t\r\n\v\f";

std::string trimmed(const std::string& text) {
    const std::size_t start = text.find_first_not_of(whiteSpace);
    return start == std::string::npos ? std::string() : text.substr(start, text.find_last_not_of(whiteSpace) - start + 1);
}

[[noreturn]] void failColumn(const std::string& where, const std::string& name, const std::vector<std::string>& columns) {
    std::string list;
    for (std::size_t i = 0; i < columns.size() && i < 20; ++i)
        list += (i ? ", " : "") + columns[i];
    const std::string near = base::nearestSpelling(name, columns);
    if (!near.empty())
        base::fail(where, Text(SH_TR("There is no column '%1'"), {name}), Text(SH_TR("Did you mean '%1'? The columns are: %2"), {near, list}));
    base::fail(where, Text(SH_TR("There is no column '%1'"), {name}), Text(SH_TR("The columns are: %1"), {list}));
}

} // namespace

PromptTemplate::PromptTemplate(const std::string& text, const std::vector<std::string>& columns) {
    std::string literal;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') {
            literal += text[i];
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == '{') {
            literal += '{';
            ++i;
            continue;
        }
        const std::size_t end = text.find('}', i);
        if (end == std::string::npos)
            base::failAt("promptTemplate", SH_TR("A brace in the prompt template is never closed"), SH_TR("Write columns as {text}; write {{ for a brace."));
        const std::string name = text.substr(i + 1, end - i - 1);
        if (!columns.empty() && std::find(columns.begin(), columns.end(), name) == columns.end())
            failColumn(text, name, columns);
        parts_.push_back({std::move(literal), false});
        parts_.push_back({name, true});
        literal.clear();
        i = end;
    }
    parts_.push_back({std::move(literal), false});
}

std::string PromptTemplate::fill(const Record& record) const {
    std::string out;
    for (const Part& part : parts_) {
        const std::string* value = part.column ? record.find(part.text) : &part.text;
        if (value)
            out += *value;
    }
    const std::size_t last = out.find_last_not_of(whiteSpace);
    out.resize(last == std::string::npos ? 0 : last + 1);
    return out;
}

ExampleMapper::ExampleMapper(const ReadOptions& options, ColumnMapping mapping, const std::vector<std::string>& columns, bool fixedColumns,
                             std::string path)
    : mapping_(std::move(mapping)), source_(options.source), path_(std::move(path)) {
    if (mapping_.prompt.empty() && mapping_.promptTemplate.empty()) {
        std::string list;
        for (std::size_t i = 0; i < columns.size() && i < 20; ++i)
            list += (i ? ", " : "") + columns[i];
        base::fail(path_, SH_TR("No column looks like the prompt"), Text(SH_TR("Choose the column that holds the text. The columns are: %1"), {list}));
    }
    if (!mapping_.promptTemplate.empty())
        template_.emplace(mapping_.promptTemplate, columns);
    if (fixedColumns)
        for (const std::string* name : {&mapping_.prompt, &mapping_.response, &mapping_.label, &mapping_.id, &mapping_.split, &mapping_.source, &mapping_.tags})
            checkColumn(*name, columns);
    else
        checkColumn(mapping_.prompt, columns);
}

void ExampleMapper::checkColumn(const std::string& name, const std::vector<std::string>& columns) const {
    if (!name.empty() && !columns.empty() && std::find(columns.begin(), columns.end(), name) == columns.end())
        failColumn(path_, name, columns);
}

std::string ExampleMapper::value(const Record& record, const std::string& column) const {
    const std::string* found = column.empty() ? nullptr : record.find(column);
    return found ? *found : std::string();
}

std::string ExampleMapper::splitNamed(const std::string& word, const Record& record) const {
    std::string lower = trimmed(word);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower.empty())
        return {};
    if (lower == "train" || lower == "training")
        return "train";
    if (lower == "test" || lower == "testing" || lower == "eval" || lower == "evaluation")
        return "test";
    if (lower == "validation" || lower == "valid" || lower == "val" || lower == "dev" || lower == "development")
        return "validation";
    base::fail(path_ + ", line " + std::to_string(record.line), Text(SH_TR("'%1' is no split"), {word.substr(0, 80)}),
               Text(SH_TR("Use train, validation or test in the column '%1', or do not map it."), {mapping_.split}));
}

void ExampleMapper::map(const Record& record, Example& example) const {
    example.prompt = template_ ? template_->fill(record) : value(record, mapping_.prompt);
    if (example.prompt.find_first_not_of(whiteSpace) == std::string::npos)
        base::fail(path_ + ", line " + std::to_string(record.line), SH_TR("This row has no prompt: its text is empty"), SH_TR("Fill it, remove the row, or skip bad rows."));
    example.id = trimmed(value(record, mapping_.id));
    if (example.id.empty())
        example.id = std::to_string(record.number);
    example.response = value(record, mapping_.response);
    example.label = trimmed(value(record, mapping_.label));
    example.split = splitNamed(value(record, mapping_.split), record);
    example.source = value(record, mapping_.source);
    if (example.source.empty())
        example.source = source_;
    example.tags.clear();
    const std::string tags = value(record, mapping_.tags);
    for (std::size_t at = 0; at < tags.size();) {
        const std::size_t end = std::min(tags.find_first_of(",;", at), tags.size());
        if (std::string tag = trimmed(tags.substr(at, end - at)); !tag.empty())
            example.tags.push_back(std::move(tag));
        at = end + 1;
    }
}

} // namespace stillhouse::data
