// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace stillhouse::widgets {

/// "45 s", "3 min 20 s", "1 h 5 min"
QString durationText(double seconds);
/// "820 B", "1.4 MiB", "2.0 GiB"
QString bytesText(double bytes);
/// "0.75"; "–" for what is not finite, never "-0.00".
QString decimalText(double value, int digits);

} // namespace stillhouse::widgets
