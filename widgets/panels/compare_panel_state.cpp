// SPDX-License-Identifier: GPL-3.0-or-later
// What the Compare panel shows of a run, and its words.
#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/panels/compare_examples.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/panels/compare_side.h"
#include "widgets/plot/ecdf_plot.h"
#include "widgets/plot/scatter_plot.h"
#include "widgets/session.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <cmath>

namespace stillhouse::widgets {

namespace {

QString subjectTitle(const std::string& subject) { return subject == "teacher" ? ComparePanel::tr("teacher") : QString::fromStdString(subject); }

std::string tokenOf(const std::string& subject) {
    return subject.starts_with("A") ? "A" : subject.starts_with("B") ? "B" : subject.starts_with("teacher") ? "teacher" : "baseline";
}

} // namespace

void ComparePanel::showDetails() {
    const QString name = QString::fromStdString(run_.row.name.empty() ? run_.row.id : run_.row.name);
    runTitle_->setText(run_.row.id.empty() ? QString() : name + QStringLiteral(" · ") + QString::fromStdString(run_.row.id));
    side_->setRun(run_);
    examples_->setExamples(run_.examples);
    showLatency();
    tabs_->setTabText(3, run_.examples.empty() ? tr("Differences") : tr("Differences (%1)").arg(run_.examples.size()));
}

void ComparePanel::showLatency() {
    latency_->clear();
    QStringList lines;
    for (const auto& record : run_.latencies) {
        if (record.kind != "classify")
            continue;
        const QString subject = subjectTitle(record.subject);
        latency_->addSample(record.native ? subject : tr("%1, simulated").arg(subject), record.samples, tokenOf(record.subject), !record.native);
        const int sample = latency_->sampleCount() - 1;
        const auto ms = [&](double p) { return QLocale(QLocale::English).toString(latency_->quantile(sample, p), 'f', 2); };
        const QString native = record.native ? tr("native") : tr("simulated, not a speed-up");
        lines << tr("%1: p50 %2 ms · p90 %3 ms · p99 %4 ms · %5 requests · %6 · threads: %7 · %8")
                     .arg(subject, ms(0.5), ms(0.9), ms(0.99), QString::number(record.samples.size()), QString::fromStdString(record.kernel))
                     .arg(record.threads)
                     .arg(native);
    }
    quantiles_->setText(lines.join(u'\n'));
    latency_->fit();
}

void ComparePanel::showPareto() {
    std::vector<ScatterPoint> points;
    for (const auto& row : all_) {
        double accuracy = metricOf(row, "accuracy");
        if (!std::isfinite(accuracy) || row.p50Ms <= 0)
            continue;
        ScatterPoint point;
        point.id = QString::fromStdString(row.runId + '\n' + row.subject);
        point.name = QString::fromStdString(row.runName.empty() ? row.subject : row.runName + " " + row.subject);
        point.details = tr("accuracy %1\np50 %2 ms\n%3\n%4 parameters")
                            .arg(accuracy, 0, 'f', 4)
                            .arg(row.p50Ms, 0, 'f', 2)
                            .arg(bytesText(double(row.fileBytes)), QLocale(QLocale::English).toString(qlonglong(row.parameters)));
        point.x = row.p50Ms;
        point.y = accuracy;
        point.size = double(row.fileBytes);
        point.token = tokenOf(row.subject);
        point.hollow = !row.native;
        points.push_back(std::move(point));
    }
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
    tabs_->setTabText(2, tr("Accuracy, latency, size"));
    tabs_->setTabText(3, tr("Differences"));
    tabs_->setTabText(4, tr("Other programs"));
    latency_->setTitle(tr("Latency of a request"));
    latency_->setAxes(tr("milliseconds"), tr("share of requests at or below"));
    latency_->setEmptyText(tr("This run has no latency measurement"));
    pareto_->setTitle(tr("Every measured model: accuracy over latency, area is the file size"));
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
