// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/data/record_reader.h"

namespace stillhouse::data {

/// CSV and TSV after RFC 4180: fields in quotes may hold delimiters, line breaks and doubled quotes; rows end with CR LF, LF or CR;
/// the first row names the columns; blank lines are passed over. Quotes inside a field that does not start with one are literal.
/// Every row must have as many fields as the header.
class DelimitedReader : public RecordReader {
public:
    DelimitedReader(TextStream& stream, char delimiter) : RecordReader(stream), delimiter_(delimiter) {}
    bool next(Record& record) override;
    /// The header; reads it when that has not happened yet.
    const std::vector<std::string>& columns();

private:
    bool readRow(std::vector<std::string>& fields);
    /// The row at the front of rest(): its length with line end, or npos when the piece ends within it.
    std::size_t parseRow(std::string_view text, bool atEnd, std::vector<std::string>& fields);
    std::size_t parseQuoted(std::string_view text, std::size_t at, std::string& field);
    void skipBadRow();

    char delimiter_;
    bool headerRead_ = false;
    std::int64_t headerLine_ = 1, rowLine_ = 1, number_ = 0;
    std::vector<std::string> header_;
};

/// The delimiter (comma, semicolon, tab or bar) that cuts the rows of `head` into the same number of fields most often.
char sniffDelimiter(std::string_view head);

} // namespace stillhouse::data
