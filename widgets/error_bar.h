// SPDX-License-Identifier: GPL-3.0-or-later
// A bar inside a panel: what happened, where, what to do next, and technical details on demand. Hidden until it has something to say.
#pragma once
#include "core/api/result.h"

#include <QFrame>
#include <QString>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace stillhouse::widgets {

class ErrorBar : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Error, Warning, Info, Success };

    explicit ErrorBar(QWidget* parent = nullptr);

    /// Shows an error until it is dismissed or replaced. An error of kind Cancelled hides the bar: it is not an error.
    void showError(const Error& error);
    /// Shows a sentence in another tone ("The run was interrupted").
    void showNotice(Tone tone, const QString& text, const QString& remedy = {});
    /// A button in the bar ("Resume"). Replaced by the next call; an empty text removes it.
    void setAction(const QString& text, std::function<void()> action);
    void dismiss();

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void present(Tone tone);
    void retranslate();
    void paintIcon();

    Tone tone_ = Tone::Error;
    Error error_;
    bool fromError_ = false;
    QLabel *icon_, *text_, *remedy_, *details_;
    QPushButton *action_, *toggle_;
    QToolButton* close_;
    std::function<void()> act_;
};

} // namespace stillhouse::widgets
