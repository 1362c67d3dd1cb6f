// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/open_records.h"

#include "core/base/failure.h"
#include "core/data/delimited.h"
#include "core/data/json_records.h"
#include "core/data/text_records.h"

#include <algorithm>

namespace stillhouse::data {
namespace {

constexpr int sampledRows = 20;

std::string headOf(const std::string& path, const std::string& encoding) {
    TextStream stream(path, encoding, true);
    std::string head;
    stream.refill(head);
    if (head.find_first_not_of(" \t\r\n") == std::string::npos)
        base::fail(path, SH_TR("The file is empty"), SH_TR("Choose a file that holds examples."));
    return head;
}

std::unique_ptr<RecordReader> makeReader(TextStream& stream, const Layout& layout) {
    if (layout.format == DataFormat::Csv || layout.format == DataFormat::Tsv)
        return std::make_unique<DelimitedReader>(stream, layout.delimiter);
    if (layout.format == DataFormat::Text)
        return std::make_unique<PlainTextReader>(stream, layout.paragraphs);
    if (layout.jsonArray)
        return std::make_unique<JsonArrayReader>(stream);
    return std::make_unique<JsonLinesReader>(stream);
}

/// Columns of the first rows. A bad row here is told when the rows are read; a broken file is told at once.
std::vector<std::string> sampledColumns(TextStream& stream, const Layout& layout, bool keepBadRows) {
    const auto reader = makeReader(stream, layout);
    std::vector<std::string> columns;
    if (auto* delimited = dynamic_cast<DelimitedReader*>(reader.get()))
        return delimited->columns();
    Record record;
    for (int i = 0; i < sampledRows; ++i) {
        try {
            if (!reader->next(record))
                break;
        } catch (const base::Failure&) {
            if (reader->broken() || (columns.empty() && !keepBadRows))
                throw;
            continue;
        }
        for (const std::string& name : *record.names)
            if (std::find(columns.begin(), columns.end(), name) == columns.end())
                columns.push_back(name);
    }
    return columns;
}

} // namespace

OpenRecords openRecords(const std::string& path, const ReadOptions& options, bool useAssumed) {
    OpenRecords open;
    open.layout = recogniseLayout(path, headOf(path, options.encoding), options);
    {
        TextStream sample(path, options.encoding, useAssumed);
        open.columns = sampledColumns(sample, open.layout, options.keepBadRows);
    }
    open.fixedColumns = open.layout.format == DataFormat::Csv || open.layout.format == DataFormat::Tsv || open.layout.format == DataFormat::Text;
    open.layout.format = recogniseRows(open.layout.format, open.columns);
    open.mapping = recogniseMapping(open.layout.format, open.columns, options.mapping);
    open.stream = std::make_unique<TextStream>(path, options.encoding, useAssumed);
    open.reader = makeReader(*open.stream, open.layout);
    return open;
}

} // namespace stillhouse::data
