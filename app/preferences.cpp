// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>
#include <algorithm>
#include <string_view>

namespace stillhouse::app {

namespace {

constexpr int kRecent = 8;
const auto kRecentKey = QStringLiteral("recentProjects");

// tr() asks with the full name of the class, lupdate files texts under its last part: classes of different folders share no name.
class Catalogue : public QTranslator {
public:
    QString translate(const char* context, const char* text, const char* comment, int n) const override {
        const std::string_view full = context ? context : "";
        const auto colon = full.rfind("::");
        return QTranslator::translate(colon == std::string_view::npos ? context : context + colon + 2, text, comment, n);
    }
};

struct Translators {
    Catalogue own;
    QTranslator qt;
    bool installed = false;
};

Translators& translators() {
    static Translators instance;
    return instance;
}

} // namespace

Preferences Preferences::load() {
    const QSettings settings;
    Preferences preferences;
    preferences.theme = widgets::Theme::Mode(std::clamp(settings.value(QStringLiteral("theme"), 0).toInt(), 0, 2));
    preferences.language = Language(std::clamp(settings.value(QStringLiteral("language"), 0).toInt(), 0, 2));
    preferences.threads = std::clamp(settings.value(QStringLiteral("threads"), 0).toInt(), 0, 1024);
    preferences.maxPoints = std::clamp(settings.value(QStringLiteral("maxPoints"), 4000).toInt(), 1000, 1000000);
    return preferences;
}

void Preferences::save() const {
    QSettings settings;
    settings.setValue(QStringLiteral("theme"), int(theme));
    settings.setValue(QStringLiteral("language"), int(language));
    settings.setValue(QStringLiteral("threads"), threads);
    settings.setValue(QStringLiteral("maxPoints"), maxPoints);
}

void applyLanguage(Language language) {
    Translators& t = translators();
    const bool chinese =
        language == Language::Chinese || (language == Language::System && QLocale::system().language() == QLocale::Chinese);
    if (t.installed == chinese)
        return;
    t.installed = chinese;
    if (!chinese) {
        QApplication::removeTranslator(&t.qt);
        QApplication::removeTranslator(&t.own);
        return;
    }
    // Qt's own catalogue is a separate package; without it only the buttons of the file dialog stay English.
    if (t.qt.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&t.qt);
    if (t.own.load(QStringLiteral(":/i18n/stillhouse_zh_CN.qm")))
        QApplication::installTranslator(&t.own);
}

QString shownLanguage() { return translators().installed ? QStringLiteral("zh") : QStringLiteral("en"); }

QString projectFolderOf(const QString& path) {
    const QFileInfo chosen(path);
    return QDir::cleanPath(chosen.isFile() ? chosen.absolutePath() : chosen.absoluteFilePath());
}

QStringList recentProjects() {
    QStringList folders = QSettings().value(kRecentKey).toStringList();
    folders.removeIf([](const QString& folder) { return !QFileInfo::exists(folder + QStringLiteral("/experiment.json")); });
    return folders;
}

void rememberProject(const QString& folder) {
    QStringList folders = recentProjects();
    if (!folders.isEmpty() && folders.front() == folder)
        return; // writing settings waits for the disk
    folders.removeAll(folder);
    folders.prepend(folder);
    QSettings().setValue(kRecentKey, QStringList(folders.mid(0, kRecent)));
}

} // namespace stillhouse::app
