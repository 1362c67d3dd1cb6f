// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/data/mapping.h"
#include "core/data/open_records.h"

#include <algorithm>

namespace stillhouse::data {
namespace {

constexpr std::size_t maxCellBytes = 2000; ///< a preview cell is looked at, not read

std::string shortened(const std::string& text) {
    if (text.size() <= maxCellBytes)
        return text;
    std::size_t end = maxCellBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + "…";
}

void addRow(const Record& record, DataPreview& preview) {
    std::vector<std::string> row;
    for (const std::string& column : preview.columns) {
        const std::string* value = record.find(column);
        row.push_back(value ? shortened(*value) : std::string());
    }
    preview.rows.push_back(std::move(row));
}

void readRows(OpenRecords& open, int rows, DataPreview& preview) {
    Record record;
    while (static_cast<int>(preview.rows.size()) < rows) {
        try {
            if (!open.reader->next(record))
                return;
            addRow(record, preview);
        } catch (const base::Failure& failure) {
            preview.warnings.push_back(Text(SH_TR("%1: %2"), {failure.error().where, failure.error().what.english()}));
            if (open.reader->broken() || preview.warnings.size() > 5)
                return;
        }
    }
}

void warnAboutMapping(const ReadOptions& options, const OpenRecords& open, DataPreview& preview) {
    if (open.stream->encoding().assumed)
        preview.warnings.push_back(SH_TR("The file is neither UTF-8 nor UTF-16. It is shown as Windows-1252; choose that encoding if the text looks right."));
    try {
        ExampleMapper(options, open.mapping, open.columns, open.fixedColumns, open.stream->path());
    } catch (const base::Failure& failure) {
        preview.warnings.push_back(failure.error().what);
    }
    if (open.mapping.label.empty() && open.mapping.response.empty())
        preview.warnings.push_back(SH_TR("No column looks like a label or a response: the examples will be unlabelled."));
}

DataPreview preview(const std::string& path, const ReadOptions& options, int rows) {
    OpenRecords open = openRecords(path, options, true);
    DataPreview preview;
    preview.format = open.layout.format;
    preview.encoding = open.stream->encoding().name();
    preview.columns = open.columns;
    preview.mapping = open.mapping;
    preview.bytes = open.stream->size();
    warnAboutMapping(options, open, preview);
    readRows(open, rows, preview);
    return preview;
}

} // namespace
} // namespace stillhouse::data

namespace stillhouse {

Result<DataPreview> previewData(const std::string& path, const ReadOptions& options, int rows) {
    return base::guard([&] { return data::preview(path, options, rows); });
}

} // namespace stillhouse
