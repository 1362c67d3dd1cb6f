// SPDX-License-Identifier: GPL-3.0-or-later
// What the policy answered: a table of all samples of a run with their fates, one of them in full, and their rewards before and after
// the filter.
#pragma once
#include "core/api/events.h"

#include <map>
#include <QWidget>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace stillhouse::widgets {

class EmptyState;
class HistogramPlot;
class SampleTable;
class Session;

class RlhfSamples : public QWidget {
    Q_OBJECT
public:
    explicit RlhfSamples(Session& session, QWidget* parent = nullptr);
    void setRun(const std::string& runId); ///< empty: none; forgets the histogram
    void refresh();                        ///< reads the run's samples again
    void addEvent(const Event& event);     ///< "reward_histogram" of the filter
    SampleTable* table() const { return table_; }
    HistogramPlot* histogram() const { return histogram_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);
    void compareRequested(); ///< judge this run's answers in pairs

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void apply();
    void fillFates();
    void showCurrent();
    void showCount();
    void showFacts();
    void retranslate();

    Session& session_;
    std::string run_;
    std::map<std::string, std::int64_t> fates_;
    double before_ = 0, after_ = 0;
    SampleTable* table_;
    QTableView* view_;
    QComboBox* fate_;
    QLineEdit* search_;
    QLabel *count_, *facts_, *legend_, *answerFacts_;
    QPushButton* compare_;
    QPlainTextEdit* text_;
    HistogramPlot* histogram_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    QTimer* searchTimer_;
};

} // namespace stillhouse::widgets
