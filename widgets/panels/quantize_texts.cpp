// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_texts.h"

#include "widgets/duration.h"

#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

QString errorText(double error) {
    if (std::isnan(error) || error < 0)
        return QStringLiteral("–");
    static const QRegularExpression zeros(QStringLiteral("e([+-])0+(?=\\d)"));
    return error == 0 ? QStringLiteral("0") : QString::number(error, 'e', 2).replace(zeros, QStringLiteral("e\\1"));
}

QString intervalText(const Interval& interval, int decimals) {
    const QLocale locale(QLocale::English);
    const QString value = locale.toString(interval.value, 'f', decimals);
    const double half = (interval.high - interval.low) / 2;
    return half > 0 ? value + QStringLiteral(" ± ") + locale.toString(half, 'f', decimals) : value;
}

QString wholeText(std::int64_t value) { return QLocale(QLocale::English).toString(qlonglong(value)); }

QString sizeChangeText(double before, double after) {
    const QString sizes = bytesText(before) + QStringLiteral(" → ") + bytesText(after);
    return before > 0 ? sizes + QStringLiteral(" (%1 %)").arg(QLocale(QLocale::English).toString(100 * after / before, 'f', 1)) : sizes;
}

std::optional<MatrixPlace> matrixPlace(const std::string& tensor) {
    static const QRegularExpression pattern(QStringLiteral("layers\\.(\\d+)\\.(.+)$"));
    const auto match = pattern.match(QString::fromStdString(tensor));
    if (!match.hasMatch())
        return std::nullopt;
    QString kind = match.captured(2);
    if (kind.endsWith(QStringLiteral(".weight")))
        kind.chop(7);
    kind = kind.section(u'.', -1);
    if (kind.endsWith(QStringLiteral("_proj")))
        kind.chop(5);
    return MatrixPlace{match.captured(1).toInt(), kind};
}

QString shortTensorName(const std::string& tensor) {
    QString name = QString::fromStdString(tensor);
    if (name.startsWith(QStringLiteral("model.")))
        name.remove(0, 6);
    if (name.endsWith(QStringLiteral(".weight")))
        name.chop(7);
    for (const auto& part : {QStringLiteral("layers."), QStringLiteral("self_attn."), QStringLiteral("mlp.")})
        name.remove(part);
    return name;
}

std::string tokenOfChoice(const std::string& choice) {
    const auto begins = [&](const char* start) { return choice.rfind(start, 0) == 0; };
    if (begins("int4-nonuniform"))
        return "A";
    return begins("fp8") || begins("bfp") || begins("mx") || begins("f16") || begins("fp16") ? "B" : "baseline";
}

} // namespace stillhouse::widgets
