// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text_records.h"

namespace stillhouse::data {
namespace {

bool isBlank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

} // namespace

bool PlainTextReader::next(Record& record) {
    std::string_view line;
    do {
        record.line = line_;
        if (!nextLine(line))
            return false;
    } while (isBlank(line));
    record.number = number_++;
    record.names = &names_;
    record.values.assign(1, std::string(line));
    std::string& text = record.values.front();
    while (paragraphs_ && nextLine(line) && !isBlank(line)) {
        text += '\n';
        text += line;
        if (text.size() > maxRecordBytes)
            failTooLong();
    }
    return true;
}

} // namespace stillhouse::data
