// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"

#include <QFontMetrics>
#include <QString>

namespace stillhouse::widgets {

namespace import_words {
/// "CSV", "JSON lines", "ShareGPT or messages" … in the user's language.
QString formatName(DataFormat format);
} // namespace import_words

namespace text_width {
/// A width that shows the header and a good part of the cells, between 80 and 360 px.
int preferred(const DataPreview& preview, std::size_t column, const QFontMetrics& metrics);
} // namespace text_width

} // namespace stillhouse::widgets
