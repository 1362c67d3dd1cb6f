// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_cascade.h"

#include <QCoreApplication>
#include <QLocale>

namespace stillhouse::widgets {

namespace {

QString signedPoints(double share) {
    const QString text = QLocale(QLocale::English).toString(100 * share, 'f', 2);
    return share >= 0 ? QStringLiteral("+") + text : text;
}

} // namespace

QString cascadeText(const CascadeGain& gain) {
    const auto translated = [](const char* text) { return QCoreApplication::translate("CascadeGain", text); };
    const QLocale english(QLocale::English);
    const auto& test = gain.test;
    const QString p = test.pValue < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(test.pValue, 0, 'f', 3);
    QString text = translated(QT_TRANSLATE_NOOP("CascadeGain", "%1 with LoRA: accuracy %2 → %3, %4 points (95 % interval %5 to %6; %7, %8)"))
                       .arg(QString::fromStdString(gain.lane), english.toString(gain.beforeValue, 'f', 4), english.toString(gain.afterValue, 'f', 4), signedPoints(test.difference.value),
                            signedPoints(test.difference.low), signedPoints(test.difference.high), QString::fromStdString(test.test), p);
    text += QStringLiteral(" · ") + translated(QT_TRANSLATE_NOOP("CascadeGain", "wrong → right %1, right → wrong %2")).arg(test.wrongToRight).arg(test.rightToWrong);
    if (gain.trained > 0)
        text += QStringLiteral(" · ") + translated(QT_TRANSLATE_NOOP("CascadeGain", "%1 % of the parameters trained (%2 of %3)"))
                                            .arg(english.toString(100.0 * double(gain.trained) / double(gain.trained + gain.parameters), 'f', 2), english.toString(qlonglong(gain.trained)),
                                                 english.toString(qlonglong(gain.trained + gain.parameters)));
    return text;
}

} // namespace stillhouse::widgets
