// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/data/text_stream.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::data {

/// No row may be longer: memory stays bounded whatever the file holds.
inline constexpr std::size_t maxRecordBytes = std::size_t(32) << 20;

/// One row of a file as named texts. `names` belongs to the reader and lives as long as it.
struct Record {
    std::int64_t number = -1; ///< from 0, header not counted, bad rows counted
    std::int64_t line = 1;    ///< where it starts
    const std::vector<std::string>* names = nullptr;
    std::vector<std::string> values;

    const std::string* find(std::string_view name) const {
        for (std::size_t i = 0; names && i < names->size() && i < values.size(); ++i)
            if ((*names)[i] == name)
                return &values[i];
        return nullptr;
    }
};

/// Reads rows one after the other; memory is one piece of the file and one row. A bad row is a base::Failure that names its line;
/// the next call goes on behind it, unless `broken()`: then the file's structure is lost.
class RecordReader {
public:
    explicit RecordReader(TextStream& stream) : stream_(stream) {}
    virtual ~RecordReader() = default;
    virtual bool next(Record& record) = 0; ///< false at the end
    bool broken() const { return broken_; }

protected:
    /// Appends more text behind what is not consumed yet; the piece grows with the row, so that long rows cost linear time.
    bool more();
    std::string_view rest() const { return std::string_view(buffer_).substr(position_); }
    void consume(std::size_t bytes) { position_ += bytes; }
    /// The next line without its end (LF, CR LF or CR), or false at the end of the file. Longer lines than maxRecordBytes break.
    bool nextLine(std::string_view& line);
    std::string place(std::int64_t line) const { return stream_.path() + ", line " + std::to_string(line); }
    [[noreturn]] void failTooLong();

    TextStream& stream_;
    std::int64_t line_ = 1; ///< of the first byte of rest()
    bool broken_ = false;

private:
    std::string buffer_;
    std::size_t position_ = 0;
};

} // namespace stillhouse::data
