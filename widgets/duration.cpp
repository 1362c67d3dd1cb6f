// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/duration.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

QString durationText(double seconds) {
    const auto whole = qint64(std::llround(std::max(0.0, seconds)));
    if (whole < 60)
        return QCoreApplication::translate("units", "%1 s").arg(whole);
    if (whole < 3600)
        return QCoreApplication::translate("units", "%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return QCoreApplication::translate("units", "%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString bytesText(double bytes) { return QLocale::c().formattedDataSize(qint64(bytes), 1); }

QString decimalText(double value, int digits) {
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const bool nothing = std::abs(value) < 0.5 * std::pow(10, -digits);
    return QLocale(QLocale::English).toString(nothing ? 0.0 : value, 'f', digits);
}

} // namespace stillhouse::widgets
