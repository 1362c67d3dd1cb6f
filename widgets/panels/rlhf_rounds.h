// SPDX-License-Identifier: GPL-3.0-or-later
// The feedback rounds of a project: what each run learned and reached, differences between them, and the start of the next one.
#pragma once
#include "core/api/feedback.h"

#include <QWidget>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class EmptyState;
class LinePlot;
class Session;

class RlhfRounds : public QWidget {
    Q_OBJECT
public:
    explicit RlhfRounds(Session& session, QWidget* parent = nullptr);
    void reload();
    const std::vector<RoundRow>& rounds() const { return rounds_; }
    QPushButton* nextButton() const { return next_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);
    void runChosen(const QString& runId); ///< show this round's run
    void labellingWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void startNext();
    void choose();
    void showRounds();
    void showPlots();
    void showPlan();
    int chosen() const; ///< index in rounds_ of the selected one, else the newest; −1: none
    void updateButtons();
    void retranslate();

    Session& session_;
    std::vector<RoundRow> rounds_; ///< oldest first
    RoundPlan plan_;
    int chosen_ = -1; ///< index in rounds_; −1: nothing was chosen
    bool filling_ = false;
    CellTable* table_;
    QTableView* view_;
    LinePlot *accuracy_, *reward_, *student_;
    QLabel *due_, *everyLabel_;
    QSpinBox* every_;
    QCheckBox* differences_;
    QPushButton *next_, *label_, *show_;
    EmptyState* empty_;
    QStackedWidget* pages_;
};

} // namespace stillhouse::widgets
