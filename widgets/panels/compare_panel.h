// SPDX-License-Identifier: GPL-3.0-or-later
// All runs; the chosen one in detail (side by side, latency, examples that differ), the selected ones over each other (curves, documents), and
// what holds over the project (Pareto view, claims, cost).
#pragma once
#include "widgets/panels/compare_load.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace stillhouse::widgets {

class CompareChanges;
class CompareClaims;
class CompareCosts;
class CompareCurves;
class CompareExamples;
class CompareLatency;
class CompareRuns;
class CompareSide;
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
    CompareLatency* latency() const { return latency_; }
    CompareCurves* curves() const { return curves_; }
    CompareChanges* changes() const { return changes_; }
    CompareClaims* claims() const { return claims_; }
    CompareCosts* costs() const { return costs_; }
    ScatterPlot* pareto() const { return pareto_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void connectRuns();
    void load();
    void showRun(const std::string& runId);
    void showDetails();
    void showPareto();
    void showSelection();
    void openRun(const QString& runId);
    void updateEmpty();
    void retranslate();

    Session& session_;
    QLabel *title_, *runTitle_, *paretoNote_;
    ErrorBar* errors_;
    CompareRuns* runs_;
    CompareSide* side_;
    CompareLatency* latency_;
    ScatterPlot* pareto_;
    CompareExamples* examples_;
    CompareCurves* curves_;
    CompareChanges* changes_;
    CompareClaims* claims_;
    CompareCosts* costs_;
    QTabWidget* tabs_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    QTimer* selectionTimer_; ///< a selection by keyboard passes over many rows
    std::vector<ComparisonRow> all_;
    ComparedRun run_;
    std::string wanted_; ///< run to be chosen when the list arrives
    bool loaded_ = false;
};

} // namespace stillhouse::widgets
