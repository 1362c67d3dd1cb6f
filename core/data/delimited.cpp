// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/delimited.h"

#include "core/base/failure.h"

#include <algorithm>
#include <array>
#include <map>

namespace stillhouse::data {
namespace {

constexpr std::size_t incomplete = std::string_view::npos;
constexpr std::size_t maxColumns = 10'000;

bool isBreak(char c) { return c == '\n' || c == '\r'; }

/// The length of the line break at `at`: 2 for CR LF.
std::size_t breakLength(std::string_view text, std::size_t at) { return text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1; }

std::int64_t countLines(std::string_view text) {
    std::int64_t lines = std::count(text.begin(), text.end(), '\n');
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
        lines += at + 1 >= text.size() || text[at + 1] != '\n';
    return lines;
}

/// Number of fields of every row in `head`, quotes observed; the last row is left out because it may be cut.
std::vector<std::size_t> fieldCounts(std::string_view head, char delimiter) {
    std::vector<std::size_t> counts;
    std::size_t fields = 1, length = 0;
    bool quoted = false;
    for (const char c : head) {
        if (c == '"' && (quoted || length == 0)) {
            quoted = !quoted;
            continue;
        }
        if (!quoted && isBreak(c)) {
            if (fields > 1 || length > 0)
                counts.push_back(fields);
            fields = 1, length = 0;
        } else if (!quoted && c == delimiter) {
            ++fields, length = 0;
        } else {
            ++length;
        }
    }
    if (counts.empty())
        counts.push_back(fields);
    return counts;
}

} // namespace

char sniffDelimiter(std::string_view head) {
    char best = ',';
    double bestScore = 0;
    for (const char candidate : {',', '\t', ';', '|'}) {
        const auto counts = fieldCounts(head, candidate);
        if (counts.front() < 2)
            continue;
        const auto agreeing = std::count(counts.begin(), counts.end(), counts.front());
        const double score = double(agreeing) / double(counts.size()) + 0.01 * double(std::min<std::size_t>(counts.front(), 20));
        if (score > bestScore) {
            best = candidate;
            bestScore = score;
        }
    }
    return best;
}

std::size_t DelimitedReader::parseQuoted(std::string_view text, std::size_t at, std::string& field) {
    for (;;) {
        const std::size_t quote = text.find('"', at);
        if (quote == incomplete || quote + 1 >= text.size())
            return incomplete;
        field.append(text, at, quote - at);
        if (text[quote + 1] != '"')
            return quote + 1;
        field += '"';
        at = quote + 2;
    }
}

std::size_t DelimitedReader::parseRow(std::string_view text, bool atEnd, std::vector<std::string>& fields) {
    std::size_t at = 0, count = 0;
    for (;;) {
        if (count == maxColumns)
            base::fail(place(line_), Text(SH_TR("This row has more than %1 columns"), {std::to_string(maxColumns)}), SH_TR("Choose another delimiter or format."));
        if (fields.size() <= count)
            fields.emplace_back();
        std::string& field = fields[count++];
        field.clear();
        if (at < text.size() && text[at] == '"') {
            at = parseQuoted(text, at + 1, field);
            if (at == incomplete)
                return incomplete;
            if (text[at] != delimiter_ && !isBreak(text[at]))
                base::fail(place(line_ + countLines(text.substr(0, at))), SH_TR("Something stands between a closing quote and the next delimiter"),
                           SH_TR("Double every quote inside a quoted field, as in \"say \"\"yes\"\"\"."));
        } else {
            const std::size_t start = at;
            while (at < text.size() && text[at] != delimiter_ && !isBreak(text[at]))
                ++at;
            field.assign(text, start, at - start);
        }
        if (at == text.size() && !atEnd)
            return incomplete;
        if (at < text.size() && text[at] == delimiter_) {
            ++at;
            continue;
        }
        if (at < text.size() && text[at] == '\r' && at + 1 == text.size() && !atEnd)
            return incomplete;
        fields.resize(count);
        return at < text.size() ? at + breakLength(text, at) : at;
    }
}

void DelimitedReader::skipBadRow() {
    const std::size_t end = rest().find('\n');
    const std::size_t bytes = end == std::string_view::npos ? rest().size() : end + 1;
    line_ += countLines(rest().substr(0, bytes));
    consume(bytes);
}

bool DelimitedReader::readRow(std::vector<std::string>& fields) {
    bool atEnd = false;
    for (;;) {
        while (!rest().empty() && isBreak(rest().front()) && (rest().front() == '\n' || rest().size() > 1 || atEnd)) {
            consume(breakLength(rest(), 0));
            ++line_;
        }
        if (rest().empty() && (atEnd || !more()))
            return false;
        // A quote before the very end cannot be told from half of a doubled one, so a final line break is lent to the last row.
        std::string lastRow;
        if (atEnd)
            lastRow = std::string(rest()) + "\n";
        std::size_t length = 0;
        rowLine_ = line_;
        try {
            length = parseRow(atEnd ? std::string_view(lastRow) : rest(), atEnd, fields);
        } catch (const base::Failure&) {
            skipBadRow();
            throw;
        }
        if (length != incomplete) {
            length = std::min(length, rest().size());
            line_ += std::max<std::int64_t>(1, countLines(rest().substr(0, length)));
            consume(length);
            return true;
        }
        if (atEnd) {
            broken_ = true;
            base::fail(place(line_), SH_TR("A quote that opens in this row is never closed"), SH_TR("Close it, or check that the file was copied whole."));
        }
        atEnd = !more();
    }
}

const std::vector<std::string>& DelimitedReader::columns() {
    if (headerRead_)
        return header_;
    headerRead_ = true;
    broken_ = true; // without a header nothing that follows has a meaning
    if (!readRow(header_))
        base::fail(stream_.path(), SH_TR("The file is empty"), SH_TR("Choose a file with a header and at least one row."));
    headerLine_ = rowLine_;
    for (std::size_t i = 0; i < header_.size(); ++i)
        if (header_[i].empty())
            header_[i] = "column " + std::to_string(i + 1);
    for (std::size_t i = 0; i < header_.size(); ++i)
        if (std::find(header_.begin(), header_.begin() + std::ptrdiff_t(i), header_[i]) != header_.begin() + std::ptrdiff_t(i))
            base::fail(place(headerLine_), Text(SH_TR("Two columns are named '%1'"), {header_[i]}), SH_TR("Rename one of them in the header."));
    broken_ = false;
    return header_;
}

bool DelimitedReader::next(Record& record) {
    columns();
    record.names = &header_;
    record.number = number_;
    const bool found = [&] {
        try {
            return readRow(record.values);
        } catch (const base::Failure&) {
            ++number_;
            throw;
        }
    }();
    if (!found)
        return false;
    record.line = rowLine_;
    ++number_;
    if (record.values.size() != header_.size())
        base::fail(place(rowLine_),
                   Text(SH_TR("This row has %1 columns, but the header in line %2 has %3"),
                        {std::to_string(record.values.size()), std::to_string(headerLine_), std::to_string(header_.size())}),
                   SH_TR("Put fields that hold the delimiter or a line break into quotes, choose another delimiter, or skip bad rows."));
    return true;
}

} // namespace stillhouse::data
