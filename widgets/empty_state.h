// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen shows while it has nothing else to show: what fills it, and the button that does.
#pragma once
#include <QString>
#include <QWidget>
#include <functional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace stillhouse::widgets {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    /// `icon`: name of an SVG in resources/icons.
    explicit EmptyState(const QString& icon, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setText(const QString& text);
    /// The primary button; an empty text hides it. Calling again with another text (after a language change) keeps one button.
    void setAction(const QString& text, std::function<void()> action);
    /// A quiet second button.
    void setSecondAction(const QString& text, std::function<void()> action);
    /// The first button is no primary one: the same command stands elsewhere on the screen as such.
    void setQuiet();
    /// Loading: a thin moving bar under the text, buttons disabled.
    void setBusy(bool busy);
    QPushButton* button() const { return primary_; }

private:
    QString iconName_;
    QLabel *icon_, *title_, *text_;
    QPushButton *primary_, *second_;
    QProgressBar* busy_;
    std::function<void()> first_, other_;
};

} // namespace stillhouse::widgets
