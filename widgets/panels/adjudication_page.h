// SPDX-License-Identifier: GPL-3.0-or-later
// How well annotators agree (Cohen's κ of every two, with their table), and the examples on which they differ, to be decided by key: 1 to 9 a
// label, 0 takes the decision back, S skips, Ctrl+Z and Ctrl+Y, Esc. A decision is on disk before the next example appears. What others write
// while the page is open appears in it, and the example on screen stays.
#pragma once
#include "widgets/models/cell_table.h"
#include "widgets/panels/label_desk.h"

#include <QWidget>
#include <set>
#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace stillhouse {
struct StoreChanges;
}

namespace stillhouse::widgets {

class EmptyState;
class ErrorBar;
class Session;

class AdjudicationPage : public QWidget {
    Q_OBJECT
public:
    explicit AdjudicationPage(Session& session, QWidget* parent = nullptr);

    void open(std::int64_t dataset, const std::vector<std::string>& labels);
    /// Whether something was decided or taken back since the last call.
    bool takeChanged() { return std::exchange(changed_, false); }

Q_SIGNALS:
    void closed();
    void loaded();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Facts {
        Agreement agreement;
        std::vector<ExampleRow> rows; ///< open ones first
    };
    static Result<Facts> gather(Store& store, std::int64_t dataset);
    void makeLayout();
    QWidget* makeFigures();
    QWidget* makeDecision();
    void connectAll();
    void makeButtons();
    bool handleKey(QKeyEvent* event);
    const ExampleRow* current() const;
    void decide(const std::optional<std::string>& label);
    void saved(const LabelEdit& edit, LabelDesk::Way way, const ExampleRow& after);
    void labelsChanged(const StoreChanges& changes);
    void readAgain();
    void takeNews(Facts fresh);
    void select(std::int64_t rowid);
    void advance();
    void showAll();
    void showPairs();
    void showConfusion();
    void showRows();
    void showCurrent();
    void showProgress();
    void retranslate();

    Session& session_;
    std::int64_t dataset_ = 0;
    std::vector<std::string> labels_;
    Facts facts_;
    bool changed_ = false, stale_ = false; ///< stale: others have written what is not shown
    int edits_ = 0;
    std::set<std::int64_t> mine_; ///< examples decided here since the store's last news
    LabelDesk* desk_;
    CellTable *pairs_, *confusion_, *rows_;
    QTableView *pairsView_, *confusionView_, *rowsView_;
    QLabel *title_, *progress_, *pairsTitle_, *confusionTitle_, *rowsTitle_, *said_, *hint_;
    QPushButton *close_, *skip_, *takeBack_, *undo_, *redo_;
    QPlainTextEdit* text_;
    QWidget* buttons_;
    ErrorBar* errors_;
    EmptyState* empty_;
    QStackedWidget* pages_;
};

} // namespace stillhouse::widgets
