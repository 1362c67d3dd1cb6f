// SPDX-License-Identifier: GPL-3.0-or-later
// Above the table of examples: who labels, which examples are wanted, and the teacher's suggestions, with the work that makes them.
#pragma once
#include "widgets/panels/data_overview.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace stillhouse::widgets {

class JobProgress;
class Session;

class LabelBar : public QWidget {
    Q_OBJECT
public:
    explicit LabelBar(Session& session, QWidget* parent = nullptr);

    void setFacts(const DataFacts& facts);
    /// Narrows a query to what is chosen here.
    void apply(ExampleQuery& query) const;
    bool blind() const; ///< only the annotator's own labels are to be seen
    bool uncertainFirst() const;
    void setUncertainFirst(bool on); ///< shows it; no signal
    /// Has the experiment's teacher suggest a label for these rows, in this order; those that have one are passed over.
    void suggest(const std::vector<std::int64_t>& rows);
    bool suggesting() const { return suggesting_; }

Q_SIGNALS:
    void filterChanged();
    void blindChanged();
    void uncertainFirstChosen(bool on);
    void suggestRequested();
    void agreementRequested();
    void suggestionsArrived();               ///< more of them are in the store; once a second while the work goes on
    void suggestionsEnded(qint64 scored);    ///< also when it was cancelled
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeLayout();
    void arrange();
    void connectAll();
    void fillAnnotators();
    void fillShow();
    void watch(const Progress& progress);
    void ended(const Result<SuggestSummary>& summary);
    void updateButtons();
    void retranslate();

    Session& session_;
    DataFacts facts_;
    qint64 scored_ = 0, told_ = 0; ///< of the work going on: examples told of last, and when (ms)
    bool suggesting_ = false;
    QLabel *annotatorLabel_, *showLabel_;
    QComboBox *annotator_, *show_;
    QCheckBox* blind_;
    QPushButton *uncertain_, *suggest_, *agreement_;
    JobProgress* progress_;
    QBoxLayout *lines_, *choices_, *deeds_;
};

} // namespace stillhouse::widgets
