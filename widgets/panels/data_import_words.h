// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"

#include <QFontMetrics>

namespace stillhouse::widgets::text_width {

/// A width that shows the header and a good part of the cells, between 80 and 360 px.
int preferred(const DataPreview& preview, std::size_t column, const QFontMetrics& metrics);

} // namespace stillhouse::widgets::text_width
