// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace stillhouse::widgets {

QString subjectName(const std::string& subject) {
    const auto translated = [](const char* key) { return QCoreApplication::translate("Subject", key); };
    if (subject == "teacher")
        return translated(QT_TRANSLATE_NOOP("Subject", "teacher"));
    for (const auto& [mark, words] : {std::pair<std::string, const char*>(" before LoRA", QT_TRANSLATE_NOOP("Subject", "%1 before LoRA")),
                                      std::pair<std::string, const char*>(" after LoRA", QT_TRANSLATE_NOOP("Subject", "%1 after LoRA"))})
        if (const auto at = subject.find(mark); at != std::string::npos)
            return translated(words).arg(QString::fromStdString(subject.substr(0, at))) + QString::fromStdString(subject.substr(at + mark.size()));
    return QString::fromStdString(subject);
}

QString runName(const std::string& name, const std::string& id, double started) {
    return QString::fromStdString(name.empty() ? id : name) + QStringLiteral(" · ") + QDateTime::fromMSecsSinceEpoch(qint64(started * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString splitName(const std::string& split) {
    for (const char* known : {QT_TRANSLATE_NOOP("Split", "train"), QT_TRANSLATE_NOOP("Split", "validation"), QT_TRANSLATE_NOOP("Split", "test")})
        if (split == known)
            return QCoreApplication::translate("Split", known);
    return QString::fromStdString(split);
}

QString precisionName(const std::string& precision) {
    static const QRegularExpression pattern(QStringLiteral("(\\S+) activations \\(simulated\\), (token|tensor|calibrated|delayed) scaling"));
    QString text = QString::fromStdString(precision);
    const auto found = pattern.match(text);
    if (!found.hasMatch())
        return text;
    for (const auto& [scaling, words] : {std::pair(QStringLiteral("token"), QT_TRANSLATE_NOOP("Precision", "%1 activations (simulated), scaled by token")),
                                         std::pair(QStringLiteral("tensor"), QT_TRANSLATE_NOOP("Precision", "%1 activations (simulated), scaled by tensor")),
                                         std::pair(QStringLiteral("calibrated"), QT_TRANSLATE_NOOP("Precision", "%1 activations (simulated), scales calibrated")),
                                         std::pair(QStringLiteral("delayed"), QT_TRANSLATE_NOOP("Precision", "%1 activations (simulated), delayed scaling"))})
        if (found.captured(2) == scaling)
            text.replace(found.capturedStart(), found.capturedLength(), QCoreApplication::translate("Precision", words).arg(found.captured(1)));
    return text;
}

std::string subjectToken(const std::string& subject) {
    return subject.starts_with("A") ? "A" : subject.starts_with("B") ? "B" : subject.starts_with("teacher") ? "teacher" : "baseline";
}

} // namespace stillhouse::widgets
