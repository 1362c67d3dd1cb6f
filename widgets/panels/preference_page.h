// SPDX-License-Identifier: GPL-3.0-or-later
// Two answers to one prompt side by side, judged with the keyboard alone: ← or → for the better one, T or ↓ for a tie, E or Shift+E to
// write a better one, S to skip, Ctrl+Z and Ctrl+Y. A choice is in the store before the next pair appears.
// Pairs that others judge meanwhile leave the queue; the one on screen stays.
#pragma once
#include "widgets/panels/preference_queue.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace stillhouse::widgets {

class EmptyState;
class ErrorBar;
class Session;

class PreferencePage : public QWidget {
    Q_OBJECT
public:
    explicit PreferencePage(Session& session, QWidget* parent = nullptr);

    /// Shows the open pairs of this run's policy; empty: of the source shown last, else of the first one there is.
    void open(const std::string& runId);
    /// Pairs of a file of preferences.
    void openFile(const QString& path);
    const AnswerPair* current() const; ///< the pair on screen; nullptr: none
    std::int64_t made() const { return std::int64_t(done_.size()); } ///< choices of this visit that stand

Q_SIGNALS:
    void closed();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Made {
        std::size_t at = 0;
        AnswerChoice choice;
    };
    struct Card {
        QLabel* title = nullptr;
        QPlainTextEdit* text = nullptr;
    };
    void makeLayout();
    QWidget* makeCards();
    QLayout* makeButtons();
    void connectAll();
    bool handleKey(QKeyEvent* event);
    void loadSources(const std::string& runId);
    void takeSources(PairSources sources);
    void choicesWritten(std::int64_t number);
    void pairsChanged();
    void readSourcesAgain();
    void readPairsAgain();
    void takeNews(OpenPairs fresh);
    void chooseFile();
    void fillSources();
    void load(const PairSource& source);
    void judge(Verdict verdict);
    void write(AnswerChoice choice, std::size_t at, bool again);
    void undo();
    void redo();
    void edit(bool right);
    void keepEdit();
    void endEdit();
    void showPair();
    void showProgress();
    void updateButtons();
    void scroll(int pages);
    void startRound();
    void retranslate();

    Session& session_;
    PairSources sources_;
    PairSource source_;
    OpenPairs open_;
    std::size_t at_ = 0;
    bool writing_ = false; ///< a choice is on its way to the disk: keys wait
    bool stale_ = false;   ///< others have written what is not shown
    std::int64_t mine_ = 0; ///< choices written here that the store's news have not told of
    std::vector<Made> done_, undone_;
    QLabel *title_, *progress_, *promptTitle_, *sourceLabel_, *hint_, *editTitle_;
    QComboBox* sourceBox_;
    QPushButton *close_, *left_, *right_, *tie_, *editLeft_, *editRight_, *skip_, *undo_, *redo_, *keep_, *cancel_, *round_;
    QPlainTextEdit *prompt_, *editor_;
    Card cards_[2];
    QWidget* editArea_;
    ErrorBar* errors_;
    EmptyState* empty_;
    QStackedWidget* pages_;
};

} // namespace stillhouse::widgets
