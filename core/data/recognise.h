// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"

#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::data {

/// How the bytes of a file are cut into rows. `format` is what is told to people; JSON layouts may come as lines or as an array.
struct Layout {
    DataFormat format = DataFormat::Unknown;
    bool jsonArray = false;
    bool paragraphs = false; ///< plain text: a blank line stands in its beginning
    char delimiter = ',';
};

/// From the name and the first decoded text of a file. A format set in the options wins; its details still come from the content.
Layout recogniseLayout(const std::string& path, std::string_view head, const ReadOptions& options);

/// Alpaca, ShareGPT and preference layouts show by the columns of the first rows.
DataFormat recogniseRows(DataFormat format, const std::vector<std::string>& columns);

/// The user's mapping with its empty fields filled from the columns; "-" becomes empty.
ColumnMapping recogniseMapping(DataFormat format, const std::vector<std::string>& columns, const ColumnMapping& wanted);

} // namespace stillhouse::data
