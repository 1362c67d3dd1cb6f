// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject_words.h"

#include <QCoreApplication>

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

QString splitName(const std::string& split) {
    for (const char* known : {QT_TRANSLATE_NOOP("Split", "train"), QT_TRANSLATE_NOOP("Split", "validation"), QT_TRANSLATE_NOOP("Split", "test")})
        if (split == known)
            return QCoreApplication::translate("Split", known);
    return QString::fromStdString(split);
}

std::string subjectToken(const std::string& subject) {
    return subject.starts_with("A") ? "A" : subject.starts_with("B") ? "B" : subject.starts_with("teacher") ? "teacher" : "baseline";
}

} // namespace stillhouse::widgets
