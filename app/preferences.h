// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose and the program remembers between starts (QSettings); what the window looks like is kept by MainWindow.
#pragma once
#include "widgets/theme.h"

#include <QString>
#include <QStringList>

namespace stillhouse::app {

enum class Language { System, English, Chinese };

struct Preferences {
    widgets::Theme::Mode theme = widgets::Theme::Mode::System;
    Language language = Language::System;
    int threads = 0;       ///< 0: one per core
    int maxPoints = 4000;  ///< points read per recorded curve before it is thinned

    static Preferences load();
    void save() const;
};

/// Installs the translation at run time; every widget is told by a LanguageChange event.
void applyLanguage(Language language);
/// "zh" when Chinese is shown now, "en" otherwise.
QString shownLanguage();

/// Project folders opened last, newest first, at most eight, only those that still exist.
QStringList recentProjects();
void rememberProject(const QString& folder);
/// The folder, absolute and clean, of a project that is named by its folder or, as a file manager does, by a file in it.
QString projectFolderOf(const QString& path);

} // namespace stillhouse::app
