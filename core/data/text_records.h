// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/data/record_reader.h"

namespace stillhouse::data {

/// Plain text: one example per paragraph (blocks between blank lines) or per line that is not blank. The only column is named
/// "paragraph" or "line".
class PlainTextReader : public RecordReader {
public:
    PlainTextReader(TextStream& stream, bool paragraphs) : RecordReader(stream), paragraphs_(paragraphs), names_{paragraphs ? "paragraph" : "line"} {}
    bool next(Record& record) override;

private:
    bool paragraphs_;
    std::vector<std::string> names_;
    std::int64_t number_ = 0;
};

} // namespace stillhouse::data
