// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and type of the whole window, from resources/theme/{light,dark}.json. UI thread only.
#pragma once
#include <QColor>
#include <QFont>
#include <QHash>
#include <QObject>
#include <string>

namespace stillhouse::widgets {

class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    enum class Type { Caption, Body, Title, Code };

    /// Loads the tokens, sets style, palette and style sheet of the application, and emits `changed`.
    void apply(Mode mode);
    Mode mode() const { return mode_; }
    bool dark() const { return dark_; }

    /// A token: "window", "surface", "rail", "raised", "hover", "line", "lineStrong", "text", "muted", "disabled", "accent",
    /// "accentSoft", "onAccent", "selection", "focus", "success", "warning", "error", "info" (and …"Soft"), "grid", "axis", "A", "B",
    /// "teacher", "baseline". An unknown token is a programming error and shows as magenta.
    QColor color(const QString& token) const;
    /// The colour of a subject or lane wherever it is drawn: "A…", "B…", "teacher…"; everything else is the baseline grey.
    QColor lane(const std::string& subject) const;
    /// One of the three sizes, or the system's monospace.
    QFont font(Type type) const;

Q_SIGNALS:
    void changed(); ///< after palette and style sheet were set: redraw what paints itself

private:
    friend Theme& theme();
    Theme();
    bool systemDark() const;
    void setPalette() const;

    Mode mode_ = Mode::System;
    bool dark_ = false;
    QHash<QString, QColor> colors_;
};

/// The application's theme.
Theme& theme();

/// Grid: every distance is a multiple of 4 px.
constexpr int kGap = 8, kPadding = 16, kGroupGap = 24, kControlHeight = 30;

} // namespace stillhouse::widgets
