// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/data/recognise.h"
#include "core/data/record_reader.h"

#include <memory>

namespace stillhouse::data {

/// A file ready to be read: what was recognised from its beginning, and a reader that stands before the first row.
struct OpenRecords {
    Layout layout;
    ColumnMapping mapping;
    std::vector<std::string> columns; ///< of the header, or of the first rows in order of their appearance
    bool fixedColumns = false;
    std::unique_ptr<TextStream> stream;
    std::unique_ptr<RecordReader> reader;
};

/// `useAssumed`: read a file that is neither UTF-8 nor UTF-16 as Windows-1252 (for the preview; an import must be told).
OpenRecords openRecords(const std::string& path, const ReadOptions& options, bool useAssumed = false);

} // namespace stillhouse::data
