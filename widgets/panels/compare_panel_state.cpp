// SPDX-License-Identifier: GPL-3.0-or-later
// What the Compare panel shows of a run, and its words.
#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/panels/compare_changes.h"
#include "widgets/panels/compare_claims.h"
#include "widgets/panels/compare_costs.h"
#include "widgets/panels/compare_curves.h"
#include "widgets/panels/compare_examples.h"
#include "widgets/panels/compare_latency.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/panels/compare_side.h"
#include "widgets/plot/scatter_plot.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace stillhouse::widgets {

void ComparePanel::showDetails() {
    const QString name = QString::fromStdString(run_.row.name.empty() ? run_.row.id : run_.row.name);
    runTitle_->setText(run_.row.id.empty() ? QString() : name + QStringLiteral(" · ") + QString::fromStdString(run_.row.id));
    side_->setRun(run_);
    examples_->setExamples(run_.examples);
    latency_->setRecords(run_.latencies);
    tabs_->setTabText(3, run_.examples.empty() ? tr("Differences") : tr("Differences (%1)").arg(run_.examples.size()));
}

void ComparePanel::showSelection() {
    const auto ids = runs_->selected();
    curves_->setRuns(ids);
    changes_->setSelected(ids);
    claims_->setSelected(ids);
    costs_->setSelected(ids);
}

void ComparePanel::openRun(const QString& runId) {
    runs_->choose(runId.toStdString());
    tabs_->setCurrentWidget(side_);
}

void ComparePanel::showPareto() {
    std::vector<ScatterPoint> points;
    QStringList frontier;
    for (const auto& row : paretoRows(all_)) {
        ScatterPoint point;
        point.id = QString::fromStdString(row.runId + '\n' + row.subject);
        point.name = QString::fromStdString(row.runName.empty() ? "" : row.runName + " ") + subjectName(row.subject);
        point.details = tr("accuracy %1\np50 %2 ms\n%3\n%4 parameters")
                            .arg(row.accuracy, 0, 'f', 4)
                            .arg(row.p50Ms, 0, 'f', 2)
                            .arg(bytesText(double(row.fileBytes)), QLocale(QLocale::English).toString(qlonglong(row.parameters)));
        point.x = row.p50Ms;
        point.y = row.accuracy;
        point.size = double(row.fileBytes);
        point.token = subjectToken(row.subject);
        point.hollow = !row.native;
        point.frontier = row.frontier;
        if (row.frontier) {
            point.details += u'\n' + tr("on the frontier of all three");
            frontier << point.name;
        }
        points.push_back(std::move(point));
    }
    paretoNote_->setVisible(!points.empty());
    constexpr int kMostNames = 8;
    const QString names = frontier.mid(0, kMostNames).join(QStringLiteral(", ")) + (frontier.size() > kMostNames ? QStringLiteral(" …") : QString());
    paretoNote_->setText(tr("Area is the file size. The line is the frontier of accuracy and latency. Ringed: no model beats it in accuracy, latency and size together (%1). Hollow: simulated formats, "
                            "which take no part. A click opens the run; times compare within a run, and between runs of the same machine and threads.")
                             .arg(names.isEmpty() ? QStringLiteral("–") : names));
    pareto_->setPoints(std::move(points));
    pareto_->fit();
}

void ComparePanel::updateEmpty() {
    const bool nothing = runs_->table()->rowCount() == 0;
    pages_->setCurrentIndex(nothing ? 0 : 1);
    empty_->setBusy(nothing && (session_.running() || (!loaded_ && !session_.projectFolder().empty())));
    empty_->button()->setEnabled(session_.engineReady() && !session_.running() && !session_.projectFolder().empty());
}

void ComparePanel::retranslate() {
    title_->setText(tr("Compare"));
    tabs_->setTabText(0, tr("Side by side"));
    tabs_->setTabText(1, tr("Latency"));
    tabs_->setTabText(2, tr("Pareto"));
    tabs_->setTabText(3, tr("Differences"));
    tabs_->setTabText(4, tr("Curves"));
    tabs_->setTabText(5, tr("Settings"));
    tabs_->setTabText(6, tr("Claims"));
    tabs_->setTabText(7, tr("Cost"));
    tabs_->setTabText(8, tr("Other programs"));
    tabs_->setTabToolTip(2, tr("Accuracy, latency and size of every measured model"));
    tabs_->setTabToolTip(4, tr("Training curves of the selected runs over each other"));
    tabs_->setTabToolTip(5, tr("What differs between the experiment documents of two runs"));
    tabs_->setTabToolTip(6, tr("What the brief claims, beside what was measured here"));
    tabs_->setTabToolTip(7, tr("Cost per million requests"));
    pareto_->setTitle(tr("Accuracy over latency of every measured model"));
    pareto_->setAxes(tr("latency p50, ms"), tr("accuracy"));
    pareto_->setEmptyText(tr("A finished run puts its models here"));
    empty_->setTitle(tr("Nothing to compare yet"));
    empty_->setText(tr("One run of both strategies fills this: accuracy with intervals, latency, sizes, and the examples on which they differ."));
    empty_->setAction(tr("Run both strategies"), [this] {
        Q_EMIT session_.startRequested({}, false, {});
        Q_EMIT session_.panelRequested(QStringLiteral("run"), {});
    });
    showDetails();
    showPareto();
    updateEmpty();
}

} // namespace stillhouse::widgets
