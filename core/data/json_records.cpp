// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/json_records.h"

#include "core/base/failure.h"
#include "core/base/json.h"
#include "core/data/json_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stillhouse::data {
namespace {

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Finds the end of one JSON value without parsing it: brackets are counted outside strings. May go on with more text.
struct ElementScanner {
    std::size_t at = 0, depth = 0;
    bool inString = false, escaped = false, opened = false;

    /// True when the value ends before text[at].
    bool scan(std::string_view text) {
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (inString) {
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                ++depth;
                opened = true;
            } else if (c == '}' || c == ']') {
                if (depth == 0)
                    return true;
                if (--depth == 0) {
                    ++at;
                    return true;
                }
            } else if (depth == 0 && (c == ',' || isSpace(c))) {
                return true;
            }
            if (depth > base::maxJsonDepth)
                return true;
        }
        return false;
    }
};

} // namespace

bool JsonLinesReader::next(Record& record) {
    std::string_view line;
    do {
        record.line = line_;
        if (!nextLine(line))
            return false;
    } while (line.find_first_not_of(" \t") == std::string_view::npos);
    record.number = number_++;
    flattenRow(base::parseJson(line, place(record.line)), place(record.line), names_, record.values);
    record.names = &names_;
    return true;
}

void JsonArrayReader::failBroken(Text what) {
    broken_ = true;
    base::fail(place(line_), std::move(what), SH_TR("Check that the file was copied whole and is one JSON array of objects."));
}

void JsonArrayReader::step() {
    line_ += rest().front() == '\n';
    consume(1);
}

void JsonArrayReader::skipSpace() {
    while (!rest().empty() || more()) {
        if (!isSpace(rest().front()))
            return;
        step();
    }
}

char JsonArrayReader::peek() {
    skipSpace();
    if (rest().empty())
        failBroken(SH_TR("The file ends inside its array"));
    return rest().front();
}

std::size_t JsonArrayReader::elementLength() {
    ElementScanner scanner;
    while (!scanner.scan(rest()))
        if (!more())
            failBroken(SH_TR("The file ends inside its array"));
    if (scanner.depth > base::maxJsonDepth)
        failBroken(Text(SH_TR("Arrays and objects nest deeper than %1 levels"), {std::to_string(base::maxJsonDepth)}));
    return scanner.at;
}

bool JsonArrayReader::finish() {
    skipSpace();
    if (!rest().empty())
        failBroken(SH_TR("Something follows the end of the array"));
    return false;
}

bool JsonArrayReader::next(Record& record) {
    if (ended_)
        return false;
    if (!started_ && peek() != '[')
        failBroken(SH_TR("This file does not start with an array"));
    if (started_ && peek() != ',' && rest().front() != ']')
        failBroken(SH_TR("A comma is missing between two elements"));
    const bool first = !started_;
    started_ = true;
    const bool closing = rest().front() == ']';
    step();
    if (closing || (first && peek() == ']')) {
        if (!closing)
            step();
        ended_ = true;
        return finish();
    }
    peek();
    const std::size_t length = elementLength();
    const std::string_view element = rest().substr(0, length);
    record.number = number_++;
    record.line = line_;
    const std::string where = place(line_);
    line_ += std::count(element.begin(), element.end(), '\n');
    consume(length);
    flattenRow(base::parseJson(element, where), where, names_, record.values);
    record.names = &names_;
    return true;
}

} // namespace stillhouse::data
