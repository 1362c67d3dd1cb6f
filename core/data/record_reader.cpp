// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/record_reader.h"

#include "core/base/failure.h"

#include <algorithm>

namespace stillhouse::data {

void RecordReader::failTooLong() {
    broken_ = true;
    base::fail(place(line_), Text(SH_TR("This row is longer than %1 MiB"), {std::to_string(maxRecordBytes >> 20)}),
               SH_TR("Check that a quote is not left open and that line breaks are where they belong; split longer texts."));
}

bool RecordReader::more() {
    if (rest().size() > maxRecordBytes)
        failTooLong();
    buffer_.erase(0, position_);
    position_ = 0;
    try {
        return stream_.refill(buffer_, std::max(std::size_t(1) << 20, buffer_.size()));
    } catch (const base::Failure&) {
        broken_ = true; // the text itself is at fault, not one row
        throw;
    }
}

bool RecordReader::nextLine(std::string_view& line) {
    std::size_t searched = 0;
    for (;;) {
        const std::string_view text = rest();
        const std::size_t end = text.find_first_of("\r\n", searched);
        // A CR at the very end of the piece may be the first half of CR LF.
        const bool complete = end != std::string_view::npos && (text[end] == '\n' || end + 1 < text.size());
        if (complete || !more()) {
            const std::string_view whole = complete ? text : rest();
            if (whole.empty())
                return false;
            const std::size_t length = std::min(end, whole.size());
            if (length > maxRecordBytes)
                failTooLong();
            line = whole.substr(0, length);
            const bool pair = whole.substr(length).starts_with("\r\n");
            consume(std::min(whole.size(), length + (pair ? 2 : 1)));
            ++line_;
            return true;
        }
        searched = end == std::string_view::npos ? text.size() : end;
    }
}

} // namespace stillhouse::data
