// SPDX-License-Identifier: GPL-3.0-or-later
// All runs, and one of them in detail: side by side, latency, the Pareto view over every run, the examples that differ.
#pragma once
#include "widgets/panels/compare_load.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace stillhouse::widgets {

class CompareExamples;
class CompareRivals;
class CompareRuns;
class CompareSide;
class EcdfPlot;
class EmptyState;
class ErrorBar;
class ScatterPlot;
class Session;

class ComparePanel : public QWidget {
    Q_OBJECT
public:
    explicit ComparePanel(Session& session, QWidget* parent = nullptr);

    CompareRuns* runs() const { return runs_; }
    CompareSide* side() const { return side_; }
    CompareExamples* examples() const { return examples_; }
    CompareRivals* rivals() const { return rivals_; }
    EcdfPlot* latency() const { return latency_; }
    ScatterPlot* pareto() const { return pareto_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void load();
    void showRun(const std::string& runId);
    void showDetails();
    void showLatency();
    void showPareto();
    void updateEmpty();
    void retranslate();

    Session& session_;
    QLabel *title_, *runTitle_, *quantiles_;
    ErrorBar* errors_;
    CompareRuns* runs_;
    CompareSide* side_;
    EcdfPlot* latency_;
    ScatterPlot* pareto_;
    CompareExamples* examples_;
    CompareRivals* rivals_;
    QTabWidget* tabs_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    std::vector<ComparisonRow> all_;
    ComparedRun run_;
    std::string wanted_; ///< run to be chosen when the list arrives
    bool loaded_ = false;
};

} // namespace stillhouse::widgets
