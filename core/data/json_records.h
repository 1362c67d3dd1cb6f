// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/text.h"
#include "core/data/record_reader.h"

namespace stillhouse::data {

/// One JSON object per line; blank lines are passed over. Members become named texts (see json_row.h).
class JsonLinesReader : public RecordReader {
public:
    using RecordReader::RecordReader;
    bool next(Record& record) override;

private:
    std::vector<std::string> names_;
    std::int64_t number_ = 0;
};

/// One JSON array of objects, read element by element, however long the array is.
class JsonArrayReader : public RecordReader {
public:
    using RecordReader::RecordReader;
    bool next(Record& record) override;

private:
    void skipSpace();
    char peek(); ///< the next byte that is no white space; fails at the end of the file
    void step();
    std::size_t elementLength();
    [[noreturn]] void failBroken(Text what);
    bool finish();

    std::vector<std::string> names_;
    std::int64_t number_ = 0;
    bool started_ = false, ended_ = false;
};

} // namespace stillhouse::data
