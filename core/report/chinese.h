// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
namespace stillhouse::report {

/// The report's English sentence in Simplified Chinese; null: it has none.
const char* chineseOf(const char* english);

} // namespace stillhouse::report
