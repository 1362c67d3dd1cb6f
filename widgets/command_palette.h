// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: every action of the window, found by a few of its letters in order.
#pragma once
#include <QFrame>
#include <QPointer>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;

namespace stillhouse::widgets {

/// How well `query` fits `text`: the letters of the query must occur in order, case apart; letters at word starts and in a row count
/// more, and a shorter text wins a tie. Negative: does not fit. An empty query fits everything with 0.
int fuzzyScore(const QString& query, const QString& text);

/// Every action a person may ask for under `window`, each text once; no separators, no menus, nothing marked palette = "no".
std::vector<QAction*> windowActions(const QWidget* window);
/// The text of an action without marks.
QString commandText(const QAction& action);

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    /// Lists the enabled and disabled actions found under `window` whenever it opens; sits at the top of `window`.
    explicit CommandPalette(QWidget* window);

    void open();
    /// For tests and screen readers: the texts on the list, best first.
    QStringList shownTexts() const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void collect();
    void filter();
    void trigger();
    void place();
    void retranslate();
    void dismiss();

    std::vector<QPointer<QAction>> actions_;
    QPointer<QWidget> before_; ///< had the focus before
    QLineEdit* input_;
    QListWidget* list_;
    QLabel* none_;
};

} // namespace stillhouse::widgets
